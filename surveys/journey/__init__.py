"""Answering a survey on the public side."""
