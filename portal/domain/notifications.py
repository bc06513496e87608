"""What we write to a victim, by which way, and how long we keep trying."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from portal.domain.calendar import add_working_days
from portal.domain.cases import DecisionKind, OffenceCategory
from portal.domain.complaints import ComplaintTerm
from portal.domain.safe_contact import Channel
from portal.domain.sepot_grounds import plain_text_for, shown_explanation
from portal.domain.staff import Organisation
from portal.domain.standing import DecisionState


class MessageName(StrEnum):
    """A message is a folder of that name in templates/messages."""

    DECISION_CONFIRMATION = "decision_confirmation"
    DECISION_NOTICE = "decision_notice"
    SERVED_NOTICE = "served_notice"
    DECISION_REVISED = "decision_revised"
    CALLBACK_CONFIRMED = "callback_confirmed"
    CALLBACK_WITHDRAWN = "callback_withdrawn"
    CALLBACK_MISSED = "callback_missed"
    COMPLAINT_REMINDER = "complaint_reminder"
    HEARING_PLANNED = "hearing_planned"
    HEARING_CHANGED = "hearing_changed"
    HEARING_CANCELLED = "hearing_cancelled"
    JUDGMENT_NOTICE = "judgment_notice"
    QUESTION_ANSWERED = "question_answered"


class NotificationState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"


class NoticeReason(StrEnum):
    """Why a decision is told in writing, as the notice itself says it."""

    NOT_REACHED = "not_reached"
    TIME_LIMIT = "time_limit"
    NO_CALL = "no_call"
    REFUSED = "refused"
    OWED_BY_LAW = "owed_by_law"
    IN_WRITING = "in_writing"


WAITS_FOR_SHN = "waits"  # among the words of a callback that nobody promises yet
WHO_CALLED = "organisation"  # among the words of a message about a missed call

_LETTER_FIRST = (Channel.LETTER, Channel.EMAIL)
_EMAIL_FIRST = (Channel.EMAIL, Channel.LETTER)
_EMAIL_ONLY = (Channel.EMAIL,)  # a letter would come after the call it tells of

CHANNELS = {
    MessageName.DECISION_CONFIRMATION: _EMAIL_FIRST,
    MessageName.DECISION_NOTICE: _LETTER_FIRST,
    MessageName.SERVED_NOTICE: _LETTER_FIRST,
    MessageName.DECISION_REVISED: _EMAIL_FIRST,
    MessageName.CALLBACK_CONFIRMED: _EMAIL_ONLY,
    MessageName.CALLBACK_WITHDRAWN: _EMAIL_ONLY,
    MessageName.CALLBACK_MISSED: _EMAIL_FIRST,
    MessageName.COMPLAINT_REMINDER: _EMAIL_FIRST,
    MessageName.HEARING_PLANNED: _EMAIL_FIRST,
    MessageName.HEARING_CHANGED: _EMAIL_FIRST,
    MessageName.HEARING_CANCELLED: _EMAIL_FIRST,
    MessageName.JUDGMENT_NOTICE: _LETTER_FIRST,
    MessageName.QUESTION_ANSWERED: _EMAIL_FIRST,
}

# She saw it on her own screen a moment ago, or looks for it where she asked it: no
# person has to do anything.
MAY_STAY_UNSENT = frozenset(
    {
        MessageName.CALLBACK_CONFIRMED,
        MessageName.CALLBACK_WITHDRAWN,
        MessageName.QUESTION_ANSWERED,
    }
)
# Their letter holds the content, so whoever gets it knows.
TELLS_DECISION = frozenset(
    {
        MessageName.DECISION_CONFIRMATION,
        MessageName.DECISION_NOTICE,
        MessageName.SERVED_NOTICE,
    }
)
# Not true any more once something newer happened to the hearing.
ABOUT_HEARING = frozenset(
    {
        MessageName.HEARING_PLANNED,
        MessageName.HEARING_CHANGED,
        MessageName.HEARING_CANCELLED,
    }
)
# Not true any more once the decision has fallen.
NEEDS_STANDING_DECISION = TELLS_DECISION | {MessageName.COMPLAINT_REMINDER}

_BODILY_HARM = frozenset(
    {
        OffenceCategory.VIOLENCE,
        OffenceCategory.SEXUAL,
        OffenceCategory.DOMESTIC_VIOLENCE,
        OffenceCategory.THREAT,
        OffenceCategory.STALKING,
        OffenceCategory.HOMICIDE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxMessage:
    """A row of the outbox that one worker has taken to deliver."""

    id: UUID
    victim_id: UUID
    message: MessageName
    channel: Channel
    cause: str
    case_id: UUID | None
    decision_id: UUID | None
    task_id: UUID | None
    context: dict[str, str]
    queued_at: datetime
    tries: int
    leaves_at: datetime | None = None  # with others, of who wants them as one


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTold:
    """A decision as a message tells it to one victim."""

    kind: DecisionKind
    state: DecisionState
    decided_on: date
    grounds: tuple[str, ...]
    is_conditional: bool
    served_on: date | None
    explanation: str
    is_explanation_released: bool
    compensates_her: bool
    parketnummer: str
    location: str
    reported_on: date | None
    category: OffenceCategory
    term: ComplaintTerm | None
    complained_on: date | None = None  # when a court received her complaint about it
    complaint_court: str | None = None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """What a dropped case means, in plain words; other kinds have a template."""
        return plain_text_for(
            self.grounds,
            decided_on=self.decided_on,
            is_conditional=self.is_conditional,
        )

    @property
    def shown_explanation(self) -> str:
        return shown_explanation(
            self.explanation, self.grounds, is_released=self.is_explanation_released
        )

    @property
    def is_contested(self) -> bool:
        return self.state is DecisionState.CONTESTED

    @property
    def may_ask_damages_fund(self) -> bool:
        """Whether the Schadefonds Geweldsmisdrijven may be for this victim."""
        return self.category in _BODILY_HARM


def choose_channel(
    message: MessageName,
    safe: Sequence[Channel],
    *,
    prefer: Channel | None = None,
    but_not: Collection[Channel] = (),
) -> Channel | None:
    """Give the first of the message's ways that is safe, her own wish before that."""
    ways = CHANNELS[message]
    wished = (prefer,) if prefer in ways else ()
    return next(
        (way for way in (*wished, *ways) if way in safe and way not in but_not), None
    )


