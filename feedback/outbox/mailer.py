"""Handing one letter to the mail server: the only module that knows Flask-Mail."""

import smtplib
import ssl
from types import TracebackType

from flask import current_app
from flask_mail import BadHeaderError, Connection, Mail, Message

from feedback.core.settings import Settings

_PATIENCE = 20  # seconds for each answer of the server: a slow one must not hold up the others
_PERMANENT = range(500, 600)


class NotSent(Exception):
    """The server did not take the letter; ``is_final`` when asking again would not help.

    The message holds a reply code or the kind of trouble, never an address: it is stored.
    """

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.is_final = is_final


class _Door(Connection):
    """Flask-Mail's connection with a time limit, a checked certificate and a quiet goodbye."""

    def configure_host(self) -> smtplib.SMTP:
        host = smtplib.SMTP(self.mail.server, self.mail.port or 0, timeout=_PATIENCE)
        if self.mail.use_tls:
            host.starttls(context=ssl.create_default_context())
        if self.mail.username and self.mail.password:
            host.login(self.mail.username, self.mail.password)
        return host

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        # Once the letter is taken, a server that hangs up early must not look like a refusal.
        if self.host is None:
            return
        try:
            self.host.quit()
        except OSError:
            self.host.close()


def send(
    *, to: str, subject: str, body: str, letter_id: str, settings: Settings, stop: str = ""
) -> None:
    """Send one letter; raises NotSent.

    The message id is made of *letter_id*, so that a letter sent twice after a crash can be told
    for one by mail programs. *stop* is where one press ends such letters (RFC 8058).
    """
    mail = Mail()
    current_app.extensions["mail"] = mail.state = mail.init_mail(
        {
            "MAIL_SERVER": settings.mail_server,
            "MAIL_PORT": settings.mail_port,
            "MAIL_USE_TLS": settings.mail_tls,
            "MAIL_USERNAME": settings.mail_user,
            "MAIL_PASSWORD": settings.mail_password,
            "MAIL_DEFAULT_SENDER": settings.mail_sender,
            "MAIL_SUPPRESS_SEND": False,
        }
    )
    message = Message(
        subject=subject,
        recipients=[to],
        body=body,
        extra_headers={"Auto-Submitted": "auto-generated", **_ways_to_stop(stop)},
    )
    domain = settings.mail_sender.rpartition("@")[2].strip("> ") or "localhost"
    message.msgId = f"<{letter_id}@{domain}>"
    try:
        with _Door(mail) as door:
            door.send(message)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as problem:
        raise _refused(problem) from None
    except (BadHeaderError, UnicodeError) as problem:
        raise NotSent(type(problem).__name__, is_final=True) from None
    except OSError as problem:  # no connection, time ran out, a bad certificate, hung up
        raise NotSent(type(problem).__name__) from None


def _ways_to_stop(address: str) -> dict[str, str]:
    if not address:
        return {}
    return {
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _refused(problem: smtplib.SMTPException) -> NotSent:
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _words in problem.recipients.values()]
        code = max(codes, default=0)
        return NotSent(str(code), is_final=code in _PERMANENT)
    code = problem.smtp_code if isinstance(problem, smtplib.SMTPResponseException) else 0
    # A refused greeting or sign-in is trouble with the settings, not with this letter.
    about_us = isinstance(
        problem, smtplib.SMTPConnectError | smtplib.SMTPHeloError | smtplib.SMTPAuthenticationError
    )
    return NotSent(str(code), is_final=code in _PERMANENT and not about_us)
