"""Where templates, translations, static files and migrations are: checkout or wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_CHECKOUT = _PACKAGE.parent


def resource(name: str) -> Path:
    """The folder called *name*: packed inside the wheel, or beside the packages in a checkout."""
    packed = _PACKAGE / f"_{name}"
    return packed if packed.is_dir() else _CHECKOUT / name


TEMPLATES = resource("templates")
TRANSLATIONS = resource("translations")
STATIC = resource("static")
MIGRATIONS = resource("migrations")