def letter_known_on(sent_on: date, *, delivery_days: int) -> date:
    """Give the day on which a letter is assumed to be read: a working day."""
    return add_working_days(sent_on, delivery_days)


_OF_WHO_CALLS = frozenset(
    {
        MessageName.CALLBACK_CONFIRMED,
        MessageName.CALLBACK_WITHDRAWN,
        MessageName.CALLBACK_MISSED,
        MessageName.QUESTION_ANSWERED,
    }
)


def told_by(
    message: MessageName, context: Mapping[str, str] | None = None
) -> Organisation:
    """Say whose message it is; what she means to do about a complaint is not the OM's.

    Design 4.13: that stays between the victim and SHN. What is about a call that she
    asked for, or missed, is of whoever calls.
    """
    if message in _OF_WHO_CALLS and context:
        return Organisation(context.get(WHO_CALLED, Organisation.OM))
    if message is MessageName.COMPLAINT_REMINDER:
        return Organisation.SHN
    return Organisation.OM


_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)

# Together 71 hours and 51 minutes: then it has failed, and a person must know.
PAUSES = (
    _MINUTE,
    5 * _MINUTE,
    15 * _MINUTE,
    30 * _MINUTE,
    _HOUR,
    2 * _HOUR,
    *(17 * (4 * _HOUR,)),
)
LEASE = 5 * _MINUTE  # far more than a channel may take


def pause_after(tries: int) -> timedelta | None:
    """Give how long to wait after that many failed tries; None is giving up."""
    return PAUSES[tries - 1] if tries <= len(PAUSES) else None
