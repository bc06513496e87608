"""The ways a message can leave the building."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingEmail:
    """`key` is the same at every try, so that a receiver knows a second one again."""

    key: str
    to: str
    subject: str
    text: str
    html: str
    written_at: datetime


class UnableToSendError(Exception):
    """It did not leave; when permanent, trying again makes no sense.

    The message says nothing of whom it was for: it ends up in the log.
    """

    def __init__(self, message: str, *, permanent: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent


class EmailChannel(Protocol):
    async def send(self, email: OutgoingEmail) -> None:
        """Raise UnableToSendError unless somebody took it over."""
