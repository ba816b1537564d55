"""A pack as a file: one renderer for each format."""
