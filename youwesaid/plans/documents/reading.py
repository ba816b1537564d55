"""Reading a published document of any of the four kinds into blocks."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from flask_babel import gettext as _

from youwesaid.plans.documents.blocks import Block, UnreadableDocument
from youwesaid.plans.documents.markdown_file import read_markdown
from youwesaid.plans.documents.pdf_file import read_pdf
from youwesaid.plans.documents.text_file import read_text
from youwesaid.plans.documents.word_file import read_word

LARGEST_FILE = 20 * 1024 * 1024  # bytes; plans full of photographs have 15
LARGEST_TEXT = 2 * 1024 * 1024
MOST_BLOCKS = 20_000
MOST_LINES = 3 * MOST_BLOCKS  # of text and Markdown; wrapped lines are several to a block
_READERS: dict[str, Callable[[bytes], list[Block]]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".docx": read_word,
    ".pdf": read_pdf,
}
ENDINGS = tuple(_READERS)


def is_document(name: str) -> bool:
    """Whether a file of this *name* is read as a published document."""
    return Path(name).suffix.lower() in _READERS


def read_document(name: str, raw: bytes) -> list[Block]:
    """The blocks of the file *name*. Raises UnreadableDocument with a sentence to show."""
    ending = Path(name).suffix.lower()
    if ending not in _READERS:
        raise UnreadableDocument(
            _("The file must be one of these kinds: %(kinds)s.", kinds=", ".join(ENDINGS))
        )
    most = LARGEST_TEXT if ending in {".txt", ".md"} else LARGEST_FILE
    if len(raw) > most:
        raise UnreadableDocument(
            _("The file is larger than %(most)s MB.", most=most // (1024 * 1024))
        )
    if not raw.strip():
        raise UnreadableDocument(_("The file is empty."))
    if ending in {".txt", ".md"} and raw.count(b"\n") > MOST_LINES:
        raise UnreadableDocument(_("The file is far longer than a plan: send only the plan."))
    blocks = [block for block in _READERS[ending](raw) if block.text.strip() or block.rows]
    if not blocks:
        raise UnreadableDocument(_("The file holds no text that we can read."))
    if len(blocks) > MOST_BLOCKS:
        raise UnreadableDocument(_("The file is far longer than a plan: send only the plan."))
    return [replace(block, place=place) for place, block in enumerate(blocks)]


def read_document_file(path: Path) -> list[Block]:
    """The blocks of the file at *path*. Raises UnreadableDocument."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableDocument(
                _("The file is larger than %(most)s MB.", most=LARGEST_FILE // (1024 * 1024))
            )
        raw = path.read_bytes()
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise UnreadableDocument(_("The file cannot be read: %(why)s.", why=why)) from None
    return read_document(path.name, raw)
