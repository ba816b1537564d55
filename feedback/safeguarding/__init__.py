"""Concerns, watch phrases, help lines."""
