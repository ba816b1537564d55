"""Markdown into blocks, by markdown-it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from youwesaid.plans.documents import joining
from youwesaid.plans.documents.blocks import Block, BlockKind
from youwesaid.plans.documents.text_file import decoded, is_all_bold, without_marks


def read_markdown(raw: bytes) -> list[Block]:
    """The blocks of a Markdown file; a block of YAML before it is left out."""
    text = decoded(raw)
    front = re.match(r"---\n(?:.*\n)*?(?:---|\.\.\.)\n", text)
    skipped = front[0].count("\n") if front else 0
    body = text[front.end() :] if front else text
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    # What stands inside a line is read by us; the library takes hours over a million of "[".
    reader.disable("inline")
    return list(_Walk(skipped).blocks(reader.parse(body)))


_TAGS = re.compile(r"<!--(?:(?!<!--).)*?-->|<[^<>]*>", re.DOTALL)
#: Where a line of its own begins: after two spaces, a backslash or <br>, and before a bullet that
#: Markdown does not know.
_LINE_ENDS = re.compile(r"(?: {2,}|\\)\n|<br\s*/?>\n?|\n(?=\s*[•●▪‣◦○■□➢►✓✔·–]\s)")


@dataclass
class _Walk:
    """Goes through the tokens once and remembers which lists and rows are open."""

    skipped: int
    lists: list[list[str]] = field(default_factory=list)  # [kind, next mark]
    mark: str = ""
    is_entry: bool = False
    rows: list[list[str]] | None = None
    started: int = 0

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        """The blocks of *tokens*."""
        for place, token in enumerate(tokens):
            self._enter(token)
            if token.type == "inline":
                above = tokens[place - 1]
                if self.rows is not None:
                    self.rows[-1].append(_plain(token.content))
                else:
                    yield from self._inline(token, above)
            elif token.type == "table_close" and self.rows is not None:
                yield self._table(self.rows)
                self.rows = None
            elif token.type in {"html_block", "code_block", "fence"}:
                yield from self._loose(token)

    def _enter(self, token: Token) -> None:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            # "- 1. Mend roads": a number behind a bullet is the mark of the same entry.
            self.lists.append([token.type, "doubled" if self.mark == "•" else ""])
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self.lists.pop()
        elif token.type == "list_item_open":
            is_counted = self.lists[-1][0] == "ordered_list_open"
            self.mark = self._counted(token) if is_counted else "•"
            self.is_entry = self.lists[-1][1] == "doubled"
        elif token.type == "table_open":
            self.rows, self.started = [], self._line(token)
        elif token.type == "tr_open" and self.rows is not None:
            self.rows.append([])

    def _counted(self, token: Token) -> str:
        """The number of an entry: as typed, or counted on where each is typed as the same."""
        typed, (_kind, _form, *before) = token.info, self.lists[-1]
        if before and before[0] == typed:
            self.lists[-1][3] = str(int(self.lists[-1][3]) + 1)
        else:
            self.lists[-1][2:] = [typed, typed]
        return f"{self.lists[-1][3]}{token.markup}"

    def _inline(self, token: Token, above: Token) -> Iterator[Block]:
        # Lines that end with two spaces or a backslash are lines of their own.
        for number, line in enumerate(_LINE_ENDS.split(token.content)):
            text = _plain(line)
            if not text:
                continue
            place = self._line(token) + number
            if above.type == "heading_open":
                yield Block(kind=BlockKind.HEADING, text=text, level=int(above.tag[1]),
                            line=place, is_certain=True)  # fmt: skip
            elif self.lists and self.mark:
                yield Block(kind=BlockKind.LISTED, text=text, marker=self.mark,
                            level=len(self.lists) - 1 - self.is_entry, line=place,
                            is_certain=self.is_entry)  # fmt: skip
                self.mark = ""
            else:
                yield Block(kind=BlockKind.PARAGRAPH, text=text, line=place,
                            is_strong=is_all_bold(line))  # fmt: skip

    def _loose(self, token: Token) -> Iterator[Block]:
        text = _plain(_TAGS.sub(" ", token.content))
        if text:
            yield Block(kind=BlockKind.PARAGRAPH, text=text, line=self._line(token))

    def _table(self, rows: Sequence[Sequence[str]]) -> Block:
        width = max((len(row) for row in rows), default=0)
        even = tuple((*row, *[""] * (width - len(row))) for row in rows)
        words = " / ".join(" | ".join(filter(None, row)) for row in even)
        return Block(kind=BlockKind.TABLE, text=words, rows=even, line=self.started)

    def _line(self, token: Token) -> int:
        return (token.map[0] if token.map else 0) + 1 + self.skipped


def _plain(text: str) -> str:
    lines = [joining.squeezed(without_marks(line)) for line in text.split("\n")]
    whole = ""
    for line in lines:
        whole = joining.joined(whole, line)
    return whole
