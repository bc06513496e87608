"""What the figures count and what of it is shown, as docs/figures.md defines it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.domain.calendar import end_of_day
from portal.domain.call_kinds import KINDS, DueFrom
from portal.domain.call_tasks import DAYS_TO_WRITE, TaskKind
from portal.domain.figure_periods import Period, midnight
from portal.domain.incoming_contacts import Manner
from portal.domain.outcomes import Outcome
from portal.domain.staff import Organisation, Worker
from portal.domain.victims import DayPart

SMALL = 5
"""Of fewer people than this a location shows no figure: it would be about somebody."""

# Somebody was told, or said that she did not want to be. An appointment and an
# interpreter are promises of a conversation, and none yet.
CONVERSATIONS = frozenset(
    {
        Outcome.SPOKEN,
        Outcome.SPOKEN_PARTLY,
        Outcome.REPRESENTATIVE,
        Outcome.REFUSED,
    }
)
NOT_SURELY_HER = frozenset({Outcome.SOMEONE_ELSE, Outcome.IDENTITY_NOT_CONFIRMED})
WE_RANG = frozenset({Manner.DIALLED, Manner.ON_PAPER})
WITH_NORM = tuple(
    kind for kind, rule in KINDS.items() if rule.due.counts_from is DueFrom.NEWS
)
"""The calls that are owed within some working days after the news."""

TOLD_TO_WRONG_PERSON = "told_to_wrong_person"
"""What a counter-step says when an outcome is taken back for that reason."""

TOLD_ELSEWHERE = "told"
"""The reason of a call that closed because another call told all of it."""

DUPLICATE_GROUND = "99"  # entered twice: no decision about anybody
ALL_DAY = "all"


class WaitKind(StrEnum):
    REACHED = "reached"
    WAITING = "waiting"


class IncidentKind(StrEnum):
    WRONG_PERSON = "wrong_person"
    UNSAFE = "unsafe"
    SOMEBODY_ELSE = "somebody_else"  # on the line, and told nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whose work is counted; a location of None is all of the organisation."""

    organisation: Organisation
    location: str | None

    @property
    def is_local(self) -> bool:
        return self.location is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """So many out, or for each, of so many; None is not shown: it is too small."""

    numerator: int | None
    denominator: int | None

    @property
    def value(self) -> float | None:
        if self.numerator is None or not self.denominator:
            return None
        return self.numerator / self.denominator


@dataclass(frozen=True, slots=True, kw_only=True)
class NormRow:
    kind: TaskKind
    is_at_risk: bool
    reached: Ratio

    @property
    def working_days(self) -> int:
        due = KINDS[self.kind].due
        return due.working_days_at_risk if self.is_at_risk else due.working_days


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPartRow:
    """`part` None is outside the parts of the day; ALL_DAY the whole of it."""

    part: str
    attempts: Ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitRow:
    """Seconds between the opening of a call and the conversation, or now."""

    kind: WaitKind
    is_at_risk: bool
    calls: int | None
    median: float | None
    longest: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintRow:
    is_called: bool
    complaints: Ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    kind: IncidentKind
    incidents: Ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """`letters` and `complaints` are the OM's; None for another organisation."""

    norms: tuple[NormRow, ...]
    letters: Ratio | None
    attempts: tuple[DayPartRow, ...]
    waits: tuple[WaitRow, ...]
    complaints: tuple[ComplaintRow, ...] | None
    incidents: tuple[IncidentRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDay:
    """A day on which decisions were taken, and until when they must be written of."""

    day: date
    starts_at: datetime
    next_at: datetime
    limit: date
    limit_at: datetime


def scope_of(worker: Worker, *, location: str | None) -> Scope:
    """Give what this supervisor may count: who is local, the own location only."""
    return Scope(
        organisation=worker.organisation, location=worker.location or location or None
    )


def letter_days(period: Period, *, now: datetime) -> list[LetterDay]:
    """Give the days whose fourteen days ended in this period, and before now."""
    found = []
    for limit in period.days():
        day = limit - timedelta(days=DAYS_TO_WRITE)
        limit_at = end_of_day(limit)
        if limit_at < now:
            found.append(
                LetterDay(
                    day=day,
                    starts_at=midnight(day),
                    next_at=midnight(day + timedelta(days=1)),
                    limit=limit,
                    limit_at=limit_at,
                )
            )
    return found


def without_small(figures: Figures, *, is_local: bool) -> Figures:
    """Leave out of a location's figures what would be about one or a few people.

    Complaints are of the whole country only, and stay.
    """
    if not is_local:
        return figures
    norms = tuple(replace(it, reached=_of_people(it.reached)) for it in figures.norms)
    return replace(
        figures,
        norms=norms,
        letters=_of_people(figures.letters) if figures.letters else None,
        attempts=_without_small_parts(figures.attempts),
        waits=tuple(_wait_of_people(row) for row in figures.waits),
        incidents=tuple(
            replace(it, incidents=_few(it.incidents)) for it in figures.incidents
        ),
    )


def _of_people(ratio: Ratio) -> Ratio:
    """Hide a group of one to four; nobody at all is no secret."""
    if _is_small(ratio.denominator):
        return Ratio(numerator=None, denominator=None)
    return ratio


def _few(ratio: Ratio) -> Ratio:
    """Hide one to four that something happened to, however many it did not."""
    hidden = replace(ratio, numerator=None)
    return _of_people(hidden if _is_small(ratio.numerator) else ratio)


def _without_small_parts(rows: tuple[DayPartRow, ...]) -> tuple[DayPartRow, ...]:
    """Hide the whole day too where it tells what a hidden part was."""
    shown = [replace(it, attempts=_of_people(it.attempts)) for it in rows]
    if any(it.attempts.denominator is None for it in shown):
        nothing = Ratio(numerator=None, denominator=None)
        shown = [
            replace(it, attempts=nothing) if it.part == ALL_DAY else it for it in shown
        ]
    return tuple(shown)


def _wait_of_people(row: WaitRow) -> WaitRow:
    if _is_small(row.calls):
        return replace(row, calls=None, median=None, longest=None)
    return row


def _is_small(number: int | None) -> bool:
    return number is not None and 0 < number < SMALL


DAY_PARTS = (*(part.value for part in DayPart), "", ALL_DAY)
"""In the order of the day; the empty one is outside the hours that have a name."""
