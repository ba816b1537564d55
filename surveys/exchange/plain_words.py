"""Texts of other systems without their marks: no HTML, no Markdown, never a script."""

import re
from html import unescape
from html.parser import HTMLParser

from feedback.core.text import clean

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|<!--|<[!?]")
_DROPPED = frozenset({"script", "style", "template", "iframe", "object", "svg", "noscript"})
_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol"})
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1", re.DOTALL)
_SLANTED = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,500}?)(?<=[^\s*])\*(?![\w*])")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]\n]{1,500})\]\((https?://[^()\s]{1,500})\)")
_ANY_TAG = re.compile(r"<[^<>]*>?")
_LONGEST = 32_767  # characters, as in a cell of Excel; Python's parser takes the square of them
_MOST_TAGS = 1_000
_SPACES = re.compile(r"[ \t]+")
_LINES = re.compile(r"\n\s*\n\s*\n+")


class _Stripper(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._dropping: list[str] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self._dropping.append(tag)
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_startendtag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._dropping:
            del self._dropping[self._dropping.index(tag) :]
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._dropping:
            self.parts.append(data)


def plain_words(text: str) -> str:
    """*text* as it reads, on as many lines as it has, and nothing that a page could run."""
    text = text[:_LONGEST]
    if _TAG.search(text):
        text = _without_tags(text)
    elif "&" in text:
        text = unescape(text)
    text = _LINK.sub(r"\1 (\2)", text)
    text = _SLANTED.sub(r"\1", _EMPHASIS.sub(r"\2", _HEADING.sub("", text)))
    lines = (_SPACES.sub(" ", line).strip() for line in text.replace("\r\n", "\n").split("\n"))
    return clean(_LINES.sub("\n\n", "\n".join(lines)))


def _without_tags(text: str) -> str:
    if text.count("<") <= _MOST_TAGS:
        stripper = _Stripper()
        try:
            stripper.feed(text)
            stripper.close()
        except AssertionError:  # what the parser says of some broken declarations
            pass
        else:
            return "".join(stripper.parts)
    return _ANY_TAG.sub(" ", text)
