"""E-mail by SMTP, with a Message-ID of our own: a second try is known again."""

import asyncio
import ssl
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from urllib.parse import SplitResult, unquote, urlsplit

import aiosmtplib

from portal.notifications.channels import OutgoingEmail, UnableToSendError

STEP_SECONDS = 30.0
SENDING_SECONDS = 120.0  # all steps together; the lease of a message is far longer
SENDER_NAME = "Berichten"
DEFAULT_PORTS = {"smtp": 25, "smtps": 465}
REFUSED_FOR_GOOD = range(500, 600)


class UnableToReadSmtpUrlError(Exception):
    """PORTAL_SMTP_URL is not the address of a mail server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    host: str
    port: int
    uses_tls: bool
    user: str | None
    password: str | None = field(repr=False)

    @classmethod
    def from_url(cls, url: str) -> "MailServer":
        """Read smtp://user:password@host:port, or smtps://…; STARTTLS when offered."""
        parts = urlsplit(url)
        port = _port(parts)
        if parts.scheme not in DEFAULT_PORTS or not parts.hostname or port is None:
            raise UnableToReadSmtpUrlError(
                "PORTAL_SMTP_URL must read like smtp://user:password@host:587."
            )
        return cls(
            host=parts.hostname,
            port=port,
            uses_tls=parts.scheme == "smtps",
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpChannel:
    server: MailServer
    sender: str
    step_seconds: float = STEP_SECONDS
    sending_seconds: float = SENDING_SECONDS
    tls_context: ssl.SSLContext | None = None

    async def send(self, email: OutgoingEmail) -> None:
        message = _compose(email, self.sender)
        try:
            async with asyncio.timeout(self.sending_seconds):
                await self._hand_over(message, email.to)
        except aiosmtplib.SMTPNotSupported:
            is_their_address = not email.to.isascii()
            raise UnableToSendError(
                "The server lacks something we need.", permanent=is_their_address
            ) from None
        except (aiosmtplib.SMTPException, OSError) as error:
            raise _as_unable_to_send(error) from None

    async def _hand_over(self, message: EmailMessage, recipient: str) -> None:
        await aiosmtplib.send(
            message,
            sender=self.sender,
            recipients=[recipient],
            hostname=self.server.host,
            port=self.server.port,
            username=self.server.user,
            password=self.server.password,
            use_tls=self.server.uses_tls,
            tls_context=self.tls_context,
            timeout=self.step_seconds,
        )


def _compose(email: OutgoingEmail, sender: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP_POLICY)
    try:
        message["From"] = Address(SENDER_NAME, addr_spec=sender)
        message["To"] = email.to
        message["Subject"] = email.subject
    except ValueError:
        raise UnableToSendError("The address is unusable.", permanent=True) from None
    message["Date"] = email.written_at
    message["Message-ID"] = f"<{email.key}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(email.text)
    message.add_alternative(email.html, subtype="html")
    return message


def _as_unable_to_send(error: Exception) -> UnableToSendError:
    """Say whether to try again, and nothing of whom it was for.

    Only what the server says of the recipient or the message is for good: a login,
    a sender or a greeting that it refuses can be mended on our side.
    """
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        error = error.recipients[0]
    if not isinstance(error, aiosmtplib.SMTPResponseException):
        return UnableToSendError(f"No answer from the server: {type(error).__name__}.")
    is_about_them = isinstance(
        error, aiosmtplib.SMTPRecipientRefused | aiosmtplib.SMTPDataError
    )
    return UnableToSendError(
        f"The server refused it: {type(error).__name__}, {error.code}.",
        permanent=is_about_them and error.code in REFUSED_FOR_GOOD,
    )


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port or DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return None
