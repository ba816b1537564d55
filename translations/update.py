"""Extract every marked word, bring each catalogue up to date, compile.

No line numbers and no dates are written, so that a difference is a difference in words. A
translation whose English changed is emptied rather than guessed at.
"""

import io
import sys
from copy import deepcopy
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from compile import compile_all

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LANGUAGES = ("en@easy", "cy", "gd", "pl", "ro", "uk", "ur", "pa", "ar")
METHODS = [
    ("feedback/**.py", "python"),
    ("surveys/**.py", "python"),
    ("youwesaid/**.py", "python"),
    ("templates/**.html", "jinja2"),
    ("templates/**.txt", "jinja2"),
]
KEYWORDS = {
    "_": None,
    "_l": None,
    "_n": (1, 2),
    "gettext": None,
    "ngettext": (1, 2),
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
OPTIONS = {"templates/**": {"trimmed": "true", "silent": "false"}}


def extracted() -> Catalog:
    """All the words that are marked in the code and the templates."""
    catalogue = Catalog(project="YouWeSaid", charset="utf-8")
    found = extract_from_dir(
        str(ROOT),
        method_map=METHODS,
        options_map=OPTIONS,
        keywords=KEYWORDS,
        directory_filter=lambda path: Path(path).name not in {".venv", "tests", "instance", ".git"},
    )
    for _file, _line, words, _comments, context in found:
        catalogue.add(words, None, context=context)
    return catalogue


def updated(language: str, template: Catalog) -> bytes:
    """The catalogue of *language* with the words of *template*, as a file."""
    path = HERE / language / "LC_MESSAGES" / "messages.po"
    if path.exists():
        with path.open("rb") as words:
            catalogue = read_po(words, locale=language)
    else:
        catalogue = Catalog(locale=language, project="YouWeSaid", charset="utf-8")
    # A copy: a catalogue keeps the very messages that it is given, and would share their words.
    catalogue.update(deepcopy(template), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    out = io.BytesIO()
    write_po(out, catalogue, no_location=True, omit_header=False, sort_output=True, width=100)
    lines = out.getvalue().decode().splitlines(keepends=True)
    dated = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By')
    return "".join(line for line in lines if not line.startswith(dated)).encode()


def main(*, check: bool) -> int:
    """Write the catalogues, or with *check* say which are out of date (exit status 1)."""
    template = extracted()
    stale = []
    for language in LANGUAGES:
        path = HERE / language / "LC_MESSAGES" / "messages.po"
        fresh = updated(language, template)
        if not path.exists() or path.read_bytes() != fresh:
            stale.append(language)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(fresh)
    sys.stdout.write(f"{len(template)} texts; out of date: {', '.join(stale) or 'none'}\n")
    if check:
        return 1 if stale else 0
    compile_all()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(check="--check" in sys.argv))
