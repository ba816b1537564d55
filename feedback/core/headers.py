"""The same security headers on every response, and the refusal of cross-site posts."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, request

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "media-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "object-src 'none'"
)

#: Exactly these, on every response of every status.
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Permitted-Cross-Domain-Policies": "none",
    "X-Robots-Tag": "noarchive",
}
NO_STORE = "no-store"
KEEP_YEAR = "public, max-age=31536000, immutable"
STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"
#: What differs on a page that records a voice: it may use the microphone, and play what it holds.
RECORDING = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY.replace(
        "media-src 'self'", "media-src 'self' blob:"
    ),
    "Permissions-Policy": HEADERS["Permissions-Policy"].replace(
        "microphone=()", "microphone=(self)"
    ),
}
#: What differs on data that any program may read, from any site: it tells nothing of a visitor.
FOR_PROGRAMS = {
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match",
    "Access-Control-Expose-Headers": "Content-Language, ETag, Link",
}
KEEP_MINUTES = "public, max-age=300"
FRAMED = ""  # in place of X-Frame-Options: the header is left out
_SAFE = {"GET", "HEAD", "OPTIONS"}


def init_app(app: Flask, *, own_url: str) -> None:
    """Install the headers and the same-origin check."""
    secure = urlsplit(own_url).scheme == "https"

    @app.after_request
    def _add(response: Response) -> Response:
        response.headers.update(_fixed())
        if response.headers["X-Frame-Options"] == FRAMED:
            del response.headers["X-Frame-Options"]
        response.headers["Cache-Control"] = _keeping(response)
        if secure:
            response.headers["Strict-Transport-Security"] = STRICT_TRANSPORT
        response.headers.pop("Server", None)
        return response

    @app.before_request
    def _refuse_nothing_signs() -> None:
        # No address of ours has one, and PostgreSQL takes none: no database must be asked.
        if "\x00" in request.path or b"%00" in request.query_string:
            abort(404)

    @app.before_request
    def _refuse_cross_site() -> None:
        if request.method not in _SAFE and not same_origin():
            abort(403)


def _fixed() -> Mapping[str, str]:
    """The headers of this request's answer, with what differs on a page of its kind."""
    own: Mapping[str, str] = g.get("own_headers", {})
    return {**HEADERS, **(RECORDING if g.get("may_record") else {}), **own}


def _keeping(response: Response) -> str:
    if response.status_code >= 400:  # noqa: PLR2004
        return NO_STORE
    return KEEP_YEAR if request.endpoint == "static" else str(g.get("may_be_kept", NO_STORE))


def let_record() -> None:
    """Let the page that answers this request use the microphone."""
    g.may_record = True


def let_programs_read(*, keep: str = KEEP_MINUTES) -> None:
    """Let programs of any site read the answer to this request; *keep* says who may store it."""
    g.own_headers, g.may_be_kept = FOR_PROGRAMS, keep


def framed(sites: Sequence[str]) -> Mapping[str, str]:
    """What differs on a page that *sites* may show in a frame."""
    ancestors = " ".join(sites)
    policy = (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; "
        f"base-uri 'none'; frame-ancestors {ancestors}"
    )
    # X-Frame-Options knows no list of sites, and old browsers would obey it before the policy.
    return {
        "Content-Security-Policy": policy,
        "X-Frame-Options": FRAMED,
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


def let_be_framed(sites: Sequence[str]) -> None:
    """Let *sites* show the page that answers this request in a frame; nobody when there are none.

    Such a page has no script and no form.
    """
    if sites:
        g.own_headers = framed(sites)


def same_origin() -> bool:
    """Whether the browser says that this post comes from one of our own pages.

    Sec-Fetch-Site where the browser sends it, else Origin; a browser too old for both sends
    neither, and is let through: the public side has no cookie that a forged post could use, and
    the staff side asks for a token besides. Under our own Referrer-Policy a browser that knows
    only Origin says "null" even for our own pages, which tells no more than saying nothing.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if origin is None or origin == "null":
        return True
    return urlsplit(origin).netloc == request.host
