"""The ways by which something reached us, in words."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from feedback.contributions.models import Channel

CHANNELS: Mapping[Channel, LazyString] = {
    Channel.WEB: _l("The website"),
    Channel.PAPER: _l("Paper"),
    Channel.PHONE: _l("Phone"),
    Channel.LETTER: _l("Letter"),
    Channel.EVENT: _l("An event"),
    Channel.GROUP_SESSION: _l("A group session"),
    Channel.PANEL: _l("A panel"),
    Channel.COMPLAINT: _l("A complaint"),
    Channel.STAFF: _l("Through staff"),
    Channel.FILE: _l("A file"),
}
