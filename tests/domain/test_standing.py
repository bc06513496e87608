from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.cases import DecisionKind, ObjectionState
from portal.domain.standing import (
    DecisionState,
    Objection,
    ServedNotice,
    TakenDecision,
    settle,
)

START = datetime(2026, 11, 9, 10, tzinfo=UTC)
FACTS = ("1", "2")


def decide(day, *, kind=DecisionKind.SEPOT, facts=None, arrival=None):
    return TakenDecision(
        id=uuid4(),
        kind=kind,
        decided_at=START + timedelta(days=day),
        arrival=day if arrival is None else arrival,
        facts=None if facts is None else frozenset(facts),
    )


def states(decisions, *, revised=(), objections=(), notices=()):
    settled = settle(
        decisions=decisions,
        revised_at=[START + timedelta(days=day) for day in revised],
        objections=objections,
        notices=notices,
        facts=FACTS,
    )
    return [settled[decision.id].state for decision in decisions]


def test_the_newest_decision_stands_whatever_arrived_last():
    sepot, late = decide(5, arrival=1), decide(0, arrival=2)
    assert states([sepot, late]) == [DecisionState.STANDS, DecisionState.REPLACED]


def test_after_a_revision_none_stands_until_a_newer_decision():
    sepot = decide(0)
    assert states([sepot], revised=[3]) == [DecisionState.REVISED]
    summons = decide(5, kind=DecisionKind.SUMMONS)
    assert states([sepot, summons], revised=[3]) == [
        DecisionState.REVISED,
        DecisionState.STANDS,
    ]


def test_a_concept_from_before_the_revised_decision_was_replaced_not_revised():
    concept, sepot = decide(-10, arrival=99), decide(0)
    assert states([concept, sepot], revised=[3]) == [
        DecisionState.REPLACED,
        DecisionState.REVISED,
    ]


def test_decisions_on_different_facts_stand_side_by_side():
    first, second = decide(0, facts=["1"]), decide(1, facts=["2"])
    assert states([first, second]) == [DecisionState.STANDS, DecisionState.STANDS]


def test_a_decision_is_replaced_once_all_its_facts_are_decided_anew():
    whole, one, two = decide(0), decide(1, facts=["1"]), decide(2, facts=["2"])
    assert states([whole, one])[0] is DecisionState.STANDS
    assert states([whole, one, two])[0] is DecisionState.REPLACED


def test_an_objection_contests_and_its_withdrawal_restores():
    order = decide(0, kind=DecisionKind.PENALTY_ORDER)
    raised = Objection(at=START + timedelta(days=1), state=ObjectionState.RAISED)
    ended = Objection(at=START + timedelta(days=2), state=ObjectionState.WITHDRAWN)
    upheld = Objection(at=START + timedelta(days=3), state=ObjectionState.UPHELD)
    assert states([order], objections=[raised]) == [DecisionState.CONTESTED]
    assert states([order], objections=[raised, ended]) == [DecisionState.STANDS]
    assert states([order], objections=[upheld, raised]) == [DecisionState.REVISED]


def test_a_served_notice_belongs_to_the_sepot_before_it():
    sepot, summons = decide(0), decide(9, kind=DecisionKind.SUMMONS)
    notice = ServedNotice(at=START + timedelta(days=3), served_on=date(2026, 11, 12))
    settled = settle(
        decisions=[summons, sepot],
        revised_at=[],
        objections=[],
        notices=[notice],
        facts=FACTS,
    )
    assert settled[sepot.id].served_on == date(2026, 11, 12)
    assert settled[summons.id].served_on is None


@given(
    days=st.lists(st.integers(0, 20), min_size=1, max_size=4, unique=True),
    revised=st.lists(st.integers(0, 20), max_size=2),
)
def test_the_order_in_which_decisions_are_read_does_not_matter(days, revised):
    decisions = [decide(day) for day in days]
    outcomes = set()
    for order in permutations(decisions):
        settled = settle(
            decisions=order,
            revised_at=[START + timedelta(days=day) for day in revised],
            objections=[],
            notices=[],
            facts=FACTS,
        )
        outcomes.add(frozenset((key, it.state) for key, it in settled.items()))
    assert len(outcomes) == 1


@given(days=st.lists(st.integers(0, 9), min_size=1, max_size=6, unique=True))
def test_exactly_one_decision_of_all_facts_stands_without_revisions(days):
    found = states([decide(day) for day in days])
    assert found.count(DecisionState.STANDS) == 1
