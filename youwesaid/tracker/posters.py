"""The address of an entry for paper: as a QR code drawn here, and as people type it."""

from urllib.parse import urljoin, urlsplit

import segno
from flask import url_for
from markupsafe import Markup

from feedback.core.templating import settings
from youwesaid.tracker.models import Entry

_QUIET_ZONE = 4  # modules, as ISO/IEC 18004 asks for


def address_of(entry: Entry) -> str:
    """The whole public address of an entry in the language of this page."""
    return urljoin(settings().public_url, url_for("tracker.entry", slug=entry.slug))


def typed_address(entry: Entry) -> str:
    """The address as people type it: without the scheme, which every browser knows."""
    place = urlsplit(address_of(entry))
    return f"{place.netloc}{place.path}"


def drawn(entry: Entry) -> Markup:
    """The QR code to stand in a page; the address stands beside it in words."""
    svg = segno.make_qr(address_of(entry), error="m").svg_inline(
        border=_QUIET_ZONE, omitsize=True, light="#fff", svgclass="qr-code"
    )
    # segno drew it from our own address: no word of a person is in it.
    return Markup(svg)  # noqa: S704
