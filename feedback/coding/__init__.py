"""Codebook, codings, suggestions, guarded counts."""
