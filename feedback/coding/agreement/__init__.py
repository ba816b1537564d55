"""Whether two people give the same themes, and what is decided where they do not."""
