"""Help with writing an answer that people can read, believe and hold us to. Pure functions."""
