"""Surveys and answers to and from files of other systems."""
