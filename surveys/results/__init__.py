"""What came in, counted and shown."""
