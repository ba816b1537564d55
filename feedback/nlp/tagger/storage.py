"""Arrays and a plain header as bytes and back: npz and JSON, nothing that could run as code."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

FORMAT = 2
HEADER = "header"


class UnreadableModel(ValueError):
    """The bytes are not a model, or one of another format: train it anew."""


def pack(header: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """The same header and arrays always give the same bytes."""
    written = json.dumps(
        {"format": FORMAT, **header}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    target = io.BytesIO()
    named: dict[str, Any] = {HEADER: np.frombuffer(written.encode(), dtype=np.uint8), **arrays}
    np.savez_compressed(target, **named)
    return target.getvalue()


def unpack(packed: bytes) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """The header and the arrays. Raises UnreadableModel."""
    try:
        with np.load(io.BytesIO(packed), allow_pickle=False) as source:
            arrays = {name: source[name] for name in source.files}
        header = json.loads(arrays.pop(HEADER).tobytes())
    except (zipfile.BadZipFile, ValueError, KeyError, OSError, EOFError) as fault:
        raise UnreadableModel("these bytes are not a tagger model") from fault
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise UnreadableModel("this tagger model has another format; train it anew")
    return header, arrays
