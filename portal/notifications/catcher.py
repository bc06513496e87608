"""A mail server of the demo's own: it delivers nothing, and keeps what it got."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

LOOPBACK = "127.0.0.1"
ACCEPTED = "250 OK"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaughtEmail:
    """An e-mail as its reader would see it."""

    message_id: str
    sender: str
    to: str
    subject: str
    written_at: datetime
    text: str


@asynccontextmanager
async def run_catcher(folder: Path) -> AsyncIterator[str]:
    """Serve on a free port for as long as it is asked for; give its address."""
    keeper = _Keeper(folder)
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(keeper, hostname="localhost"), LOOPBACK, 0
    )
    try:
        port = server.sockets[0].getsockname()[1]
        yield f"smtp://{LOOPBACK}:{port}"
    finally:
        server.close()
        await server.wait_closed()


def list_caught(folder: Path) -> list[CaughtEmail]:
    """Read what was caught, the newest first."""
    caught = [_read(path) for path in folder.glob("*.eml")]
    return sorted(
        caught, key=lambda email: (email.written_at, email.message_id), reverse=True
    )


def forget_caught(folder: Path) -> None:
    """Begin with an empty box, as a new demo does."""
    for path in folder.glob("*.eml"):
        path.unlink()


class _Keeper:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(  # noqa: N802 - aiosmtpd asks for this name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        del server, session
        content = envelope.content
        _keep(self._folder, content if isinstance(content, bytes) else b"")
        return ACCEPTED


def _keep(folder: Path, content: bytes) -> None:
    """Write it under its Message-ID: the same one a second time is the same file."""
    message_id = str(message_from_bytes(content, policy=policy.default)["Message-ID"])
    name = hashlib.sha256(message_id.encode()).hexdigest()[:32]
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{name}.part"
    unfinished.write_bytes(content)
    unfinished.replace(folder / f"{name}.eml")


def _read(path: Path) -> CaughtEmail:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    return CaughtEmail(
        message_id=str(message["Message-ID"]),
        sender=str(message["From"]),
        to=str(message["To"]),
        subject=str(message["Subject"]),
        written_at=message["Date"].datetime,
        text="\n".join(body.get_content().splitlines()) if body else "",
    )
