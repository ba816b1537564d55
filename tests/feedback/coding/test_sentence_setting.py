"""A sentence model of the site's own: used when it is there, missed by nobody when it is not."""

from dataclasses import replace

import numpy as np
import pytest

from feedback.coding.codebook.keeping import present_codebook, present_version
from feedback.coding.models import TaggerModel
from feedback.coding.tagging import suggesting
from feedback.coding.tagging.sentences import site_sentences
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.core.sealing import Place, Purpose
from feedback.nlp.tagger.comments import Comment
from feedback.nlp.tagger.training import train


class Spelling:
    """A sentence model as small as can be: whether a text has an x."""

    name, size = "spelling", 2

    def points(self, texts):
        found = [[1, 0] if "x" in text else [0, 1] for text in texts]
        return np.array(found, dtype=np.float32)


@pytest.mark.one_database
def test_a_folder_without_a_model_is_logged_and_changes_nothing(app, tmp_path, caplog):
    held = app.extensions["settings"]
    assert site_sentences() is None
    app.extensions["settings"] = replace(held, sentence_model=str(tmp_path))
    try:
        assert site_sentences() is None
    finally:
        app.extensions["settings"] = held

    assert "goes without its sentence model" in caplog.text


def test_a_model_whose_sentence_model_is_gone_leaves_the_codebooks_words(codebook, keyring):
    themes = present_codebook()
    key = themes.identities[0]
    comments = [Comment(f"axe {n}", frozenset({key})) for n in range(9)] + [Comment("no")] * 9
    model = train(comments, themes, sentences=Spelling())
    row = TaggerModel(
        name="model-1", made_at=clock.now(), learned_from=18, codebook_version=present_version(),
        evaluation={},
    )  # fmt: skip
    place = Place(TaggerModel.__tablename__, row.id, "model")
    row.model_sealed = keyring.seal(model.to_bytes().hex(), purpose=Purpose.WORDS, place=place)
    with writing():
        session().add(row)

    tagger = suggesting.present_tagger(keyring)

    assert tagger.name.startswith(suggesting.UNTAUGHT)
