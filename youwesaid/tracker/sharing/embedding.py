"""The list of changes on another site: in a frame, or as a piece of a page without any script.

What a framed list carries: "I need help now" first and "Leave now" beside it, both for the whole
window, since leaving only the frame would leave the rest on the screen. A piece of a page carries
the way to help; the way out is the business of the page that it stands in.
"""

from collections.abc import Sequence
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from feedback.core.i18n import current_language
from youwesaid.tracker import queries
from youwesaid.tracker.filtering import Filters
from youwesaid.tracker.queries import Listed
from youwesaid.tracker.sharing import addresses
from youwesaid.tracker.sharing import queries as shared

MOST = 5  # entries: a list in a corner of another page


def shown(asked: Filters) -> Sequence[Listed]:
    """The entries of an embedded list, newest change first."""
    found = queries.published(**asked.arguments()).limit(MOST)
    return queries.listed(shared.all_of(found))


def list_address(asked: Filters | None = None) -> str:
    """The page that has all of them."""
    narrowed: dict[str, Any] = {**asked.address()} if asked else {}
    return addresses.absolute(url_for("tracker.entries", **narrowed))


def frame_code() -> str:
    """What a site puts into its page to show the list in a frame."""
    return str(
        Markup(
            '<iframe src="{address}" title="{title}" width="100%" height="640" loading="lazy"\n'
            '  referrerpolicy="no-referrer"\n'
            '  sandbox="allow-same-origin allow-top-navigation-by-user-activation"></iframe>'
        ).format(address=addresses.absolute(url_for("sharing.embedded")), title=_("What changed"))
    )


def fragment_code(listed: Sequence[Listed], asked: Filters | None = None) -> str:
    """The list as a piece of HTML: no script, no style, only words and whole addresses."""
    return render_template(
        "sharing/list.html",
        listed=listed,
        more=list_address(asked),
        entry_page=addresses.entry_page,
        is_framed=False,
        help_page=addresses.absolute(url_for("front.help_now")),
        language=current_language(),
    )
