"""Translations in a file: row by row, nothing lost, nothing stored to try."""

import io
import json

import pytest
from click.testing import CliRunner

from feedback.accounts.roles import Role
from feedback.core.db import writing
from surveys.definitions.origins import Made
from surveys.definitions.texts import text_at, with_text
from surveys.translating import exporting, importing
from surveys.translating.commands import translations
from surveys.translating.exporting import Format
from surveys.translating.importing import Outcome
from surveys.translating.provenance import progress
from surveys.translating.rows import LARGEST_FILE, UnreadableFile
from surveys.translating.services import want_language
from surveys.versions import drafts
from tests.surveys.translating.conftest import change, now

MORE = "questions.more.wording"
FILES = "/surveys/n4/languages/ur/file/"


def _file(survey, form=Format.CSV, **words):
    """The exported file with these texts, by the end of their place, put in."""
    made = exporting.written(drafts.drafted(survey), "n4", "ur", form).decode("utf-8-sig")
    for text, translation in words.items():
        if form is Format.CSV:
            made = made.replace(f",ur,,{_EMPTY},missing", f",ur,{translation},{_EMPTY},human", 1)
        else:
            head, found, rest = made.partition(f'id="{text}"')
            rest = rest.replace('<target state="new" />', f"<target>{translation}</target>", 1)
            made = head + found + rest
    return made.encode()


_EMPTY = "12ae32cb1ec02d01eda3581b127c1fee3b0dc53572ed6baf239721a03d82e126"


def _bring_in(survey, raw, **more):
    with writing():
        return importing.bring_in(survey=survey, raw=raw, by=None, **more)


@pytest.mark.parametrize("form", Format)
def test_a_translated_file_is_taken_in_and_the_same_again_says_nothing_new(survey, form):
    raw = _file(survey, form, title="آپ")

    tried = _bring_in(survey, raw, try_only=True)
    assert "ur" not in now(survey).definition["languages"]
    report = _bring_in(survey, raw)

    assert tried.rows == report.rows
    assert report.counts() == {Outcome.TAKEN: 1, Outcome.LEFT: 2}
    assert text_at(now(survey).definition, "title")["ur"] == "آپ"
    assert _bring_in(survey, raw).counts() == {Outcome.LEFT: 3}


def test_what_a_file_may_not_change_is_refused_row_by_row(survey):
    with writing():
        want_language(survey=survey, language="ur", by=None)
    raw = _file(survey, Format.XLIFF, title="آپ", **{MORE: "کیا ہوا؟"})
    raw = raw.replace(b'id="questions.place.wording"', b'id="questions.gone.wording"')
    with writing():
        change(survey, with_text(now(survey).definition, "title", "en", "Yourself"))

    report = _bring_in(survey, raw)

    assert [(row.outcome, row.why.split(":")[0]) for row in report.rows] == [
        (Outcome.REFUSED, "The source has changed since the file was made."),
        (Outcome.REFUSED, "The survey has no such text."),
        (Outcome.REFUSED, "The answer “place” is missing"),
    ]


def test_an_old_file_does_not_undo_what_was_written_here_since(survey):
    first = _file(survey, title="آپ")
    _bring_in(survey, first)
    untouched = _file(survey)
    edited = untouched.replace("آپ".encode(), "تم".encode())
    with writing():
        change(survey, with_text(now(survey).definition, "title", "ur", "عنوان"))

    assert _bring_in(survey, untouched).counts() == {Outcome.LEFT: 3}
    [refused] = _bring_in(survey, edited).with_outcome(Outcome.REFUSED)
    assert "Somebody changed this translation" in refused.why
    assert text_at(now(survey).definition, "title")["ur"] == "عنوان"


def test_a_file_says_who_vouches_for_a_text(survey):
    _bring_in(survey, _file(survey, Format.XLIFF, title="آپ"), made=Made.MACHINE)
    standing = now(survey)
    assert progress(standing.definition, standing.translations, "ur").counts["machine"] == 1

    reviewed = _file(survey).replace(b",machine", b",checked")
    _bring_in(survey, reviewed)
    standing = now(survey)
    assert progress(standing.definition, standing.translations, "ur").counts["checked"] == 1


def test_a_file_that_is_too_large_or_in_another_language_is_not_read(survey):
    with pytest.raises(UnreadableFile, match="larger than 5 MB"):
        _bring_in(survey, b"<" + b"x" * LARGEST_FILE)
    with pytest.raises(UnreadableFile, match="The file is in اردو"):
        _bring_in(survey, _file(survey), into="pl")
    with pytest.raises(UnreadableFile, match="names no language"):
        _bring_in(survey, _file(survey).replace(b",ur,", b",xx,"))


def test_an_editor_takes_a_file_away_and_brings_it_back(sign_in, survey):
    with writing():
        want_language(survey=survey, language="ur", by=None)
    editor = sign_in(Role.EDITOR)
    raw = editor.get(f"{FILES}csv").data
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b"trans-unit" in editor.get(f"{FILES}xlf").data

    def send(content, **more):
        file = (io.BytesIO(content), "ur.csv")
        return editor.post(FILES, data={"file": file, "made": "human", **more})

    tried = send(_file(survey, title="آپ"), only_try="yes")
    assert "nothing is stored" in tried.text
    taken = send(_file(survey, title="آپ"))
    assert "Taken (1)" in taken.text
    assert text_at(now(survey).definition, "title")["ur"] == "آپ"
    broken = send(b"\xff\xff")
    assert broken.status_code == 400
    assert "not in UTF-8" in broken.text


def test_the_command_takes_translations_out_and_back_in(survey, tmp_path):
    run = CliRunner().invoke
    made, broken = tmp_path / "ur.xlf", tmp_path / "broken.csv"
    out = run(
        translations,
        ["export", "n4", "--language", "ur", "--format", "xliff", "--out", str(made)],
    )
    assert (out.exit_code, out.stderr) == (0, f"3 texts are in {made}.\n")
    made.write_bytes(_file(survey, Format.XLIFF, title="آپ", **{MORE: "کیا؟"}))

    done = run(translations, ["import", "n4", str(made), "--json"])
    report = json.loads(done.stdout)
    assert report["counts"] == {"taken": 1, "changed": 0, "left": 1, "refused": 1}
    assert (
        "row 3 (questions.more.wording): The answer"
        in run(translations, ["import", "n4", str(made), "--try"]).stdout
    )

    broken.write_bytes(b"\xff\xff")
    for words, status in [
        (["import", "n4", str(broken)], 1),
        (["import", "n4", str(tmp_path)], 2),
        (["import", "n4", str(tmp_path / "none")], 1),
        (["import", "n9", str(made)], 1),
        (["export", "n4", "--language", "en"], 1),
        (["export", "n4", "--language", "klingon"], 2),
    ]:
        refused = run(translations, words)
        assert (refused.exit_code, refused.stderr.count("Error: ")) == (status, 1), words
        assert isinstance(refused.exception, SystemExit)
