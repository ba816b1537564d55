"""The tables of a LimeSurvey file, and what they say of one question."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from flask_babel import gettext as _

from feedback.core.unpacking import UnusableFile
from surveys.exchange.tongues import key_of

MOST_ROWS = 200_000
_BROKEN = (ParseError, DefusedXmlException, UnicodeError, LookupError, ValueError, RecursionError)

Row = Mapping[str, str]
Spoken = Mapping[str, Mapping[str, Row]]


@dataclass
class Lss:
    """The tables of one file: rows by the name of the table."""

    tables: Mapping[str, Sequence[Row]]
    source: str = ""
    _spoken: dict[str, Spoken] = field(default_factory=dict)

    def rows(self, name: str) -> Sequence[Row]:
        """The rows of a table."""
        return self.tables.get(name, ())

    def words(self, table: str, key: str, column: str) -> dict[str, str]:
        """The texts of a row by language: of the table beside, or of the rows themselves."""
        said = self.spoken[table].get(key, {})
        return {
            tongue: each[column] for tongue, each in said.items() if each.get(column, "").strip()
        }

    def attribute(self, qid: str, name: str) -> str:
        """One of the settings of a question."""
        return self._attributes.get((qid, name), "")

    @cached_property
    def _attributes(self) -> dict[tuple[str, str], str]:
        return {
            (row.get("qid", ""), row.get("attribute", "")): row.get("value", "")
            for row in reversed(self.rows("question_attributes"))
        }

    @cached_property
    def spoken(self) -> Mapping[str, Spoken]:
        """The rows with words by table, key and language."""
        return {
            "groups": self._by_tongue("group_l10ns", "groups", "gid"),
            "questions": self._by_tongue("question_l10ns", "questions", "qid"),
            "subquestions": self._by_tongue("question_l10ns", "subquestions", "qid"),
            "answers": self._answers(),
        }

    def _by_tongue(self, beside: str, table: str, key: str) -> Spoken:
        said: dict[str, dict[str, Row]] = defaultdict(dict)
        for row in [*self.rows(beside), *self.rows(table)]:
            if row.get("language"):
                said[row.get(key, "")].setdefault(key_of(row["language"]), row)
        return said

    def _answers(self) -> Spoken:
        """Answers have an id of their own only in newer files; older ones go by their code."""
        said: dict[str, dict[str, Row]] = defaultdict(dict)
        for row in self.rows("answer_l10ns"):
            said[row.get("aid", "")].setdefault(key_of(row.get("language", "")), row)
        for row in self.rows("answers"):
            if row.get("language"):
                said[answer_key(row)].setdefault(key_of(row["language"]), row)
        return said


def read(content: bytes) -> Lss:
    """The tables in an .lss file. Raises UnusableFile when it is none."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except _BROKEN as problem:
        raise UnusableFile(_("The file cannot be read as XML.")) from problem
    if root.tag != "document" or (root.findtext("LimeSurveyDocType") or "").strip() != "Survey":
        raise UnusableFile(_("This is XML, but no survey of LimeSurvey."))
    tables = {str(each.tag): list(_rows(each)) for each in root if each.find("rows") is not None}
    if sum(len(rows) for rows in tables.values()) > MOST_ROWS:
        raise UnusableFile(_("The file has more than %(most)s rows.", most=MOST_ROWS))
    first: Row = next(iter(tables.get("surveys", ())), {})
    source = first.get("language") or (root.findtext("languages/language") or "").strip()
    return Lss(tables, source)


def _rows(table: Element) -> Iterator[Row]:
    for row in table.iterfind("rows/row"):
        yield {str(cell.tag): (cell.text or "").strip() for cell in row}


def answer_key(row: Row) -> str:
    """What an answer goes by in a file."""
    own = f"{row.get('qid', '')}/{row.get('scale_id', '0')}/{row.get('code', '')}"
    return row.get("aid", "") or own


def ordered(rows: Sequence[Row], key: str, column: str) -> list[Row]:
    """One row of each, of those that older files repeat for each language; in their order."""
    unique = {row.get(key, ""): row for row in reversed(rows)}

    def place(row: Row) -> int:
        return whole(row.get(column, "")) or 0

    first_to_last = list(unique.values())[::-1]
    return sorted(first_to_last, key=place)


def whole(text: str) -> int | None:
    """The whole number in *text*, where it is one of a few digits."""
    text = text.strip()
    is_number = text.removeprefix("-").isdecimal() and text.isascii() and len(text) < _DIGITS
    return int(text) if is_number else None


_DIGITS = 10
Part = tuple[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class RawQuestion:
    """A row of the table of questions, and the file that it is in."""

    row: Row
    lss: Lss

    def __getitem__(self, column: str) -> str:
        return self.row.get(column, "")

    @property
    def name(self) -> str:
        """Its code."""
        return self["title"] or f"q{self['qid']}"

    @property
    def is_mandatory(self) -> bool:
        """Whether it had to be answered."""
        return self["mandatory"] in ("Y", "S")

    def said(self, column: str) -> dict[str, str]:
        """Its words by language."""
        return self.lss.words("questions", self["qid"], column)

    def attribute(self, name: str) -> str:
        """One of its settings."""
        return self.lss.attribute(self["qid"], name)

    def parts(self, scale: str = "0") -> list[Part]:
        """Code and words of each of its subquestions."""
        rows = [
            row
            for row in self.lss.rows("subquestions")
            if row.get("parent_qid") == self["qid"] and row.get("scale_id", "0") == scale
        ]
        return [
            (row.get("title", ""), self.lss.words("subquestions", row.get("qid", ""), "question"))
            for row in ordered(rows, "qid", "question_order")
        ]

    def answers(self, scale: str = "0") -> list[Part]:
        """Code and words of each of its answers."""
        rows = [
            {**row, "key": answer_key(row)}
            for row in self.lss.rows("answers")
            if row.get("qid") == self["qid"] and row.get("scale_id", "0") == scale
        ]
        return [
            (row.get("code", ""), self.lss.words("answers", row["key"], "answer"))
            for row in ordered(rows, "key", "sortorder")
        ]
