"""Compile every catalogue that is newer than its .mo; stop at a broken placeholder."""

import sys
from pathlib import Path

from babel.messages.checkers import python_format
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).resolve().parent


def compile_all(folder: Path = HERE) -> int:
    """Write the .mo beside each .po; how many were written. Raises TranslationError."""
    written = 0
    for source in sorted(folder.glob("*/LC_MESSAGES/messages.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as words:
            catalogue = read_po(words, locale=source.parts[-3])
        for message in catalogue:
            if message.id and message.string and message.python_format:
                python_format(catalogue, message)
        with target.open("wb") as binary:
            write_mo(binary, catalogue)
        written += 1
    return written


if __name__ == "__main__":
    sys.stdout.write(f"{compile_all()} catalogues compiled\n")
