"""Letters that survive a restart: written with their cause, sent by the worker."""
