"""The coding desk: its queues, its keys, and what is written beside the codings."""
