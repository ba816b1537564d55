"""QR codes of short links: drawn here, so that no address of ours is told to anybody else."""

import io
from urllib.parse import urljoin, urlsplit

import segno
from markupsafe import Markup

from feedback.core.templating import settings
from surveys.versions.models import LinkMode, SurveyLink

_QUIET_ZONE = 4  # modules, as ISO/IEC 18004 asks for
_PNG_SCALE = 20  # pixels a module: sharp on a printed page


def address_of(link: SurveyLink) -> str:
    """The whole public address of *link*, as a QR code holds it."""
    return urljoin(settings().public_url, path_of(link))


def path_of(link: SurveyLink) -> str:
    """The path of *link* on the public side."""
    way = "k" if link.mode is LinkMode.KIOSK else "s"
    return f"/{way}/{link.code}"


def typed_address(link: SurveyLink) -> str:
    """The address as people type it: without the scheme, which every browser knows."""
    place = urlsplit(settings().public_url)
    return f"{place.netloc}{place.path.rstrip('/')}{path_of(link)}"


def drawn(link: SurveyLink) -> Markup:
    """The QR code to stand in a page; its words stand beside it."""
    svg = _code(link).svg_inline(
        border=_QUIET_ZONE, omitsize=True, light="#fff", svgclass="qr-code"
    )
    # segno drew it from our own address: no word of a person is in it.
    return Markup(svg)  # noqa: S704


def svg_file(link: SurveyLink) -> bytes:
    """The QR code as a file for a printer's program."""
    out = io.BytesIO()
    _code(link).save(out, kind="svg", border=_QUIET_ZONE, scale=10, light="#fff")
    return out.getvalue()


def png_file(link: SurveyLink) -> bytes:
    """The QR code as a picture for letters and slides."""
    out = io.BytesIO()
    _code(link).save(out, kind="png", border=_QUIET_ZONE, scale=_PNG_SCALE)
    return out.getvalue()


def _code(link: SurveyLink) -> segno.QRCode:
    return segno.make_qr(address_of(link), error="m")
