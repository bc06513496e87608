from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from portal.domain.phases import HappeningCode as Code
from portal.domain.phases import HistoryEntry, Phase
from portal.domain.steps import StepCode, StepState, steps_for

START = datetime(2026, 8, 14, 9, tzinfo=UTC)
DECISION = uuid4()


def happened(*codes):
    return [
        HistoryEntry(
            at=START + timedelta(days=day),
            arrival=day,
            code=code,
            decision_id=DECISION if code == Code.DECISION else None,
        )
        for day, code in enumerate(codes)
    ]


def road(phase, *codes, **given):
    return [(s.code, s.state) for s in steps_for(phase, happened(*codes), **given)]


@pytest.mark.parametrize("phase", Phase)
def test_every_phase_has_a_road_with_one_place_on_it(phase):
    states = [step.state for step in steps_for(phase, [])]

    assert states.count(StepState.NOW) == 1
    assert states == sorted(states, key=["done", "now", "later"].index)


def test_what_is_done_carries_its_day_and_its_decision():
    steps = steps_for(
        Phase.SUMMONED, happened(Code.REPORTED, Code.CASE_RECEIVED, Code.DECISION)
    )

    assert steps[0].at == START
    assert steps[3].decision_id == DECISION
    assert steps[-1].at is None


def test_what_the_gate_hides_is_on_no_step():
    steps = steps_for(Phase.AT_PROSECUTOR, happened(Code.REPORTED, Code.CASE_RECEIVED))

    assert (StepCode.DECISION, StepState.LATER) in [(s.code, s.state) for s in steps]
    assert all(step.decision_id is None for step in steps)


def test_the_hearing_that_is_next_carries_its_moment():
    moment = START + timedelta(days=100)
    steps = steps_for(Phase.HEARING_PLANNED, [], next_hearing_at=moment)

    assert [step.at for step in steps if step.code is StepCode.HEARING] == [moment]


def test_a_penalty_that_is_carried_out_never_saw_a_judge():
    codes = [code for code, _ in road(Phase.EXECUTION, Code.REPORTED, Code.DECISION)]

    assert StepCode.HEARING not in codes
    assert StepCode.JUDGMENT not in codes
    judged = road(Phase.EXECUTION, Code.REPORTED, Code.DECISION, Code.JUDGMENT)
    assert (StepCode.JUDGMENT, StepState.DONE) in judged


def test_a_report_that_went_to_halt_waits_for_no_prosecutor():
    going = road(Phase.REPORTED, Code.REPORTED, Code.HALT_REFERRED)
    over = road(Phase.REPORTED, Code.REPORTED, Code.HALT_REFERRED, Code.HALT_ENDED)

    assert going[-1] == (StepCode.HALT, StepState.NOW)
    assert over[-1] == (StepCode.HALT, StepState.DONE)
    assert StepCode.PROSECUTOR not in [code for code, _ in going]


def test_halt_that_is_over_carries_the_day_on_which_it_ended():
    entries = happened(Code.REPORTED, Code.HALT_REFERRED, Code.HALT_ENDED)
    assert steps_for(Phase.REPORTED, entries)[-1].at == entries[-1].at
    assert steps_for(Phase.REPORTED, entries[:-1])[-1].at == entries[-2].at
