"""Suggestions of the tagger, its training, and how far it is to be trusted."""
