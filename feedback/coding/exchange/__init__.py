"""Codebooks and codings out to other tools and in from them."""
