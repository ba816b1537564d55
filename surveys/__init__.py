"""Surveys: built, translated, asked anywhere, counted safely."""
