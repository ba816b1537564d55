"""The watch phrases in force, read once by each process."""

from functools import cache
from pathlib import Path

from feedback.nlp.risk import PhraseList, load_phrases

_FILE = Path(__file__).with_name("phrases.yaml")


@cache
def watched() -> PhraseList:
    """Every watch phrase of every language. Raises BadPhrase."""
    return load_phrases(_FILE)
