"""Surveys, their published versions and what people answered: the tables."""
