from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.calendar import AMSTERDAM, local_date
from portal.domain.call_ladder import (
    PastAttempt,
    Situation,
    UnableToAgreeOnMomentError,
    after_attempt,
    check_agreed_at,
    is_free_of_pauses,
    paused_until,
    what_happens_next,
)
from portal.domain.call_tasks import TaskState, WaitsFor
from portal.domain.next_steps import StepKind, Work, Writing
from portal.domain.opening_hours import DEFAULT_HOURS
from portal.domain.outcomes import OUTCOME_RULES, Outcome
from portal.domain.victims import DayPart

MORNING, AFTERNOON, EVENING = DayPart
OTHER_NUMBER = UUID(int=2)
MONDAY = "2026-11-23"
COUNTING = [outcome for outcome in Outcome if OUTCOME_RULES[outcome].counts]


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM).astimezone(UTC)


def past(at, outcome=Outcome.NO_ANSWER):
    return PastAttempt(at=local(at), outcome=outcome)


def situation(at=f"{MONDAY}T10:00", *earlier, **facts):
    return Situation(
        **{
            "at": local(at),
            "earlier": earlier,
            "hours": DEFAULT_HOURS,
            "day_parts": frozenset(),
            "zone": AMSTERDAM,
            "other_numbers": (),
            "can_write": True,
            **facts,
        }
    )


def no_answer(*situation_facts, **facts):
    return after_attempt(Outcome.NO_ANSWER, situation(*situation_facts, **facts))


def test_spoken_closes_with_a_confirmation():
    step = after_attempt(Outcome.SPOKEN, situation())

    assert step.closed_as is TaskState.DONE
    assert step.writes is Writing.CONFIRMATION


@pytest.mark.parametrize("outcome", [Outcome.SPOKEN, Outcome.REPRESENTATIVE])
def test_what_was_not_told_keeps_the_task_open_for_the_same_caller(outcome):
    step = after_attempt(outcome, situation(), is_told=False)

    assert step.closed_as is None
    assert step.same_caller
    assert step.not_before == local("2026-11-24T09:00")


def test_a_call_that_broke_off_goes_on_the_next_day_with_the_same_caller():
    step = after_attempt(
        Outcome.SPOKEN_PARTLY, situation(day_parts=frozenset({EVENING}))
    )

    assert step.same_caller
    assert not step.is_agreed
    assert step.not_before == local("2026-11-24T18:00")


def test_a_call_that_broke_off_goes_on_as_agreed():
    agreed_at = local(f"{MONDAY}T16:00")
    step = after_attempt(Outcome.SPOKEN_PARTLY, situation(), agreed_at=agreed_at)

    assert step.same_caller
    assert step.is_agreed
    assert step.not_before == agreed_at


def test_without_an_answer_another_part_of_the_day_is_tried():
    assert no_answer(f"{MONDAY}T10:00").not_before == local(f"{MONDAY}T14:00")
    assert no_answer(f"{MONDAY}T13:00").not_before == local(f"{MONDAY}T18:00")


def test_a_part_that_was_tried_before_comes_after_one_that_was_not():
    step = no_answer("2026-11-24T10:00", past(f"{MONDAY}T13:00"))

    assert step.not_before == local("2026-11-24T18:00")


def test_the_four_hours_hold_within_the_other_part_too():
    step = no_answer(f"{MONDAY}T11:50", day_parts=frozenset({MORNING, AFTERNOON}))

    assert step.not_before == local(f"{MONDAY}T15:50")


def test_with_one_permitted_part_it_is_another_day():
    step = no_answer(f"{MONDAY}T10:00", day_parts=frozenset({MORNING}))

    assert step.not_before == local("2026-11-24T09:00")
    assert step.ends_at == local("2026-11-24T12:00")


def test_the_third_attempt_is_never_on_the_day_of_the_first_two():
    step = no_answer(f"{MONDAY}T13:05", past(f"{MONDAY}T09:05"))

    assert step.not_before == local("2026-11-24T18:00")


def test_after_three_attempts_on_two_days_it_is_told_in_writing():
    step = no_answer(
        "2026-11-24T10:00", past(f"{MONDAY}T09:05"), past(f"{MONDAY}T13:05")
    )

    assert step.closed_as is TaskState.WRITTEN
    assert step.writes is Writing.NOTICE


def test_three_attempts_on_one_day_do_not_suffice():
    step = no_answer(
        f"{MONDAY}T18:30", past(f"{MONDAY}T09:05"), past(f"{MONDAY}T13:05")
    )

    assert step.kind is StepKind.CALL_AGAIN
    assert local_date(step.not_before) > local_date(local(f"{MONDAY}T18:30"))


def test_engaged_calls_and_agreements_do_not_count_as_attempts():
    step = no_answer(
        "2026-11-25T10:00",
        past(f"{MONDAY}T10:00", Outcome.ENGAGED),
        past(f"{MONDAY}T10:15", Outcome.CALLBACK_AGREED),
        past("2026-11-24T10:00", Outcome.SPOKEN_PARTLY),
    )

    assert step.kind is StepKind.CALL_AGAIN


