"""The same security headers on every response, and the refusal of cross-site posts."""

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
_SAFE = {"GET", "HEAD", "OPTIONS"}


def init_app(app: Flask, *, own_url: str) -> None:
    """Install the headers and the same-origin check."""
    secure = urlsplit(own_url).scheme == "https"

    @app.after_request
    def _add(response: Response) -> Response:
        response.headers.update(HEADERS | (RECORDING if g.get("may_record") else {}))
        is_static = request.endpoint == "static" and response.status_code < 400  # noqa: PLR2004
        response.headers["Cache-Control"] = KEEP_YEAR if is_static else NO_STORE
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


def let_record() -> None:
    """Let the page that answers this request use the microphone."""
    g.may_record = True


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
