"""LimeSurvey's survey files (.lss), of all versions since 2, read as a survey.

The file is the database's own tables as XML: newer versions keep the words of groups, questions
and answers in tables beside them (``group_l10ns`` and so on), older ones repeat the row for each
language. Columns: https://www.limesurvey.org/manual/Survey_structure_file_(.lss)
"""

from collections.abc import Mapping

from flask_babel import gettext as _

from feedback.core.lines import Verb
from surveys.exchange.expressions import Dialect
from surveys.exchange.found import Condition, Found, FoundPage
from surveys.exchange.lss_questions import Asker
from surveys.exchange.lss_tables import Lss, RawQuestion, Row, ordered, read
from surveys.exchange.report import Report
from surveys.exchange.tongues import key_of

_TEXTS: Mapping[str, str] = {
    "surveyls_title": "title",
    "surveyls_welcometext": "introduction",
    "surveyls_endtext": "thanks",
}


def found_in(content: bytes, report: Report) -> Found:
    """The survey of an .lss file. Raises UnusableFile when it holds none."""
    lss = read(content)
    found = Found(dialect=Dialect.LIMESURVEY, source=key_of(lss.source))
    _add_texts(found, lss)
    asker = Asker(found, report)
    for group in ordered(lss.rows("groups"), "gid", "group_order"):
        _add_group(group, lss, found, asker, report)
    _add_tongues(found, lss)
    return found


def _add_texts(found: Found, lss: Lss) -> None:
    for column, name in _TEXTS.items():
        words = {
            key_of(row.get("surveyls_language", "")): row[column]
            for row in lss.rows("surveys_languagesettings")
            if row.get(column)
        }
        setattr(found, name, words)
    found.name = next(iter(found.title.values()), "")


def _add_group(group: Row, lss: Lss, found: Found, asker: Asker, report: Report) -> None:
    """A group: one page when the survey goes group by group, else a part of single pages."""
    gid = group.get("gid", "")
    name = f"group_{gid}"
    heading = lss.words("groups", gid, "group_name")
    relevance = group.get("grelevance", "")
    says_nothing = relevance in ("", "1")
    relevant = () if says_nothing else (Condition(name, name, relevance),)
    if group.get("randomization_group"):
        why = [_("Groups stay in their order.")]
        report.add(Verb.REFUSED, name, "randomization_group", why=why)
    questions = [
        asked
        for row in ordered(lss.rows("questions"), "qid", "question_order")
        if row.get("gid") == gid and row.get("parent_qid", "0") in ("", "0")
        for asked in asker.questions(RawQuestion(row, lss))
    ]
    survey: Row = next(iter(lss.rows("surveys")), {})
    if survey.get("format", "G") == "G":
        page = FoundPage(name=name, heading=heading, relevant=relevant, questions=questions)
        found.pages.append(page)
        return
    if heading:
        found.sections[name] = heading
    found.pages += [
        FoundPage(
            name=each.name, section=name if heading else "", relevant=relevant, questions=[each]
        )
        for each in questions
    ]


def _add_tongues(found: Found, lss: Lss) -> None:
    for rows in lss.tables.values():
        for row in rows:
            label = row.get("language") or row.get("surveyls_language", "")
            if label:
                key = key_of(label)
                found.tongues.setdefault(key, label)
                found.cells[key] = found.cells.get(key, 0) + 1
