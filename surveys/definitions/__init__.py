"""What a survey is, which answers it takes, and which pages they lead to: no table, no page."""
