"""Pure functions on text: no web framework, no database."""
