"""What a rule comes down to for who never answers, as moments one can read."""

from dataclasses import dataclass
from datetime import datetime

from portal.domain.calendar import AMSTERDAM
from portal.domain.call_kinds import LadderRule
from portal.domain.call_ladder import PastAttempt, Situation, after_attempt
from portal.domain.calling_hours import next_window
from portal.domain.next_steps import StepKind, Work
from portal.domain.opening_hours import OpeningHours
from portal.domain.outcomes import Outcome

MOST_STEPS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderExample:
    """Each attempt at the first moment at which it may be made."""

    moments: tuple[datetime, ...]
    is_written: bool
    is_work: bool  # of a supervisor


def never_answered(
    rule: LadderRule, *, start: datetime, hours: OpeningHours
) -> LadderExample:
    """Climb the ladder as the rules do, from the first moment to call after `start`."""
    window = next_window(
        earliest=start, hours=hours, day_parts=frozenset(), zone=AMSTERDAM
    )
    made: tuple[PastAttempt, ...] = ()
    at = window.starts_at if window else None
    is_written = is_work = False
    while at is not None and len(made) < MOST_STEPS:
        step = after_attempt(Outcome.NO_ANSWER, _at(at, made, rule, hours))
        made = (*made, PastAttempt(at=at, outcome=Outcome.NO_ANSWER))
        is_written = step.kind is StepKind.WRITTEN
        is_work = Work.NOT_REACHED in step.work
        at = None if is_written or is_work else step.not_before
    return LadderExample(
        moments=tuple(it.at for it in made), is_written=is_written, is_work=is_work
    )


def _at(
    at: datetime,
    made: tuple[PastAttempt, ...],
    rule: LadderRule,
    hours: OpeningHours,
) -> Situation:
    return Situation(
        at=at,
        earlier=made,
        hours=hours,
        day_parts=frozenset(),
        zone=AMSTERDAM,
        other_numbers=(),
        can_write=True,
        rule=rule,
    )
