"""A real mail server that can be told to refuse."""

import socket

from aiosmtpd.smtp import SMTP


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class Postbox:
    """What arrived; ``answers`` are given to DATA one after another, then 250."""

    def __init__(self) -> None:
        self.arrived: list[bytes] = []
        self.to: list[list[str]] = []
        self.answers: list[str] = []
        self.refuse_recipient = ""

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if self.refuse_recipient:
            return self.refuse_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            self.arrived.append(envelope.content)
            self.to.append(envelope.rcpt_tos)
        return answer


class HangsUp(SMTP):
    """Takes a letter and hangs up instead of saying goodbye."""

    async def smtp_QUIT(self, _arg):  # noqa: N802
        self.transport.abort()
