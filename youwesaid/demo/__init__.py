"""Invented words for trying it out."""
