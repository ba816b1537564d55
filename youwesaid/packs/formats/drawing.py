"""Bars as a picture without words, so that it is right in every script; the table names them."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

_WIDTH, _ROW, _MARGIN, _NUMBER = 1200, 44, 12, 56  # pixels
_SURFACE, _TRACK, _FILL, _INK = "#ffffff", "#e4e9ec", "#1f5a6b", "#10262d"
_UNKNOWN_STEP = 10  # pixels between the strokes of a bar whose figure is not shown


def bars(shares: Sequence[float | None], *, is_rtl: bool) -> bytes:
    """A PNG of bars from 0 to 1, numbered from 1 as the rows of their table; None is hatched."""
    height = _ROW * len(shares) + 2 * _MARGIN
    picture = Image.new("RGB", (_WIDTH, height), _SURFACE)
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=24)
    for place, share in enumerate(shares):
        top = _MARGIN + place * _ROW
        _number(pen, font, place + 1, top, is_rtl=is_rtl)
        _bar(pen, share, top, is_rtl=is_rtl)
    out = io.BytesIO()
    picture.save(out, format="PNG", optimize=True)
    return out.getvalue()


def _number(
    pen: ImageDraw.ImageDraw,
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont,
    number: int,
    top: int,
    *,
    is_rtl: bool,
) -> None:
    place = (_WIDTH - _MARGIN, top + 4) if is_rtl else (_NUMBER - _MARGIN, top + 4)
    pen.text(place, str(number), fill=_INK, font=font, anchor="ra")


def _bar(pen: ImageDraw.ImageDraw, share: float | None, top: int, *, is_rtl: bool) -> None:
    first, last = (_MARGIN, _WIDTH - _NUMBER) if is_rtl else (_NUMBER, _WIDTH - _MARGIN)
    bottom = top + _ROW - 12
    pen.rectangle((first, top, last, bottom), fill=_TRACK)
    if share is None:
        for across in range(first, last, _UNKNOWN_STEP):
            pen.line((across, bottom, min(across + bottom - top, last), top), fill=_SURFACE)
        return
    length = round((last - first) * min(1.0, max(0.0, share)))
    if length:
        filled = (
            (last - length, top, last, bottom) if is_rtl else (first, top, first + length, bottom)
        )
        pen.rectangle(filled, fill=_FILL)
