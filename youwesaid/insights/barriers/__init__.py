"""What holds an answer or a plan item up, and how it went up the partnership's own lines."""
