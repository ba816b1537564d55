"""A survey in other languages."""
