"""From the original words to the working text."""
