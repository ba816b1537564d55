"""Forms that ask for the same words in every language: they live on the ground floor."""

from feedback.core.spoken import Maker, SpokenForm, field_name, in_languages

__all__ = ["Maker", "SpokenForm", "field_name", "in_languages"]
