"""What comes after an attempt: the ladder from a first call to a written notice.

The reading of design 4.12 is laid down in docs/decisions/0003-call-ladder.md.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from portal.domain.calendar import at_local_time, local_date
from portal.domain.call_dues import is_too_late
from portal.domain.call_kinds import EndsIn, LadderRule
from portal.domain.calling_hours import Window, day_part_at, next_window
from portal.domain.errors import UnableToError
from portal.domain.next_steps import (
    NO_SAFE_WAY,
    REFUSED,
    REFUSED_SILENTLY,
    SPOKEN,
    STOPPED,
    VERIFYING,
    WRITTEN,
    NextStep,
    StepKind,
    Work,
)
from portal.domain.opening_hours import OpeningHours
from portal.domain.outcomes import OUTCOME_RULES, Outcome, Then
from portal.domain.victims import DayPart

PAUSE = LadderRule().pause
PAUSE_AFTER_OTHERS = timedelta(hours=8)
AGREED_LASTS = timedelta(hours=2)
AGREED_WITHIN = timedelta(days=28)

_ANY_PART = frozenset(DayPart)
_DOUBTFUL = frozenset({Outcome.SOMEONE_ELSE, Outcome.IDENTITY_NOT_CONFIRMED})


class UnableToAgreeOnMomentError(UnableToError):
    """The moment to call back is missing or makes no sense."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAttempt:
    at: datetime
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Where the ladder stands at the moment `at` of an attempt.

    `earlier` holds this task's attempts that stand, so no corrected ones;
    `other_numbers` may be called too, the one just dialled left out. `rule` is that
    of the kind of call (portal.domain.call_kinds); `due_at` until when it is made.
    """

    at: datetime
    earlier: tuple[PastAttempt, ...]
    hours: OpeningHours
    day_parts: frozenset[DayPart]
    zone: ZoneInfo
    other_numbers: tuple[UUID, ...]
    can_write: bool
    rule: LadderRule = field(default_factory=LadderRule)
    due_at: datetime | None = None


def after_attempt(
    outcome: Outcome,
    situation: Situation,
    *,
    agreed_at: datetime | None = None,
    is_told: bool = True,
) -> NextStep:
    """Decide the next step.

    `is_told` is whether the task can close as spoken: see the checklist. A moment
    agreed holds for a call that broke off too.
    """
    match OUTCOME_RULES[outcome].then:
        case Then.CLOSE if is_told:
            step = SPOKEN
        case Then.CLOSE | Then.GO_ON_ANOTHER_DAY:
            step = _go_on(situation, agreed_at)
        case Then.CALL_AS_AGREED:
            step = _as_agreed(agreed_at)
        case Then.TRY_SHORTLY:
            rested_at = situation.at + situation.rule.pause_after_engaged
            step = _call_again(_window(situation, rested_at))
        case Then.ORDER_INTERPRETER:
            step = _with_interpreter(situation, agreed_at)
        case Then.END_IN_WRITING:
            step = REFUSED if situation.rule.refusal_is_written else REFUSED_SILENTLY
            if situation.rule.ends_in is EndsIn.SUPERVISOR:
                step = replace(step, work=(Work.NOT_REACHED,))
        case Then.STOP:
            step = STOPPED
        case _:
            step = _next_rung(outcome, situation)
    return _in_time(step, situation)


def _in_time(step: NextStep, situation: Situation) -> NextStep:
    """A person has it at once where the next call would come too late."""
    due_at, starts_at = situation.due_at, step.not_before
    if due_at is None or starts_at is None:
        return step
    if not is_too_late(situation.rule, due_at=due_at, starts_at=starts_at):
        return step
    return step.with_work(Work.NOT_REACHED)


def what_happens_next(
    situation: Situation, *, is_told: bool, agreed_at: datetime | None = None
) -> Mapping[Outcome, NextStep]:
    """Say before it is saved what each outcome would set off."""
    return {
        outcome: after_attempt(outcome, situation, agreed_at=agreed_at, is_told=is_told)
        for outcome in Outcome
    }


def earliest_again(step: NextStep, *, at: datetime) -> datetime | None:
    """Give the soonest next try; what a call waits for may be settled at once."""
    return step.not_before if step.waits_for is None else at + PAUSE


def check_agreed_at(agreed_at: datetime | None, *, at: datetime) -> None:
    if agreed_at is None:
        raise UnableToAgreeOnMomentError("Vul in wanneer u terugbelt.")
    if agreed_at <= at:
        raise UnableToAgreeOnMomentError("Dat moment is al voorbij.")
    if agreed_at > at + AGREED_WITHIN:
        raise UnableToAgreeOnMomentError("Kies een moment binnen vier weken.")


def is_free_of_pauses(
    *, is_agreed: bool, is_urgent: bool, last_outcome: Outcome | None
) -> bool:
    """Whether neither four hours nor another organisation's eight hold it back."""
    went_on = last_outcome in {Outcome.SPOKEN_PARTLY, Outcome.ENGAGED}
    return is_agreed or is_urgent or went_on


def paused_until(
    *, last: PastAttempt | None, others_reached_at: datetime | None
) -> datetime | None:
    """Give the end of the pauses that hold a task back which is not free of them."""
    ends = []
    if last is not None and OUTCOME_RULES[last.outcome].pauses:
        ends.append(last.at + PAUSE)
    if others_reached_at is not None:
        ends.append(others_reached_at + PAUSE_AFTER_OTHERS)
    return max(ends, default=None)


