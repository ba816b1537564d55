"""Looking for a secret in bytes, in every shape in which software is known to let it lie about."""

import base64
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection

from youwesaid.tables import METADATA


@lru_cache(maxsize=64)
def shapes(secret: str) -> tuple[set[bytes], set[bytes]]:
    """How *secret* may be written: shapes to look for in any case, and shapes with a case."""
    plain = secret.lower()
    encoded = {plain.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")}
    anyhow = {*encoded, *(each.hex().encode() for each in encoded), quote(plain).encode().lower()}
    exact = set()
    for text in {secret, plain}:
        raw = text.encode()
        exact |= {raw[::-1], *_base64_inside(raw), *_base64_inside(raw.hex().encode())}
    return anyhow, exact


def _base64_inside(raw: bytes) -> Iterator[bytes]:
    """What the base64 of any text that holds *raw* holds, for the three places of its start."""
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + raw)
        # The first and last characters depend on the neighbours: only the middle is sure.
        yield whole[-(-before * 8 // 6) : len(whole) - 4]


def found_in(content: bytes, secrets: Iterable[str]) -> list[str]:
    """Which of *secrets* lie in *content*."""
    low = content.lower()
    found = []
    for secret in secrets:
        anyhow, exact = shapes(secret)
        if any(shape in low for shape in anyhow) or any(shape in content for shape in exact):
            found.append(secret)
    return found


def found_in_files(folders: Iterable[Path], secrets: list[str]) -> tuple[list[str], int]:
    """Which file holds which secret in the clear, and how many bytes were looked at."""
    hits, seen = [], 0
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                content = path.read_bytes()
                seen += len(content)
                hits += [f"{path}: {secret}" for secret in found_in(content, secrets)]
                hits += [f"{path} is named {each}" for each in secrets if each in path.name]
    return hits, seen


def found_in_tables(connection: Connection, secrets: list[str]) -> tuple[list[str], int]:
    """Which table holds which secret, as a dump would show it: compressed values opened."""
    hits, rows = [], 0
    for table in METADATA.sorted_tables:
        for row in connection.execute(table.select()):
            rows += 1
            for name, value in row._mapping.items():
                hits += [f"{table}.{name}: {s}" for s in found_in(_as_bytes(value), secrets)]
    return hits, rows


def _as_bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()
