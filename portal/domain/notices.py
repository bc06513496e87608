"""Everything the organisations told one victim, and when: calls and letters alike."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from portal.domain.caller_words import CallAbout
from portal.domain.notifications import MessageName, NotificationState
from portal.domain.outcomes import NOT_HER, Outcome
from portal.domain.safe_contact import Channel
from portal.domain.staff import Organisation

# What may tell who reads along that she warned us is shown nowhere.
NEVER_SHOWN = (Outcome.UNSAFE,)


class Spoken(StrEnum):
    """What came of a conversation, in no more words than are hers to read."""

    TRIED = "tried"
    CALLED = "called"
    AGREED_LATER = "agreed_later"
    DECLINED = "declined"
    NEEDS_INTERPRETER = "needs_interpreter"
    WITH_REPRESENTATIVE = "with_representative"
    SHE_CALLED = "she_called"
    SHE_CAME = "she_came"


_SPOKEN = {
    Outcome.CALLBACK_AGREED: Spoken.AGREED_LATER,
    Outcome.REFUSED: Spoken.DECLINED,
    Outcome.INTERPRETER_NEEDED: Spoken.NEEDS_INTERPRETER,
    Outcome.REPRESENTATIVE: Spoken.WITH_REPRESENTATIVE,
}
_CAME = {"incoming_call": Spoken.SHE_CALLED, "desk": Spoken.SHE_CAME}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One conversation (`spoken`) or one message (`channel`, `state`).

    `message` is None until it was sent: before that its name may tell the news.
    `assumed_on` is the day on which a letter counts as read.
    """

    id: UUID
    at: datetime
    organisation: Organisation | None = None
    spoken: Spoken | None = None
    about: CallAbout = CallAbout.OTHER
    channel: Channel | None = None
    state: NotificationState | None = None
    message: MessageName | None = None
    decision_id: UUID | None = None
    opened_at: datetime | None = None
    assumed_on: date | None = None

    @property
    def is_message(self) -> bool:
        return self.channel is not None

    @property
    def was_sent(self) -> bool:
        return self.state is NotificationState.SENT


def spoken_as(outcome: str, manner: str) -> Spoken:
    """Say how a try ended; who was not reached is not told why we called."""
    if outcome in NOT_HER:
        return Spoken.TRIED
    ended = _SPOKEN.get(Outcome(outcome))
    return ended or _CAME.get(manner, Spoken.CALLED)


def came_as(manner: str, *, with_lawyer: bool) -> Spoken:
    """Say how a contact came to be that no call of ours was open for."""
    if with_lawyer:
        return Spoken.WITH_REPRESENTATIVE
    return _CAME.get(manner, Spoken.CALLED)
