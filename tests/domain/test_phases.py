from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.phases import HappeningCode as Code
from portal.domain.phases import HistoryEntry, Phase, phase_of

START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def history(*happened):
    """Each a code, or a code with details; a day between them."""
    pairs = [item if isinstance(item, tuple) else (item, {}) for item in happened]
    return [
        HistoryEntry(at=START + timedelta(days=day), arrival=day, code=code, detail=it)
        for day, (code, it) in enumerate(pairs)
    ]


def decided(kind, *grounds, facts=None):
    return (Code.DECISION, {"kind": kind, "grounds": list(grounds), "facts": facts})


def hearing(code, name="zit-1", kind="inhoudelijk"):
    return (code, {"hearing": name, "kind": kind})


RECEIVED = (Code.REPORTED, Code.CASE_RECEIVED)
SUMMONED = (*RECEIVED, decided("dagvaarden"))
PLANNED = (*SUMMONED, hearing(Code.HEARING_PLANNED))


@pytest.mark.parametrize(
    ("happened", "phase"),
    [
        ((), Phase.REPORTED),
        ((Code.REPORTED,), Phase.REPORTED),
        ((Code.REPORTED, Code.INVESTIGATION_STOPPED), Phase.INVESTIGATION_STOPPED),
        (
            (Code.REPORTED, Code.INVESTIGATION_STOPPED, Code.CASE_RECEIVED),
            Phase.AT_PROSECUTOR,
        ),
        ((*RECEIVED, Code.INVESTIGATION_STOPPED), Phase.AT_PROSECUTOR),
        (RECEIVED, Phase.AT_PROSECUTOR),
        ((*RECEIVED, (Code.INTENDED_DECISION, {})), Phase.AT_PROSECUTOR),
        ((*RECEIVED, decided("sepot", "02")), Phase.DISMISSED),
        ((*RECEIVED, decided("sepot", "99")), Phase.JOINED),
        ((*RECEIVED, decided("sepot", "99", "02")), Phase.DISMISSED),
        ((*RECEIVED, decided("sepot", "77")), Phase.DISMISSED),
        ((*RECEIVED, decided("strafbeschikking")), Phase.PENALTY_ORDER),
        ((*RECEIVED, decided("transactie")), Phase.SETTLED),
        ((*RECEIVED, decided("halt")), Phase.HALT),
        ((*RECEIVED, decided("mediation")), Phase.MEDIATION),
        ((*RECEIVED, decided("overdracht")), Phase.TRANSFERRED),
        ((*RECEIVED, decided("voeging")), Phase.JOINED),
        (SUMMONED, Phase.SUMMONED),
        ((*SUMMONED, decided("sepot", "02")), Phase.DISMISSED),
        ((*RECEIVED, decided("sepot", "02"), Code.DECISION_REVISED), "at_prosecutor"),
        (PLANNED, Phase.HEARING_PLANNED),
        ((*PLANNED, hearing(Code.HEARING_CHANGED)), Phase.HEARING_PLANNED),
        ((*PLANNED, hearing(Code.HEARING_CANCELLED)), Phase.SUMMONED),
        ((*PLANNED, hearing(Code.HEARING_ADJOURNED)), Phase.HEARING_ADJOURNED),
        ((*PLANNED, hearing(Code.HEARING_HELD)), Phase.HEARING_PLANNED),
        ((*PLANNED, hearing(Code.HEARING_HELD), Code.JUDGMENT), Phase.JUDGED),
        ((*PLANNED, Code.JUDGMENT, Code.APPEAL), Phase.APPEALED),
        ((*PLANNED, Code.JUDGMENT, Code.FINAL), Phase.FINAL),
        ((*PLANNED, Code.JUDGMENT, Code.FINAL, Code.PAYMENT), Phase.EXECUTION),
        ((*RECEIVED, decided("strafbeschikking"), Code.PAYMENT), Phase.EXECUTION),
    ],
)
def test_each_happening_leads_to_its_phase(happened, phase):
    assert phase_of(history(*happened)) == phase


