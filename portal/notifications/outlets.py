"""Which channels this installation has, for as long as it runs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from portal.config import Mode, Settings
from portal.domain.safe_contact import Channel
from portal.notifications.catcher import run_catcher
from portal.notifications.channels import EmailChannel
from portal.notifications.email import MailServer, SmtpChannel

_SQLITE = "sqlite:///"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlets:
    """Without a mail server e-mails wait in the outbox; letters need nothing."""

    email: EmailChannel | None

    @property
    def channels(self) -> tuple[Channel, ...]:
        if self.email is None:
            return (Channel.LETTER,)
        return (Channel.LETTER, Channel.EMAIL)


@asynccontextmanager
async def open_outlets(settings: Settings) -> AsyncIterator[Outlets]:
    """A demo without a mail server catches its own mail, each process for itself."""
    if settings.smtp_url:
        yield Outlets(email=_smtp(settings.smtp_url, settings))
    elif settings.mode is Mode.DEMO:
        async with run_catcher(demo_mail_folder(settings)) as url:
            yield Outlets(email=_smtp(url, settings))
    else:
        yield Outlets(email=None)


def demo_mail_folder(settings: Settings) -> Path:
    """Keep the demo's mail beside its database."""
    if settings.database_url.startswith(_SQLITE):
        database = Path(settings.database_url.removeprefix(_SQLITE))
        return database.parent / "demo-mail"
    return Path("var/demo-mail")


def _smtp(url: str, settings: Settings) -> SmtpChannel:
    return SmtpChannel(server=MailServer.from_url(url), sender=settings.mail_sender)
