"""A mail server in a process of its own, that outlives who sends: `PORT FILE`.

It writes each message's key down, on a line, before it says that it took it.
"""

import asyncio
import sys
from email import message_from_bytes, policy
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

TAKES = 0.01
"""Seconds between taking a message and saying so, in which senders may die."""


class Keeper:
    def __init__(self, kept: Path) -> None:
        self.kept = kept

    async def handle_DATA(  # noqa: N802 - aiosmtpd asks for this name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        del server, session
        content = envelope.content
        message = message_from_bytes(
            content if isinstance(content, bytes) else b"", policy=policy.default
        )
        key = str(message["Message-ID"]).strip("<>").partition("@")[0]
        with self.kept.open("a", encoding="utf-8") as file:
            file.write(f"{key}\n")
        await asyncio.sleep(TAKES)
        return "250 OK"


async def serve(port: int, kept: Path) -> None:
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(Keeper(kept), hostname="localhost"), "127.0.0.1", port
    )
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))
