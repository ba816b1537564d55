"""What the memory of a running process holds: the public side no private key, though it could."""

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.support.site import Site

HIDDEN = ("words.private", "contact.private", "index.key", "session.key")
_LARGEST = 256 * 1024 * 1024  # bytes of one mapping; ours are far smaller


def _memory_of(pid: int) -> Iterator[bytes]:
    """Every readable mapping of a process and of those that it started."""
    for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
        folder = Path(f"/proc/{process.pid}")
        with (folder / "mem").open("rb", buffering=0) as memory:
            for line in (folder / "maps").read_text().splitlines():
                places, rights = line.split()[:2]
                start, end = (int(place, 16) for place in places.split("-"))
                if "r" not in rights or end - start > _LARGEST:
                    continue
                try:
                    memory.seek(start)
                    yield memory.read(end - start)
                except (OSError, ValueError, OverflowError):
                    continue  # mappings of the kernel's own


def _held(site: Site, name: str, files: tuple[str, ...]) -> set[str]:
    """Which of the key *files* lie in the memory of one side, as bytes or as they are written."""
    keys = {file: (site.settings.keys / file).read_text().strip() for file in files}
    held = set()
    for memory in _memory_of(site.running[name].pid):
        for file, key in keys.items():
            if bytes.fromhex(key) in memory or key.encode() in memory:
                held.add(file)
    return held


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no /proc to look into")
def test_the_public_side_holds_no_private_key_even_where_the_files_are_there(site):
    assert all((site.settings.keys / file).is_file() for file in HIDDEN)

    assert _held(site, "public", HIDDEN) == set()
    assert "receipt.key" in _held(site, "public", ("receipt.key",)), "nothing was looked at"
    assert {"words.private", "index.key"} <= _held(site, "staff", HIDDEN)
