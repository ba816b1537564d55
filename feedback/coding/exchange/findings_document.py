"""What people say, as a document for a meeting: tables, permitted quotes, and how it was found."""

from collections.abc import Iterator, Sequence

from docx.document import Document as DocxDocument
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Select, func, select

from feedback.audit.services import Actor, record
from feedback.coding.agreement import queries as agreement
from feedback.coding.agreement import report, results
from feedback.coding.codebook.versions import present_version
from feedback.coding.exchange.codebook_out import Exported
from feedback.coding.findings import quotes as bank
from feedback.coding.findings.choosing import pack_tables
from feedback.coding.findings.quotes import BankedQuote, Standing
from feedback.coding.findings.tables import Line, Table
from feedback.coding.findings.voices import Filters
from feedback.coding.models import Coding, Theme
from feedback.coding.wording import theme_name
from feedback.contributions.models import CodingState, Contribution
from feedback.core import clock, documents
from feedback.core.db import session
from feedback.core.i18n import current_language
from feedback.core.named_files import DOCX, NamedFile
from feedback.core.sealing import Keyring
from feedback.core.templating import day, settings

_MOST_COLUMNS = 8  # figures beside one another on a page; more go below
_MOST_QUOTES = 3  # for each theme, the newest
_INDENT = "– "


def export_findings(
    *, keyring: Keyring | None, by: Actor | None = None, filters: Filters | None = None
) -> Exported:
    """The findings as a .docx file in the language of the page.

    Tables are those that may be passed on. Without a *keyring* no quote is in it.
    """
    language = current_language()
    title = str(_("What people say"))
    book = documents.new_document(title, language, is_wide=True)
    writing = _Writing(book)
    writing.title(title)
    tables = [table for table in pack_tables(filters or Filters()) if table.rows]
    for table in tables:
        writing.table(table)
    quoted = _by_theme(_quotes(keyring)) if keyring is not None else {}
    writing.quotes(quoted, with_words=keyring is not None)
    writing.method()
    record(
        verb="exported findings",
        facts={"tables": len(tables), "quotes": sum(map(len, quoted.values()))},
        actor=by,
    )
    name = f"findings-{clock.today().isoformat()}.docx"
    file = NamedFile(name, DOCX, documents.content_of(book))
    return Exported(file, len(tables), _missing(with_words=keyring is not None))


class _Writing:
    """One document being written."""

    def __init__(self, book: DocxDocument) -> None:
        self._book, self._language = book, current_language()

    def _say(self, text: str, style: str = "Normal") -> None:
        documents.add(self._book, text, self._language, style)

    def title(self, title: str) -> None:
        """Whose it is, and of which day."""
        self._say(title, "Title")
        made = _("%(partnership)s, %(day)s", partnership=settings().partnership,
                 day=day(clock.today()))  # fmt: skip
        self._say(str(made))

    def table(self, table: Table) -> None:
        """One table with what it says in sentences; a wide one in pieces below one another."""
        self._say(table.title, "Heading 1")
        for sentence in table.gist:
            self._say(sentence)
        if table.note:
            self._say(table.note)
        for _place, words in table.breaks:
            self._say(words)
        figures = range(len(table.columns) - 1)
        for start in figures[::_MOST_COLUMNS]:
            shown = list(figures[start : start + _MOST_COLUMNS])
            rows = [[table.columns[0], *(table.columns[place + 1] for place in shown)]]
            rows += [_row(line, shown) for line in table.rows]
            described = _(
                "%(title)s. %(rows)s lines and %(columns)s columns of figures. %(note)s",
                title=table.title,
                rows=len(table.rows),
                columns=len(shown),
                note=table.note,
            )
            documents.add_table(
                self._book, rows, self._language, title=table.title, description=str(described)
            )
            self._say("")

    def quotes(self, found: dict[Theme, list[BankedQuote]], *, with_words: bool) -> None:
        """The newest quotes of each theme that may be used, in the language that they are in."""
        self._say(str(_("In people's words")), "Heading 1")
        if not found:
            words = (
                _("No quote may be used at present.")
                if with_words
                else _("Quotes are left out of this copy.")
            )
            self._say(str(words))
        for theme, quotes in found.items():
            self._say(theme_name(theme), "Heading 2")
            for quote in quotes:
                documents.add(self._book, f"“{quote.words}”", quote.language, "Intense Quote")

    def method(self) -> None:
        """How it was found: who coded, how far they agreed, under which codebook."""
        self._say(str(_("How this was found")), "Heading 1")
        for sentence in _method():
            self._say(sentence, "List Bullet")


def _row(line: Line, shown: Sequence[int]) -> list[str]:
    cells = [line.cells[place] for place in shown]
    head = f"{_INDENT * line.depth}{line.head}"
    return [head, *(f"{cell.text}\n{cell.hint}" if cell.hint else cell.text for cell in cells)]


def _method() -> Iterator[str]:
    coded = _count(select(func.count(Contribution.id)).where(
        Contribution.coding.in_((CodingState.DONE, CodingState.NO_THEME)),
        Contribution.withdrawn_on.is_(None),
    ))  # fmt: skip
    coders = _count(select(func.count(Coding.coder_id.distinct())))
    suggested = _count(select(func.count(Coding.id)).where(Coding.suggested))
    every = _count(select(func.count(Coding.id)))
    yield ngettext(
        "%(num)s contribution was read and coded.",
        "%(num)s contributions were read and coded.",
        coded,
    )
    yield ngettext("%(num)s person coded.", "%(num)s people coded.", coders)
    yield str(
        _(
            "A suggestion of the machine led to %(suggested)s of %(every)s codings. A person took "
            "each of them.",
            suggested=suggested,
            every=every,
        )
    )
    yield str(_("The codebook is at version %(number)s.", number=present_version()))
    for sample in agreement.samples():
        sample_words = _("Sample %(number)s: %(words)s", number=sample.number,
                         words=report.paragraph(results.of_sample(sample)))  # fmt: skip
        yield str(sample_words)
    yield str(
        _(
            "Small counts are not shown, nor others that would tell them. Quotes are in it only "
            "where whoever said it allows that."
        )
    )


def _count(statement: Select[int]) -> int:
    return session().scalar(statement) or 0


def _quotes(keyring: Keyring) -> list[BankedQuote]:
    contributions = session().scalars(bank.in_bank()).all()
    found = bank.quotes_of(contributions, keyring)
    return [quote for quote in found if quote.standing is Standing.USABLE and quote.words]


def _by_theme(quotes: Sequence[BankedQuote]) -> dict[Theme, list[BankedQuote]]:
    """The newest few of each theme, themes in the codebook's order."""
    found: dict[Theme, list[BankedQuote]] = {}
    themes = {theme for quote in quotes for theme in quote.themes}
    for theme in sorted(themes, key=lambda each: (each.position, each.key)):
        found[theme] = [quote for quote in quotes if theme in quote.themes][:_MOST_QUOTES]
    return found


def _missing(*, with_words: bool) -> Sequence[str]:
    """What is not in the document, in whole sentences."""
    said = [
        _("Exact counts of small groups are not in this file."),
        _("Texts are not in this file, except short quotes that people allow."),
    ]
    if not with_words:
        said[1] = _("Texts are not in this file, nor quotes.")
    return [str(sentence) for sentence in said]
