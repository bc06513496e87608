"""Whatever an organisation makes of its rules: every ladder ends, and in peace."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from portal.domain.calendar import AMSTERDAM, local_date
from portal.domain.call_kinds import KINDS, EndsIn, LadderRule
from portal.domain.call_ladder import PastAttempt, Situation, after_attempt
from portal.domain.call_tasks import TaskKind
from portal.domain.calling_hours import next_window
from portal.domain.ladder_examples import never_answered
from portal.domain.next_steps import StepKind, Work
from portal.domain.opening_hours import DEFAULT_HOURS, URGENT_HOURS
from portal.domain.outcome_rules import (
    COUNTED,
    CorrectedBy,
    Figure,
    differences,
    figures_of,
    find_figure_problems,
    find_other_problems,
    find_rule_problems,
    general_rule,
    is_at_once,
    kinds_that_break,
    limits_of,
    read_rule,
    rule_of,
)
from portal.domain.outcomes import COUNTING, Outcome
from portal.domain.victims import DayPart

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SHIPPED = {it: str(value) for it, value in figures_of(LadderRule()).items()}
SEPOT = TaskKind.SEPOT


def typed(**changes):
    return {**SHIPPED, **{Figure(name): text for name, text in changes.items()}}


@pytest.mark.parametrize("kind", [None, *TaskKind])
def test_what_is_shipped_is_within_the_limits(kind):
    rule = KINDS[kind].ladder if kind else LadderRule()
    figures = {it: str(value) for it, value in figures_of(rule).items()}
    assert find_figure_problems(kind, figures) == {}
    assert read_rule(kind, figures) == rule


@pytest.mark.parametrize(
    ("changes", "figure"),
    [
        ({"attempts": "0"}, Figure.ATTEMPTS),
        ({"attempts": "9"}, Figure.ATTEMPTS),
        ({"attempts": "drie"}, Figure.ATTEMPTS),
        ({"attempts": "-1"}, Figure.ATTEMPTS),
        ({"days": "1"}, Figure.DAYS),
        ({"days": "4"}, Figure.DAYS),
        ({"pause_hours": "3"}, Figure.PAUSE_HOURS),
        ({"attempts": "8", "pause_hours": "72"}, Figure.PAUSE_HOURS),
        ({"engaged_minutes": "1"}, Figure.ENGAGED_MINUTES),
        ({"doubts": "3"}, Figure.DOUBTS),
        ({"ends_in": "supervisor"}, Figure.ENDS_IN),
        ({"ends_in": "nothing"}, Figure.ENDS_IN),
        ({"corrected_by": "anybody"}, Figure.CORRECTED_BY),
    ],
)
def test_what_the_law_or_her_peace_forbids_is_said_at_its_figure(changes, figure):
    assert set(find_figure_problems(SEPOT, typed(**changes))) == {figure}


def test_nobody_makes_a_letter_of_a_release_or_of_hearing_her_before_a_decision():
    for kind in (TaskKind.RELEASE, TaskKind.CONSULTATION):
        assert limits_of(kind).ends_in == (EndsIn.SUPERVISOR,)


def test_no_figure_says_what_a_no_or_an_unsafe_call_does():
    assert set(Figure) == {*COUNTED, Figure.ENDS_IN, Figure.CORRECTED_BY}
    rule = rule_of(SEPOT, general={}, own={Figure.ATTEMPTS: 8})
    for outcome, kind in ((Outcome.REFUSED, "refused"), (Outcome.UNSAFE, "wait")):
        assert after_attempt(outcome, situation(rule, NOW)).kind == kind


def test_own_figures_stand_above_general_ones_above_what_is_shipped():
    general = {Figure.ATTEMPTS: 4, Figure.PAUSE_HOURS: 6}
    rule = rule_of(SEPOT, general=general, own={Figure.ATTEMPTS: 5})
    assert (rule.attempts, rule.pause) == (5, timedelta(hours=6))
    assert rule.days == LadderRule().days


def test_a_release_follows_no_general_figure():
    release = rule_of(TaskKind.RELEASE, general={Figure.PAUSE_HOURS: 6}, own={})
    assert release == KINDS[TaskKind.RELEASE].ladder


def test_the_hour_after_which_a_release_is_tried_again_is_nobodys_choice():
    """What is urgent is tried within the hour whatever the figures (design 4.10)."""
    assert limits_of(TaskKind.RELEASE).between[Figure.PAUSE_HOURS] == (1, 1)


def test_a_general_ending_passes_over_kinds_that_may_not_end_so():
    general = {Figure.ENDS_IN: "letter_and_supervisor"}
    heard = rule_of(TaskKind.CONSULTATION, general=general, own={})
    assert heard.ends_in is EndsIn.SUPERVISOR
    both = EndsIn.LETTER_AND_SUPERVISOR
    assert rule_of(SEPOT, general=general, own={}).ends_in is both


def test_what_a_no_leads_to_stays_that_of_the_kind():
    rule = rule_of(TaskKind.AFTERCARE, general={Figure.ATTEMPTS: 2}, own={})
    assert not rule.refusal_is_written


def test_only_differences_are_kept():
    base = general_rule({Figure.ATTEMPTS: 4})
    rule = rule_of(SEPOT, general={Figure.ATTEMPTS: 4}, own={Figure.DAYS: 3})
    assert differences(rule, base=base) == {Figure.DAYS: 3}
    assert differences(base, base=base) == {}


def test_a_kind_whose_own_figures_no_longer_fit_is_named():
    own = {SEPOT: {Figure.ATTEMPTS: 2}, TaskKind.JUDGMENT: {Figure.ATTEMPTS: 5}}
    assert kinds_that_break(own, general={Figure.DAYS: 3}, own=own) == [SEPOT]


@pytest.mark.parametrize(
    ("day", "valid_from"),
    [
        ("", NOW),
        ("2026-11-23", NOW),
        ("2026-11-24", datetime(2026, 11, 23, 23, tzinfo=UTC)),
        ("2026-11-22", None),
        ("2028-01-01", None),
        ("24-11-2026", None),
    ],
)
def test_a_change_holds_now_or_from_the_start_of_a_day_to_come(day, valid_from):
    found, problems = find_other_problems(reason="Omdat.", from_day=day, now=NOW)
    assert found == valid_from
    assert ("from_day" in problems) == (valid_from is None)


def test_after_the_letter_a_supervisor_hears_where_the_rules_say_so():
    rule = rule_of(
        SEPOT,
        general={},
        own={
            Figure.ATTEMPTS: 1,
            Figure.DAYS: 1,
            Figure.ENDS_IN: "letter_and_supervisor",
        },
    )
    step = after_attempt(Outcome.NO_ANSWER, situation(rule, NOW))
    assert (step.kind, step.work) == (StepKind.WRITTEN, (Work.NOT_REACHED,))


def test_who_is_not_surely_she_can_be_looked_into_the_first_time():
    rule = rule_of(SEPOT, general={}, own={Figure.DOUBTS: 1})
    step = after_attempt(Outcome.SOMEONE_ELSE, situation(rule, NOW))
    assert step.waits_for == "number_to_verify"


def test_who_never_answers_is_called_at_moments_that_one_can_read():
    example = never_answered(LadderRule(), start=NOW, hours=DEFAULT_HOURS)
    said = [f"{it.astimezone(AMSTERDAM):%d %H}" for it in example.moments]
    assert said == ["23 10", "23 14", "24 18"]
    assert example.is_written
    assert not example.is_work


def test_a_release_that_nobody_answers_is_somebodys_work_the_same_day():
    rule = KINDS[TaskKind.RELEASE].ladder
    example = never_answered(rule, start=NOW, hours=URGENT_HOURS)
    assert {local_date(it) for it in example.moments} == {local_date(NOW)}
    assert example.is_work


def situation(rule, at, **facts):
    return Situation(
        **{
            "at": at,
            "earlier": (),
            "hours": DEFAULT_HOURS,
            "day_parts": frozenset(),
            "zone": AMSTERDAM,
            "other_numbers": (),
            "can_write": True,
            "rule": rule,
            **facts,
        }
    )


@st.composite
def valid_rules(draw):
    """Any kind with any figures that the page would take."""
    kind = draw(st.sampled_from(TaskKind))
    limits = limits_of(kind)
    figures = {
        it: str(draw(st.integers(*between))) for it, between in limits.between.items()
    }
    figures[Figure.ENDS_IN] = str(draw(st.sampled_from(limits.ends_in)))
    figures[Figure.CORRECTED_BY] = str(draw(st.sampled_from(CorrectedBy)))
    assume(not find_figure_problems(kind, figures))
    return kind, read_rule(kind, figures)


starts = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001  # the zone is given beside
    datetime(2027, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
calls = st.lists(
    st.tuples(
        st.sampled_from(sorted(COUNTING | {Outcome.ENGAGED})), st.floats(0, 0.99)
    ),
    min_size=30,
    max_size=30,
)
any_parts = st.frozensets(st.sampled_from(DayPart))


def climb(chosen, calls, start, parts):
    """Call whenever it may be called, as late in each stretch as is given."""
    kind, rule = chosen
    hours = URGENT_HOURS if is_at_once(kind) else DEFAULT_HOURS
    facts = {"hours": hours, "day_parts": parts, "other_numbers": ()}
    first = next_window(earliest=start, hours=hours, day_parts=parts, zone=AMSTERDAM)
    at, made, windows = first.starts_at, [], []
    for outcome, late in calls:
        step = after_attempt(outcome, situation(rule, at, earlier=tuple(made), **facts))
        made.append(PastAttempt(at=at, outcome=outcome))
        if step.closed_as or step.waits_for or Work.NOT_REACHED in step.work:
            return made, windows, step
        windows.append(step)
        at = step.not_before + late * (step.ends_at - step.not_before)
    return made, windows, step


@settings(deadline=None, max_examples=150)
@given(valid_rules(), calls, starts, any_parts)
def test_whatever_the_rules_every_ladder_ends(chosen, calls, start, parts):
    _, rule = chosen
    counting = [it for it, _ in calls if it in COUNTING]
    assume(len(counting) > rule.attempts + rule.days)
    made, _, last = climb(chosen, calls, start, parts)
    counted = [it for it in made if it.outcome in COUNTING]
    assert last.closed_as or last.waits_for or Work.NOT_REACHED in last.work
    assert len(counted) <= rule.attempts
    if last.closed_as:
        assert len(counted) == rule.attempts
        assert len({local_date(it.at) for it in counted}) >= rule.days


@settings(deadline=None, max_examples=150)
@given(valid_rules(), calls, starts, any_parts)
def test_whatever_the_rules_two_attempts_keep_their_pause(chosen, calls, start, parts):
    _, rule = chosen
    made, _, _ = climb(chosen, calls, start, parts)
    for one, following in pairwise(made):
        is_engaged = one.outcome is Outcome.ENGAGED
        pause = rule.pause_after_engaged if is_engaged else rule.pause
        assert following.at - one.at >= pause


@settings(deadline=None, max_examples=150)
@given(valid_rules(), calls, starts, any_parts)
def test_whatever_the_rules_nobody_is_called_outside_the_hours(
    chosen, calls, start, parts
):
    hours = URGENT_HOURS if is_at_once(chosen[0]) else DEFAULT_HOURS
    _, windows, _ = climb(chosen, calls, start, parts)
    for step in windows:
        around = next_window(
            earliest=step.not_before, hours=hours, day_parts=parts, zone=AMSTERDAM
        )
        assert around.starts_at == step.not_before
        assert step.ends_at <= around.ends_at


@given(valid_rules(), valid_rules())
def test_what_is_kept_of_a_change_gives_back_the_whole_rule(chosen, other):
    kind, rule = chosen
    general = {it: figures_of(other[1])[it] for it in COUNTED}
    kept = differences(rule, base=rule_of(kind, general=general, own={}))
    assert rule_of(kind, general=general, own=kept) == rule


def test_rules_that_do_not_fit_still_end():
    """A plan that another overtook may leave more days than attempts."""
    odd = rule_of(SEPOT, general={Figure.DAYS: 5}, own={Figure.ATTEMPTS: 2})
    assert find_rule_problems(SEPOT, odd)
    example = never_answered(odd, start=NOW, hours=DEFAULT_HOURS)
    assert example.is_written
    assert len(example.moments) == odd.days
