"""Finding what is alike, and coding many at once as one act that can be taken back."""
