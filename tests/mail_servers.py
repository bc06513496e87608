"""Real mail servers for tests: one that keeps what it gets, and some that misbehave."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes, policy

from aiosmtpd.smtp import SMTP

from portal.notifications.channels import OutgoingEmail
from portal.notifications.email import MailServer
from tests.builders import NOW

LOOPBACK = "127.0.0.1"

EMAIL = OutgoingEmail(
    key="8c6b3a54-0000-4000-8000-000000000001",
    to="anna@example.org",
    subject="Er staat een bericht voor u klaar",
    text="Hallo,\n\nÉén bericht staat klaar.\n",
    html="<p>Hallo</p>",
    written_at=NOW,
)


class Inbox:
    """Keeps messages; `answers` come first, one by one, instead of taking it."""

    def __init__(self, *answers, refuses_recipient=None, pause=0.0):
        self.messages = []
        self.recipients = []
        self._answers = list(answers)
        self._refuses_recipient = refuses_recipient
        self._pause = pause

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: ARG002, N802
        if self._refuses_recipient:
            return self._refuses_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: ARG002, N802
        await asyncio.sleep(self._pause)
        if self._answers:
            return self._answers.pop(0)
        self.messages.append(
            message_from_bytes(envelope.content, policy=policy.default)
        )
        self.recipients += envelope.rcpt_tos
        return "250 OK"

    @property
    def keys(self):
        return [
            message["Message-ID"].strip("<>").split("@")[0] for message in self.messages
        ]


@asynccontextmanager
async def serve(handler, **options) -> AsyncIterator[MailServer]:
    async with _listen(lambda: SMTP(handler, hostname="localhost", **options)) as port:
        yield server_at(port)


@asynccontextmanager
async def serve_dropping() -> AsyncIterator[MailServer]:
    """Greet, and hang up at the first word."""

    class Dropping(asyncio.Protocol):
        def connection_made(self, transport):
            self.transport = transport
            transport.write(b"220 localhost\r\n")

        def data_received(self, _):
            self.transport.close()

    async with _listen(Dropping) as port:
        yield server_at(port)


@asynccontextmanager
async def serve_silent() -> AsyncIterator[MailServer]:
    """Take the connection and never say anything."""
    async with _listen(asyncio.Protocol) as port:
        yield server_at(port)


def server_at(port: int, **given) -> MailServer:
    values = {"user": None, "password": None, "uses_tls": False, **given}
    return MailServer(host=LOOPBACK, port=port, **values)


@asynccontextmanager
async def _listen(factory) -> AsyncIterator[int]:
    server = await asyncio.get_running_loop().create_server(factory, LOOPBACK, 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
