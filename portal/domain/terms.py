"""How long one may complain (art. 12 Sv): the rules as data, and the counting."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.domain.calendar import (
    add_calendar_months,
    add_working_days,
    is_covered,
    next_working_day_from,
)
from portal.domain.errors import UnableToError


class TermKind(StrEnum):
    PENALTY_ORDER = "penalty_order"
    SERVED_NOTICE = "served_notice"
    NO_STATUTORY_TERM = "no_statutory_term"
    SETTLEMENT = "settlement"


# Of the others the last day is given as advice and is never called a deadline.
KINDS_WITH_DEADLINE = frozenset({TermKind.PENALTY_ORDER, TermKind.SERVED_NOTICE})


class UnableToCountTermError(UnableToError):
    """No term can be counted from that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRule:
    """One way of counting, for knowledge within its days of validity."""

    kind: TermKind
    source: str
    valid_from: date = date.min
    valid_until: date | None = None  # exclusive
    months: int = 3
    days_in_month: int = 30  # art. 136 lid 1 Sv
    working_days_to_post: int = 5  # a complaint counts when it has arrived

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (
            self.valid_until is None or day < self.valid_until
        )


TERM_RULES = (
    TermRule(
        kind=TermKind.PENALTY_ORDER,
        source="art. 12k lid 1 Sv",
    ),
    TermRule(
        kind=TermKind.SERVED_NOTICE,
        source="art. 12l lid 2 Sv",
    ),
    TermRule(
        kind=TermKind.NO_STATUTORY_TERM,
        source="no article; three months is common advice",
    ),
    TermRule(
        kind=TermKind.SETTLEMENT,
        source="art. 12k Sv as it read before 2008",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedTerm:
    """All days are legal days in Amsterdam; both ways of counting are extended."""

    known_at: date
    ninety_days: date
    three_months: date
    last_safe_day: date
    post_by: date
    provisional: bool


def count_term(*, kind: TermKind, known_at: date) -> CountedTerm:
    """Count from the day after `known_at`, in months of 30 days and of the calendar.

    The earlier of the two is safe whichever way the court counts. An equated day
    that is not known yet could only move a day on, so the result is provisional
    exactly when the day that is chosen lies where they are not known.
    """
    rule = _rule_for(kind, known_at)
    try:
        ninety_days = next_working_day_from(
            known_at + timedelta(days=rule.months * rule.days_in_month)
        )
        three_months = next_working_day_from(add_calendar_months(known_at, rule.months))
    except (OverflowError, ValueError) as error:
        raise UnableToCountTermError(
            f"The term from {known_at} passes the year 9999.",
            hint="Give an earlier date.",
        ) from error
    last_safe_day = min(ninety_days, three_months)
    return CountedTerm(
        known_at=known_at,
        ninety_days=ninety_days,
        three_months=three_months,
        last_safe_day=last_safe_day,
        post_by=add_working_days(last_safe_day, -rule.working_days_to_post),
        provisional=not is_covered(last_safe_day),
    )


def is_deadline(kind: TermKind) -> bool:
    return kind in KINDS_WITH_DEADLINE


def _rule_for(kind: TermKind, known_at: date) -> TermRule:
    for rule in TERM_RULES:
        if rule.kind == kind and rule.is_valid_on(known_at):
            return rule
    raise UnableToCountTermError(f"No rule for {kind} holds on {known_at}.")


def term_as_json(term: CountedTerm) -> dict[str, str | bool]:
    """Give the line that `portal term` prints."""
    return {
        "known_at": term.known_at.isoformat(),
        "ninety_days": term.ninety_days.isoformat(),
        "three_months": term.three_months.isoformat(),
        "last_safe_day": term.last_safe_day.isoformat(),
        "provisional": term.provisional,
        "post_by": term.post_by.isoformat(),
    }