def test_an_appeal_stays_until_the_judgment_is_final():
    appealed = (*PLANNED, Code.JUDGMENT, Code.APPEAL)
    later = (hearing(Code.HEARING_PLANNED, "zit-2"), Code.JUDGMENT)

    assert phase_of(history(*appealed, *later)) == Phase.APPEALED
    assert phase_of(history(*appealed, *later, Code.FINAL)) == Phase.FINAL


def test_a_case_with_another_hearing_to_come_stays_planned():
    two = (*PLANNED, hearing(Code.HEARING_PLANNED, "zit-2"))

    assert phase_of(history(*two, hearing(Code.HEARING_CANCELLED))) == "hearing_planned"
    assert phase_of(history(*two, hearing(Code.HEARING_ADJOURNED))) == "hearing_planned"


def test_a_hearing_put_off_for_a_case_that_was_dropped_does_not_bring_it_back():
    dropped = (*PLANNED, decided("sepot", "02"))

    for code in (Code.HEARING_CANCELLED, Code.HEARING_ADJOURNED, Code.HEARING_CHANGED):
        assert phase_of(history(*dropped, hearing(code))) == Phase.DISMISSED


def test_a_hearing_about_a_complaint_is_no_trial():
    about_complaint = hearing(Code.HEARING_PLANNED, "zit-9", "raadkamer-12sv")
    dismissed = (*RECEIVED, decided("sepot", "02"))

    assert phase_of(history(*dismissed, about_complaint)) == Phase.DISMISSED


def test_facts_that_went_different_ways_leave_the_case_where_it_goes_on():
    split = (
        *RECEIVED,
        decided("dagvaarden", facts=["feit/1"]),
        decided("sepot", "02", facts=["feit/2"]),
    )

    assert phase_of(history(*split)) == Phase.SUMMONED
    replaced = (*split, decided("sepot", "40", facts=["feit/1"]))
    assert phase_of(history(*replaced)) == Phase.DISMISSED


def test_only_an_objection_that_is_upheld_brings_the_case_back():
    ordered = (*RECEIVED, decided("strafbeschikking"))

    for state in ("raised", "withdrawn", "inadmissible"):
        objected = (Code.OBJECTION, {"state": state})
        assert phase_of(history(*ordered, objected)) == Phase.PENALTY_ORDER
    upheld = (Code.OBJECTION, {"state": "upheld"})
    assert phase_of(history(*ordered, upheld)) == Phase.AT_PROSECUTOR


def test_a_late_older_decision_changes_nothing():
    told = history(
        *RECEIVED, decided("sepot", "40"), Code.DECISION_REVISED, decided("dagvaarden")
    )

    assert phase_of([*told[:2], *told[3:], told[2]]) == Phase.SUMMONED


ANYTHING = st.one_of(
    st.sampled_from([code for code in Code if not code.startswith("hearing_")]).map(
        lambda code: (code, {"kind": "sepot", "grounds": ["02"]})
    ),
    st.builds(
        lambda kind, ground, facts: decided(kind, ground, facts=facts),
        st.sampled_from(["sepot", "dagvaarden", "halt", "strafbeschikking"]),
        st.sampled_from(["02", "99", "77"]),
        st.sampled_from([None, ["a"], ["b"], ["a", "b"]]),
    ),
    st.builds(
        hearing,
        st.sampled_from([code for code in Code if code.startswith("hearing_")]),
        st.sampled_from(["zit-1", "zit-2"]),
        st.sampled_from(["inhoudelijk", "raadkamer-12sv"]),
    ),
)


@given(happened=st.lists(ANYTHING, max_size=12), data=st.data())
def test_any_order_of_arrival_gives_the_same_phase(happened, data):
    told = history(*happened)
    shuffled = data.draw(st.permutations(told))

    assert phase_of(shuffled) == phase_of(told)


@given(happened=st.lists(ANYTHING, max_size=12))
def test_every_history_has_a_phase(happened):
    assert phase_of(history(*happened)) in Phase
