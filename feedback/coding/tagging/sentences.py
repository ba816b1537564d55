"""The site's own sentence model, for the tagger, if the site has one (the extra ``embeddings``)."""

import logging
from functools import lru_cache
from pathlib import Path

from feedback.core.templating import settings
from feedback.nlp.tagger.sentence_model import NoSentenceModel, load
from feedback.nlp.tagger.sentences import SentenceModel

log = logging.getLogger(__name__)


def site_sentences() -> SentenceModel | None:
    """The sentence model in the folder that the setting names; None without one that can be used.

    The tagger does its work without: a folder that is gone must not stop anybody's coding.
    """
    folder = settings().sentence_model
    return _loaded(folder) if folder else None


@lru_cache(maxsize=1)
def _loaded(folder: str) -> SentenceModel | None:
    try:
        return load(Path(folder))
    except NoSentenceModel as fault:
        log.warning("the tagger goes without its sentence model: %s", fault)
        return None
