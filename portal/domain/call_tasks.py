"""What a call task is: its kinds and states, when it opens and when it is due."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.domain.calendar import add_working_days, is_working_day, local_date
from portal.domain.cases import OffenceCategory
from portal.domain.offences import is_serious, read_articles
from portal.domain.sepot_grounds import (
    is_only_administrative,
    is_only_execution_ended,
    is_sensitive,
)
from portal.domain.victims import Communication, VictimKind

DAYS_TO_WRITE = 14
DAYS_UNTIL_NOT_HEARD = 12


class TaskKind(StrEnum):
    SEPOT = "sepot"
    DECISION = "decision"
    HEARING = "hearing"
    HEARING_CHANGED = "hearing_changed"
    JUDGMENT = "judgment"
    RELEASE = "release"
    CONSULTATION = "consultation"
    PROSECUTOR_TALK = "prosecutor_talk"
    MEDIATION = "mediation"
    SEIZURE = "seizure"
    FIRST_CONTACT = "first_contact"
    TERM_CONSULTATION = "term_consultation"
    AFTERCARE = "aftercare"
    HALT = "halt"
    APOLOGY = "apology"
    CALLBACK = "callback"


INFORMS = frozenset(
    {
        TaskKind.SEPOT,
        TaskKind.DECISION,
        TaskKind.HEARING,
        TaskKind.HEARING_CHANGED,
        TaskKind.JUDGMENT,
        TaskKind.RELEASE,
        TaskKind.HALT,
        TaskKind.SEIZURE,
    }
)
"""Calls that bring her news: who hears nothing for twelve days is somebody's work."""


class TaskState(StrEnum):
    WAITING = "waiting"
    OPEN = "open"
    CLAIMED = "claimed"
    DONE = "done"
    WRITTEN = "written"
    CANCELLED = "cancelled"


class WaitsFor(StrEnum):
    """What somebody must do before the task may be called again."""

    NO_SAFE_WAY = "no_safe_way"
    UNSAFE = "unsafe"
    NUMBER_TO_VERIFY = "number_to_verify"


class Opens(StrEnum):
    CALL = "call"
    WRITTEN_NOTICE = "written_notice"
    LEGAL_NOTICE_ONLY = "legal_notice_only"  # what the law owes also who opted out
    NOTHING = "nothing"


class OpeningReason(StrEnum):
    SEPOT = "sepot"
    DECISION = "decision"
    SERVED_NOTICE = "served_notice"
    COMPENSATION_LOST = "compensation_lost"
    EXECUTION_ENDED = "execution_ended"
    ENTERED_TWICE = "entered_twice"
    PREFERS_WRITING = "prefers_writing"
    REFUSED = "refused"  # this call, and no other
    OPTED_OUT = "opted_out"
    DECEASED = "deceased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    opens: Opens
    reason: OpeningReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """What decides whether this victim is called about a sepot."""

    is_deceased: bool
    opted_out: bool
    has_compensation: bool  # named in `vergoedingVoor`
    communication: Communication = Communication.CALL
    is_at_risk: bool = False


def opens_call(
    *, grounds: Sequence[str], is_served: bool, victim: Recipient
) -> Opening:
    """Say what a sepot sets off for one victim (contracts section 6).

    A served notice (KNVV) is told whatever the grounds are, because its term runs.
    """
    if victim.is_deceased:
        return Opening(opens=Opens.NOTHING, reason=OpeningReason.DECEASED)
    if victim.opted_out:
        opens = Opens.LEGAL_NOTICE_ONLY if is_served else Opens.NOTHING
        return Opening(opens=opens, reason=OpeningReason.OPTED_OUT)
    opening = _opening_by_grounds(
        grounds, is_served=is_served, has_compensation=victim.has_compensation
    )
    return _by_her_way(opening, victim)


def opens_decision_call(
    *, is_owed_by_law: bool, is_written_only: bool, victim: Recipient
) -> Opening:
    """Say what a decision that is no sepot sets off for one victim."""
    if victim.is_deceased:
        return Opening(opens=Opens.NOTHING, reason=OpeningReason.DECEASED)
    if victim.opted_out:
        opens = Opens.LEGAL_NOTICE_ONLY if is_owed_by_law else Opens.NOTHING
        return Opening(opens=opens, reason=OpeningReason.OPTED_OUT)
    opens = Opens.WRITTEN_NOTICE if is_written_only else Opens.CALL
    return _by_her_way(Opening(opens=opens, reason=OpeningReason.DECISION), victim)


def _by_her_way(opening: Opening, victim: Recipient) -> Opening:
    is_in_writing = victim.communication is Communication.IN_WRITING
    if opening.opens is Opens.CALL and is_in_writing:
        return Opening(opens=Opens.WRITTEN_NOTICE, reason=OpeningReason.PREFERS_WRITING)
    return opening


def _opening_by_grounds(
    grounds: Sequence[str], *, is_served: bool, has_compensation: bool
) -> Opening:
    if is_served:
        return Opening(opens=Opens.CALL, reason=OpeningReason.SERVED_NOTICE)
    if is_only_administrative(grounds):
        return Opening(opens=Opens.NOTHING, reason=OpeningReason.ENTERED_TWICE)
    if not is_only_execution_ended(grounds):
        return Opening(opens=Opens.CALL, reason=OpeningReason.SEPOT)
    if has_compensation:
        return Opening(opens=Opens.CALL, reason=OpeningReason.COMPENSATION_LOST)
    return Opening(opens=Opens.WRITTEN_NOTICE, reason=OpeningReason.EXECUTION_ENDED)


def needs_experience(
    *,
    grounds: Sequence[str],
    kind: VictimKind,
    offence_category: OffenceCategory,
    articles: Collection[str],
) -> bool:
    """Whether only an experienced caller takes it (design 4.11)."""
    return (
        is_sensitive(grounds)
        or kind is VictimKind.BEREAVED
        or is_serious(offence_category, read_articles(articles))
    )


def written_notice_day(decided: date, decided_at: datetime) -> date:
    """Give the last working day that is not later than fourteen days after."""
    day = first_day(decided, decided_at) + timedelta(days=DAYS_TO_WRITE)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def written_notice_day_before(
    about: date, decided: date, decided_at: datetime, *, due: date
) -> date:
    """The same for what is about a day to come: a week before that, after its norm."""
    week_before = add_working_days(about - timedelta(days=6), -1)
    after_norm = add_working_days(due, 1)
    usual = written_notice_day(decided, decided_at)
    return min(usual, max(week_before, after_norm))


def not_heard_day(decided: date, decided_at: datetime) -> date:
    """Give day 12, on which silence is somebody's work again."""
    return first_day(decided, decided_at) + timedelta(days=DAYS_UNTIL_NOT_HEARD)


def first_day(decided: date, decided_at: datetime) -> date:
    """Give the day that norms count from (design 4.9)."""
    return min(decided, local_date(decided_at))


def task_state(
    *,
    closed_as: TaskState | None,
    lease_until: datetime | None,
    not_before: datetime | None,
    now: datetime,
) -> TaskState:
    """Derive the state; without a `not_before` there is no safe way, so it waits."""
    if closed_as is not None:
        return closed_as
    if lease_until is not None and lease_until > now:
        return TaskState.CLAIMED
    if not_before is None or not_before > now:
        return TaskState.WAITING
    return TaskState.OPEN
