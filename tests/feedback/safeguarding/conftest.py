"""A real mail server and a clock that can be moved, as the outbox has them."""

from tests.feedback.outbox.conftest import at, mail_server, mailing, port, postbox

__all__ = ["at", "mail_server", "mailing", "port", "postbox"]