def test_where_nothing_may_be_written_the_end_of_the_ladder_is_no_safe_way():
    step = no_answer(
        "2026-11-24T10:00",
        past(f"{MONDAY}T09:05"),
        past(f"{MONDAY}T13:05"),
        can_write=False,
    )

    assert step.waits_for is WaitsFor.NO_SAFE_WAY
    assert step.work == (Work.NO_SAFE_WAY,)
    assert step.closed_as is None


def test_engaged_is_tried_again_after_a_quarter_of_an_hour():
    step = after_attempt(Outcome.ENGAGED, situation(f"{MONDAY}T10:00"))

    assert step.not_before == local(f"{MONDAY}T10:15")


def test_engaged_at_closing_time_is_tried_again_when_it_opens():
    step = after_attempt(Outcome.ENGAGED, situation(f"{MONDAY}T19:50"))

    assert step.not_before == local("2026-11-24T09:00")


def test_after_a_wrong_number_the_next_number_is_called():
    step = after_attempt(
        Outcome.WRONG_NUMBER, situation(other_numbers=(OTHER_NUMBER, UUID(int=3)))
    )

    assert step.number_id == OTHER_NUMBER
    assert step.marks_number_wrong
    assert step.not_before == local(f"{MONDAY}T14:00")


def test_after_the_last_wrong_number_no_safe_way_is_left():
    step = after_attempt(Outcome.WRONG_NUMBER, situation())

    assert step.waits_for is WaitsFor.NO_SAFE_WAY
    assert step.work == (Work.NO_SAFE_WAY,)
    assert step.marks_number_wrong


DOUBTFUL = [Outcome.SOMEONE_ELSE, Outcome.IDENTITY_NOT_CONFIRMED]


@pytest.mark.parametrize("outcome", DOUBTFUL)
def test_somebody_else_on_the_line_is_first_tried_again(outcome):
    step = after_attempt(outcome, situation())

    assert step == no_answer()


@pytest.mark.parametrize("first", DOUBTFUL)
@pytest.mark.parametrize("second", DOUBTFUL)
def test_the_second_time_shn_verifies_the_number(first, second):
    now = situation(f"{MONDAY}T14:00", past(f"{MONDAY}T10:00", first))

    step = after_attempt(second, now)

    assert step.waits_for is WaitsFor.NUMBER_TO_VERIFY
    assert step.work == (Work.NUMBER_TO_VERIFY,)


def test_while_a_number_is_verified_another_one_is_called():
    step = after_attempt(
        Outcome.SOMEONE_ELSE,
        situation(
            f"{MONDAY}T14:00",
            past(f"{MONDAY}T10:00", Outcome.SOMEONE_ELSE),
            other_numbers=(OTHER_NUMBER,),
        ),
    )

    assert step.number_id == OTHER_NUMBER
    assert local_date(step.not_before) == local_date(local("2026-11-24T09:00"))
    assert step.work == (Work.NUMBER_TO_VERIFY,)


def test_an_agreed_moment_holds_also_on_a_sunday():
    sunday = local("2026-11-29T21:00")
    step = after_attempt(Outcome.CALLBACK_AGREED, situation(), agreed_at=sunday)

    assert step.is_agreed
    assert step.not_before == sunday


@pytest.mark.parametrize(
    "agreed_at", [None, f"{MONDAY}T10:00", f"{MONDAY}T09:00", "2027-11-23T10:00"]
)
def test_an_agreement_needs_a_moment_that_is_still_to_come(agreed_at):
    with pytest.raises(UnableToAgreeOnMomentError):
        check_agreed_at(agreed_at and local(agreed_at), at=local(f"{MONDAY}T10:00"))


def test_an_agreement_for_tomorrow_is_fine():
    check_agreed_at(local("2026-11-24T10:00"), at=local(f"{MONDAY}T10:00"))


def test_who_refuses_is_not_phoned_again_and_gets_it_in_writing():
    step = after_attempt(Outcome.REFUSED, situation())

    assert step.closed_as is TaskState.DONE
    assert step.writes is Writing.NOTICE


def test_an_unsafe_call_stops_everything_at_once():
    step = after_attempt(Outcome.UNSAFE, situation(other_numbers=(OTHER_NUMBER,)))

    assert step.waits_for is WaitsFor.UNSAFE
    assert step.marks_at_risk
    assert step.work == (Work.UNSAFE,)
    assert step.not_before is None


def test_an_interpreter_is_ordered_before_the_next_call():
    step = after_attempt(Outcome.INTERPRETER_NEEDED, situation())

    assert step.needs_interpreter
    assert step.work == (Work.INTERPRETER,)
    assert step.not_before == local(f"{MONDAY}T14:00")


def test_hours_that_never_meet_leave_no_safe_way():
    step = no_answer(
        day_parts=frozenset({AFTERNOON}), zone=ZoneInfo("Australia/Sydney")
    )

    assert step.waits_for is WaitsFor.NO_SAFE_WAY


def test_the_screen_can_say_of_every_outcome_what_happens_next():
    steps = what_happens_next(situation(), is_told=False)

    assert set(steps) == set(Outcome)
    assert steps[Outcome.SPOKEN].kind is StepKind.CALL_AGAIN
    assert steps[Outcome.CALLBACK_AGREED].is_agreed


