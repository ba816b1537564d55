"""What people with lived experience take part in, and who engages whom."""
