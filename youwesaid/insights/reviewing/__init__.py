"""People with lived experience read an answer before it is published."""