def test_agreed_urgent_engaged_and_broken_off_calls_are_free_of_pauses():
    def free(outcome=None, *, is_agreed=False, is_urgent=False):
        return is_free_of_pauses(
            is_agreed=is_agreed, is_urgent=is_urgent, last_outcome=outcome
        )

    assert free(is_agreed=True)
    assert free(is_urgent=True)
    assert free(Outcome.ENGAGED)
    assert free(Outcome.SPOKEN_PARTLY)
    assert not free(Outcome.NO_ANSWER)
    assert not free()


def test_the_longer_of_both_pauses_holds():
    last = past(f"{MONDAY}T10:00")

    def paused(last=None, others=None):
        return paused_until(last=last, others_reached_at=others and local(others))

    assert paused() is None
    assert paused(last) == local(f"{MONDAY}T14:00")
    assert paused(last, f"{MONDAY}T09:00") == local(f"{MONDAY}T17:00")
    assert paused(last, f"{MONDAY}T04:00") == local(f"{MONDAY}T14:00")
    assert paused(past(f"{MONDAY}T10:00", Outcome.ENGAGED)) is None


@dataclass
class Played:
    """A ladder climbed as the rules say, and what was seen on the way."""

    attempts: list[PastAttempt]
    last: object


def play(outcomes, delays, start, **facts):
    now = situation(MONDAY + "T00:00", **facts)
    at = start
    attempts = []
    for outcome, delay in zip(outcomes, delays, strict=True):
        step = after_attempt(
            outcome,
            replace(now, at=at, earlier=tuple(attempts)),
            agreed_at=at + timedelta(hours=1),
        )
        attempts.append(PastAttempt(at=at, outcome=outcome))
        if step.closed_as or step.not_before is None:
            return Played(attempts, step)
        assert step.not_before > at
        at = step.not_before + delay * (step.ends_at - step.not_before)
    return Played(attempts, step)


ladders = st.integers(1, 10).flatmap(
    lambda length: st.tuples(
        st.lists(st.sampled_from(Outcome), min_size=length, max_size=length),
        st.lists(st.floats(0, 0.99), min_size=length, max_size=length),
    )
)
starts = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001  # the zone is given beside
    datetime(2027, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
any_parts = st.frozensets(st.sampled_from(DayPart))
some_numbers = st.lists(st.uuids(), max_size=2).map(tuple)


@settings(deadline=None, max_examples=60)
@given(ladders, starts, any_parts, some_numbers, st.booleans())
def test_a_ladder_never_counts_a_fourth_attempt(
    ladder, start, day_parts, other_numbers, can_write
):
    facts = {"other_numbers": other_numbers, "can_write": can_write}
    played = play(*ladder, start, day_parts=day_parts, **facts)
    counted = [one for one in played.attempts if OUTCOME_RULES[one.outcome].counts]

    forced = {
        local_date(one.at)
        for one in played.attempts
        if one.outcome in {Outcome.CALLBACK_AGREED, Outcome.SPOKEN_PARTLY}
    }
    if not forced:
        assert len(counted) <= 3
    if len(counted) == 3 and len({local_date(one.at) for one in counted}) > 1:
        ended = played.last.closed_as or played.last.waits_for
        assert ended or played.attempts[-1] is not counted[-1]
    if played.last.kind is StepKind.WRITTEN:
        assert len(counted) >= 3
        assert len({local_date(one.at) for one in counted}) >= 2


@settings(deadline=None, max_examples=60)
@given(ladders, starts, any_parts, some_numbers)
def test_two_attempts_are_four_hours_apart_unless_the_first_is_free_of_it(
    ladder, start, day_parts, other_numbers
):
    played = play(*ladder, start, day_parts=day_parts, other_numbers=other_numbers)

    for one, following in zip(played.attempts, played.attempts[1:], strict=False):
        is_free = not OUTCOME_RULES[one.outcome].pauses
        assert is_free or following.at - one.at >= timedelta(hours=4)
        assert following.at - one.at >= timedelta(minutes=15)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from(COUNTING), min_size=4, max_size=4),
    st.lists(st.floats(0, 0.99), min_size=4, max_size=4),
    starts,
    any_parts,
)
def test_nobody_who_is_not_reached_falls_through(outcomes, delays, start, day_parts):
    played = play(outcomes, delays, start, day_parts=day_parts)

    assert len(played.attempts) <= 3
    assert played.last.writes is Writing.NOTICE or played.last.work


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(Outcome), starts, any_parts, st.booleans())
def test_every_step_closes_waits_for_someone_or_says_when(
    outcome, start, day_parts, is_told
):
    now = situation(MONDAY + "T00:00", day_parts=day_parts)
    step = after_attempt(
        outcome,
        replace(now, at=start),
        agreed_at=start + timedelta(hours=1),
        is_told=is_told,
    )

    ways = [step.closed_as, step.waits_for and step.work, step.not_before]
    assert sum(bool(way) for way in ways) == 1