def _next_rung(outcome: Outcome, situation: Situation) -> NextStep:
    """Go on after an attempt that counts."""
    counted = _counted(outcome, situation)
    doubtful = sum(one.outcome in _DOUBTFUL for one in counted)
    verifies = outcome in _DOUBTFUL and doubtful >= situation.rule.doubts
    is_wrong = outcome is Outcome.WRONG_NUMBER
    if _is_last(counted, situation.rule):
        step = _end(situation, counted)
    elif not (is_wrong or verifies):
        step = _call_again(_other_part(situation, counted))
    elif situation.other_numbers:
        step = _next_number(situation, counted)
    else:
        step = NO_SAFE_WAY if is_wrong else VERIFYING
    step = replace(step, marks_number_wrong=is_wrong)
    return step.with_work(*_work_of_doubt(situation.rule)) if verifies else step


def _work_of_doubt(rule: LadderRule) -> tuple[Work, ...]:
    """SHN looks for her number; what no letter ends is the supervisor's as well."""
    if rule.ends_in is EndsIn.LETTER:
        return (Work.NUMBER_TO_VERIFY,)
    return (Work.NUMBER_TO_VERIFY, Work.NOT_REACHED)


def _end(situation: Situation, counted: Collection[PastAttempt]) -> NextStep:
    """Where no letter will do, a person gets it at once and the calling goes on."""
    if situation.rule.ends_in is EndsIn.SUPERVISOR:
        step = _call_again(_other_part(situation, counted))
        return step.with_work(Work.NOT_REACHED)
    if not situation.can_write:
        return NO_SAFE_WAY
    if situation.rule.ends_in is EndsIn.LETTER_AND_SUPERVISOR:
        return replace(WRITTEN, work=(Work.NOT_REACHED,))
    return WRITTEN


def _counted(outcome: Outcome, situation: Situation) -> tuple[PastAttempt, ...]:
    earlier = (one for one in situation.earlier if OUTCOME_RULES[one.outcome].counts)
    return (*earlier, PastAttempt(at=situation.at, outcome=outcome))


def _is_last(counted: Collection[PastAttempt], rule: LadderRule) -> bool:
    return len(counted) >= rule.attempts and _days(counted) >= rule.days


def _days(counted: Collection[PastAttempt]) -> int:
    return len({local_date(one.at) for one in counted})


def _earliest(situation: Situation, counted: Collection[PastAttempt]) -> datetime:
    """Keep the pause; what is left of the attempts leaves room for every day."""
    rule = situation.rule
    earliest = situation.at + rule.pause
    days_left = rule.days - _days(counted)
    needs_other_day = 0 < days_left >= rule.attempts - len(counted)
    return max(earliest, _next_day(situation.at)) if needs_other_day else earliest


def _other_part(
    situation: Situation, counted: Collection[PastAttempt]
) -> Window | None:
    """Prefer a part of the day not tried yet, then another one, then another day.

    What is not spread over days is tried as soon as it may be.
    """
    earliest = _earliest(situation, counted)
    if situation.rule.days == 1:
        return _window(situation, earliest)
    permitted = situation.day_parts or _ANY_PART
    tried = {day_part_at(one.at, situation.zone) for one in counted}
    latest = {day_part_at(situation.at, situation.zone)}
    for parts in (permitted - tried, permitted - latest):
        window = _window(situation, earliest, parts) if parts else None
        if window is not None:
            return window
    return _window(situation, max(earliest, _next_day(situation.at)))


def _next_number(situation: Situation, counted: Collection[PastAttempt]) -> NextStep:
    step = _call_again(_window(situation, _earliest(situation, counted)))
    return replace(step, number_id=situation.other_numbers[0])


def _go_on(situation: Situation, agreed_at: datetime | None) -> NextStep:
    if agreed_at is not None:
        return replace(_as_agreed(agreed_at), same_caller=True)
    rule, next_day = situation.rule, _next_day(situation.at)
    earliest = situation.at + rule.pause if rule.goes_on_today else next_day
    return replace(_call_again(_window(situation, earliest)), same_caller=True)


def _as_agreed(agreed_at: datetime | None) -> NextStep:
    """Nothing but the agreement counts: no calling hours and no pause."""
    if agreed_at is None:
        return NextStep(kind=StepKind.CALL_AGAIN, is_agreed=True)
    at = agreed_at.astimezone(UTC)
    return NextStep(
        kind=StepKind.CALL_AGAIN,
        not_before=at,
        ends_at=at + AGREED_LASTS,
        is_agreed=True,
    )


def _with_interpreter(situation: Situation, wanted_at: datetime | None) -> NextStep:
    """Until the interpreter is booked the moment wanted is no agreement yet."""
    rested_at = situation.at + situation.rule.pause
    earliest = max(wanted_at, rested_at) if wanted_at else rested_at
    step = _call_again(_window(situation, earliest))
    step = replace(step, needs_interpreter=True, interpreter_at=wanted_at)
    return step.with_work(Work.INTERPRETER)


def _call_again(window: Window | None) -> NextStep:
    """Where the hours never meet, no safe way is left."""
    if window is None:
        return NO_SAFE_WAY
    return NextStep(
        kind=StepKind.CALL_AGAIN, not_before=window.starts_at, ends_at=window.ends_at
    )


def _window(
    situation: Situation,
    earliest: datetime,
    day_parts: frozenset[DayPart] | None = None,
) -> Window | None:
    return next_window(
        earliest=earliest,
        hours=situation.hours,
        day_parts=situation.day_parts if day_parts is None else day_parts,
        zone=situation.zone,
    )


def _next_day(moment: datetime) -> datetime:
    return at_local_time(local_date(moment) + timedelta(days=1), time.min)
