"""A hearing as one victim sees it: where it stands, what changed, what comes after."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

from portal.domain.calendar import local_date
from portal.domain.cases import HearingKind, Judge
from portal.domain.hearing_duties import Turn


class HearingState(StrEnum):
    """As the court told it last; these are the words of our export too."""

    PLANNED = "planned"
    CANCELLED = "cancelled"
    HELD = "held"
    ADJOURNED = "adjourned"


class Outlook(StrEnum):
    """What it is to her now. UNHEARD: the day is over and we know no more."""

    AHEAD = "ahead"
    UNHEARD = "unheard"
    OFF = "off"
    WENT_ON_HOLD = "went_on_hold"
    WAS = "was"


_OUTLOOKS = {
    HearingState.CANCELLED: Outlook.OFF,
    HearingState.ADJOURNED: Outlook.WENT_ON_HOLD,
    HearingState.HELD: Outlook.WAS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardCase:
    """One of her cases that is heard then; `number` is what she knows it by."""

    id: UUID
    incident_id: UUID
    recorded_on: date | None
    parketnummer: str
    number: int
    is_only_case: bool
    suspect_is_minor: bool
    may_speak: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """When and where, as it was announced at one time."""

    starts_at: datetime
    court: str
    place: str
    room: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What was announced otherwise before; `what` names the fields that differ."""

    told_at: datetime
    was: Announced
    now: Announced

    @property
    def what(self) -> tuple[str, ...]:
        names = (field.name for field in fields(Announced))
        return tuple(
            it for it in names if getattr(self.was, it) != getattr(self.now, it)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    id: UUID
    kind: HearingKind
    judge: Judge
    state: HearingState
    starts_at: datetime
    minutes: int
    court: str
    place: str
    room: str | None
    is_public: bool
    version: int
    updated_at: datetime
    cases: tuple[HeardCase, ...]
    changes: tuple[Change, ...]
    is_next_known: bool  # adjourned, and the court has the next day already

    @property
    def day(self) -> date:
        return local_date(self.starts_at)

    @property
    def may_speak(self) -> bool:
        return any(case.may_speak for case in self.cases)

    @property
    def numbers(self) -> tuple[int, ...]:
        """Which of her cases, where a report has more than one."""
        return tuple(case.number for case in self.cases if not case.is_only_case)

    def outlook(self, now: datetime) -> Outlook:
        """Take it for ahead until its day is over: hearings begin late, and last."""
        if self.state is HearingState.PLANNED:
            is_over = self.day < local_date(now)
            return Outlook.UNHEARD if is_over else Outlook.AHEAD
        return _OUTLOOKS[self.state]

    def is_ahead(self, now: datetime) -> bool:
        return self.outlook(now) is Outlook.AHEAD


def changes_in(turns: Sequence[Turn]) -> tuple[Change, ...]:
    """Compare each announcement with the one before it, the newest change first."""
    plans = [turn for turn in turns if turn.stands]
    return tuple(_changes(plans))[::-1]


def _changes(plans: Sequence[Turn]) -> Iterator[Change]:
    for before, after in pairwise(plans):
        change = Change(
            told_at=after.entry.at, was=_announced(before), now=_announced(after)
        )
        if change.what:
            yield change


def announced_last(turns: Sequence[Turn]) -> Announced | None:
    """Give what holds, or held until it was off, in whatever order it was told."""
    plans = [turn for turn in turns if turn.stands and "place" in turn.entry.detail]
    return _announced(plans[-1]) if plans else None


def _announced(turn: Turn) -> Announced:
    detail = turn.entry.detail
    room = detail.get("room")
    return Announced(
        starts_at=turn.starts_at,
        court=str(detail.get("court", "")),
        place=str(detail.get("place", "")),
        room=str(room) if room else None,
    )


def next_after(
    appointment: Appointment, others: Iterable[Appointment], *, now: datetime
) -> Appointment | None:
    """Give the first hearing still ahead in one of the same cases."""
    heard = {case.id for case in appointment.cases}
    coming = [
        it
        for it in others
        if it.id != appointment.id
        and it.is_ahead(now)
        and it.starts_at > appointment.starts_at
        and not heard.isdisjoint(case.id for case in it.cases)
    ]
    return min(coming, key=lambda it: it.starts_at, default=None)
