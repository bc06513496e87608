"""How the last day of a term was counted, in steps that one can check by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.domain.calendar import add_calendar_months
from portal.domain.complaints import (
    ComplaintTerm,
    Knowledge,
    KnownBy,
    first_knowledge,
)
from portal.domain.terms import count_term

DAYS = 90
MONTHS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOfCounting:
    """One way to count, and the day after moving on from a day that is free."""

    ends_on: date
    last_day: date

    @property
    def is_moved(self) -> bool:
        return self.last_day != self.ends_on


@dataclass(frozen=True, slots=True, kw_only=True)
class TermExplained:
    """`recorded_by` is the organisation where one of its staff did."""

    started_on: date
    known_by: KnownBy
    is_assumed: bool
    recorded_by: str
    recorded_at: datetime
    by_days: WayOfCounting
    by_months: WayOfCounting
    last_safe_day: date
    post_by: date
    counted_before_from: tuple[date, ...]  # what was recorded by mistake

    @property
    def are_equal(self) -> bool:
        return self.by_days.last_day == self.by_months.last_day

    @property
    def is_by_days(self) -> bool:
        return self.last_safe_day == self.by_days.last_day


def explain_term(
    term: ComplaintTerm, knowledge: Sequence[Knowledge]
) -> TermExplained | None:
    """None where there is no day: not known yet, or reopened (art. 12k lid 2 Sv)."""
    start = first_knowledge(term.kind, knowledge)
    if start is None or term.last_safe_day is None or term.post_by is None:
        return None
    counted = count_term(kind=term.kind, known_at=start.known_on)
    mistakes = {it.known_on for it in knowledge if it.withdrawn} - {start.known_on}
    return TermExplained(
        started_on=start.known_on,
        known_by=start.source,
        is_assumed=start.is_assumed,
        recorded_by=start.recorded_by,
        recorded_at=start.recorded_at,
        by_days=WayOfCounting(
            ends_on=start.known_on + timedelta(days=DAYS), last_day=counted.ninety_days
        ),
        by_months=WayOfCounting(
            ends_on=add_calendar_months(start.known_on, MONTHS),
            last_day=counted.three_months,
        ),
        last_safe_day=counted.last_safe_day,
        post_by=counted.post_by,
        counted_before_from=tuple(sorted(mistakes)),
    )
