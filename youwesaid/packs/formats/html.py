"""A pack as a page: inside the staff side, or a file that asks nothing of anybody."""

from functools import cache

from flask import render_template
from markupsafe import Markup

from feedback.core import paths
from youwesaid.packs.blocks import Pack
from youwesaid.packs.telling import speaking


@cache
def _style() -> Markup:
    """Our own sheet, inside the file: it can be kept and sent, and looks the same."""
    sheet = (paths.STATIC / "css" / "pack.css").read_text(encoding="utf-8")
    return Markup("<style>\n{}</style>").format(Markup(sheet))  # noqa: S704 - our own file


def html_file(pack: Pack) -> bytes:
    """*pack* as one HTML file with its style in it."""
    with speaking(pack.language.code):
        return render_template("packs/file.html", pack=pack, style=_style()).encode()
