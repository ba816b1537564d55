"""Pictures from anybody, drawn anew: what is kept holds what is to be seen and nothing else."""

import io
import re
import warnings
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock
from typing import cast

from PIL import Image, ImageOps

#: Decoders that may see a stranger's bytes. None of them reads vectors, fonts or PostScript.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
#: Pixels: the cameras of telephones give up to 50 million, and JPEG is decoded at a smaller scale.
MOST_IN_JPEG = 64_000_000
MOST = 24_000_000
QUALITY = 82
#: Cameras and programs write about ten; each more costs the decoder a walk over every pixel.
MOST_SCANS = 100
_MARK = re.compile(rb"\xff+([^\x00\xff])")  # of a part of a JPEG (ITU-T T.81, B.1.1.3)
_SCAN, _END = 0xDA, 0xD9
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})  # marks that say no length
# Pillow's own limit comes before ours can: a header may claim more than there is memory.
Image.MAX_IMAGE_PIXELS = MOST_IN_JPEG

_JPEG = b"\xff\xd8"
_PHOTOS_OF_APPLE = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
# One picture at a time, so that a process never needs the memory of several.
_one_at_a_time = Lock()


class Why(StrEnum):
    """Why a picture cannot be taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    HEIC = "heic"
    UNREADABLE = "unreadable"


class NotAPicture(ValueError):
    """These bytes are no picture that can be kept; ``why`` says in which way."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded picture; sizes in pixels."""

    content: bytes
    media_type: str
    width: int
    height: int


def redrawn(content: bytes, *, longest: int, largest: int, only_jpeg: bool = False) -> Picture:
    """The picture in *content*, turned upright, no side over *longest* pixels, without metadata.

    *largest* is in bytes. What is not opaque stays PNG unless *only_jpeg* puts it on white; of an
    opaque one the smaller of JPEG and PNG is kept. Raises NotAPicture.
    """
    if not content:
        raise NotAPicture(Why.EMPTY)
    if len(content) > largest:
        raise NotAPicture(Why.TOO_LARGE)
    if content[4:8] == b"ftyp" and content[8:12] in _PHOTOS_OF_APPLE:
        raise NotAPicture(Why.HEIC)
    if content.startswith(_JPEG) and _scans(content) > MOST_SCANS:
        raise NotAPicture(Why.UNREADABLE)
    with _one_at_a_time:
        try:
            upright = _opened(content, longest)
        except NotAPicture:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
            raise NotAPicture(Why.TOO_MANY_PIXELS) from problem
        except Exception as problem:  # decoders raise whatever broken bytes make of them
            raise NotAPicture(Why.UNREADABLE) from problem
        encoded, media_type = _encoded(upright, only_jpeg=only_jpeg)
        return Picture(encoded, media_type, *upright.size)


def _scans(content: bytes) -> int:
    """How many scans a JPEG has; what a camera put behind its end is none of them."""
    scans = place = 0
    while scans <= MOST_SCANS and (mark := _MARK.search(content, place)):
        kind, place = mark[1][0], mark.end()
        if kind == _END:
            break
        scans += kind == _SCAN
        if kind not in _BARE:
            place += int.from_bytes(content[place : place + 2])
    return scans


def _opened(content: bytes, longest: int) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        image = cast("Image.Image", Image.open(io.BytesIO(content), formats=FORMATS))
    if image.width * image.height > _most(image):
        raise NotAPicture(Why.TOO_MANY_PIXELS)
    image.draft("RGB", (longest, longest))  # only JPEG listens
    image.load()
    see_through = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    mode = "RGBA" if see_through else "RGB"
    # Small before anything else is done: each copy of the whole may take a hundred megabytes.
    drawn = image if image.mode == mode else image.convert(mode)
    drawn.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    upright = ImageOps.exif_transpose(drawn)
    clean = Image.new(upright.mode, upright.size)
    clean.paste(upright)
    return clean


def _most(image: Image.Image) -> int:
    """How many pixels may be in it; a JPEG in scans is in memory whole, like all that is none."""
    is_read_small = image.format in {"JPEG", "MPO"} and not image.info.get("progressive")
    return MOST_IN_JPEG if is_read_small else MOST


def _encoded(image: Image.Image, *, only_jpeg: bool) -> tuple[bytes, str]:
    if image.mode == "RGBA" and not only_jpeg:
        return _saved(image, "PNG"), "image/png"
    opaque = image
    if image.mode == "RGBA":
        opaque = Image.new("RGB", image.size, "white")
        opaque.paste(image, mask=image.getchannel("A"))
    jpeg = _saved(opaque, "JPEG")
    if only_jpeg:
        return jpeg, "image/jpeg"
    png = _saved(opaque, "PNG")
    return (png, "image/png") if len(png) < len(jpeg) else (jpeg, "image/jpeg")


def _saved(image: Image.Image, encoding: str) -> bytes:
    made = io.BytesIO()
    image.save(made, encoding, optimize=True, quality=QUALITY)
    return made.getvalue()
