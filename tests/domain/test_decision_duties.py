from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from portal.domain.call_tasks import Recipient, TaskKind
from portal.domain.cases import DecisionKind
from portal.domain.decision_duties import call_about, duties
from portal.domain.owed import Coverage, Duty, KnownDecision, Told
from portal.domain.standing import DecisionState
from portal.domain.victims import Communication

NOBODY = frozenset()
UNTOLD = Told(
    known=NOBODY, known_of_notice=NOBODY, written=NOBODY, written_of_notice=NOBODY
)
AT = datetime(2026, 11, 16, 10, tzinfo=UTC)


def decide(
    *grounds,
    kind=DecisionKind.SEPOT,
    state=DecisionState.STANDS,
    served_on=None,
):
    return KnownDecision(
        id=uuid4(),
        kind=kind,
        state=state,
        grounds=grounds or ("02",),
        served_on=served_on,
        order=(AT, 1),
    )


def cover(decision, **changes):
    facts = {
        "tells_revision": False,
        "is_open": True,
        "was_cancelled": False,
        "is_told": False,
        "is_removed": False,
        "covers_notice": False,
    }
    return Coverage(decision_id=decision.id, task_id=uuid4(), **(facts | changes))


def owed(decision, *coverage, told=UNTOLD, compensated=(), **recipient):
    facts = {"is_deceased": False, "opted_out": False, "has_compensation": False}
    found = duties(
        decisions=[decision],
        recipient=Recipient(**(facts | recipient)),
        compensated=compensated,
        coverage=coverage,
        told=told,
    )
    return [it.duty for it in found]


def test_a_sepot_is_told_by_phone_once():
    sepot = decide()
    assert owed(sepot) == [Duty.CALL]
    assert owed(sepot, cover(sepot)) == []
    assert owed(sepot, cover(sepot, is_open=False, is_told=True)) == []


def test_a_sepot_told_in_writing_is_not_called_about_again():
    sepot = decide()
    assert owed(sepot, cover(sepot, is_open=False)) == []


def test_a_case_that_was_entered_twice_is_nobodys_call():
    assert owed(decide("99")) == []


def test_the_end_of_an_execution_is_called_about_only_when_money_is_lost():
    sepot = decide("93")
    assert owed(sepot) == [Duty.WRITE]
    assert owed(sepot, compensated=[sepot.id]) == [Duty.CALL]


def test_who_opted_out_is_not_called_and_gets_what_the_law_owes():
    assert owed(decide(), opted_out=True) == []
    served = decide(served_on=date(2026, 11, 20))
    assert owed(served, opted_out=True) == [Duty.WRITE_LEGAL_NOTICE]


def test_nobody_is_called_about_who_died():
    assert owed(decide(), is_deceased=True) == []


def test_opting_out_stops_a_call_that_was_not_made():
    sepot = decide()
    assert owed(sepot, cover(sepot), opted_out=True) == [Duty.STOP_CALLING]


def test_a_revised_sepot_stops_its_call():
    sepot = decide(state=DecisionState.REVISED)
    assert owed(sepot, cover(sepot)) == [Duty.STOP_CALLING]


@pytest.mark.parametrize("way", ["told", "known", "written"])
def test_a_revised_sepot_that_reached_her_makes_a_call_that_it_goes_on(way):
    sepot = decide(state=DecisionState.REVISED)
    reached = Told(
        known=frozenset({sepot.id} if way == "known" else ()),
        known_of_notice=NOBODY,
        written=frozenset({sepot.id} if way == "written" else ()),
        written_of_notice=NOBODY,
    )
    coverage = [cover(sepot, is_open=False, is_told=True)] if way == "told" else []
    assert owed(sepot, *coverage, told=reached) == [Duty.CALL_THAT_IT_GOES_ON]
    again = cover(sepot, tells_revision=True)
    assert owed(sepot, *coverage, again, told=reached) == []


def test_a_notice_served_after_the_call_is_told_too():
    served = decide(served_on=date(2026, 11, 20))
    called = cover(served, is_open=False, is_told=True)
    assert owed(served, called) == [Duty.CALL_ABOUT_NOTICE]
    assert owed(served, called, cover(served, covers_notice=True)) == []


def test_a_call_cancelled_after_reading_does_not_come_back():
    sepot = decide()
    cancelled = cover(sepot, is_open=False, was_cancelled=True)
    read = Told(
        known=frozenset({sepot.id}),
        known_of_notice=NOBODY,
        written=NOBODY,
        written_of_notice=NOBODY,
    )
    assert owed(sepot, cancelled, told=read) == []
    assert owed(sepot, cancelled) == [Duty.CALL]


def test_a_transfer_is_told_in_writing():
    assert owed(decide(kind=DecisionKind.TRANSFER)) == [Duty.WRITE]


@pytest.mark.parametrize(
    "kind", ["strafbeschikking", "transactie", "halt", "mediation", "dagvaarden"]
)
def test_every_other_decision_is_told_by_phone(kind):
    decision = decide(kind=DecisionKind(kind))
    assert owed(decision) == [Duty.CALL]
    assert owed(decision, cover(decision, kind=TaskKind.DECISION)) == []
    assert owed(decision, opted_out=True) == (
        [Duty.WRITE_LEGAL_NOTICE] if kind in {"strafbeschikking", "transactie"} else []
    )
    in_writing = owed(decision, communication=Communication.IN_WRITING)
    assert in_writing == [Duty.WRITE]


def test_a_decision_is_a_call_of_its_own_kind_until_a_notice_ends_the_case():
    halt = decide(kind=DecisionKind.HALT)
    served = decide(kind=DecisionKind.HALT, served_on=date(2026, 11, 20))
    assert call_about(halt) is TaskKind.DECISION
    assert call_about(served) is TaskKind.SEPOT
    assert call_about(decide()) is TaskKind.SEPOT


@pytest.mark.parametrize("kind", ["strafbeschikking", "halt", "dagvaarden"])
def test_whatever_she_was_told_and_fell_makes_a_call_that_it_goes_on(kind):
    fell = decide(kind=DecisionKind(kind), state=DecisionState.REVISED)
    told = cover(fell, is_open=False, is_told=True)
    assert owed(fell, told) == [Duty.CALL_THAT_IT_GOES_ON]
    assert owed(fell, cover(fell)) == [Duty.STOP_CALLING]


def test_a_notice_moves_a_decision_to_the_call_that_tells_both():
    served = decide(kind=DecisionKind.HALT, served_on=date(2026, 11, 20))
    before = cover(served, kind=TaskKind.DECISION)
    assert owed(served, before) == [Duty.CALL, Duty.STOP_CALLING]


def test_what_was_told_to_one_who_was_two_on_file_is_not_told_again():
    sepot = decide()
    told = cover(sepot, is_open=False, is_told=True)
    assert owed(sepot, told, cover(sepot)) == [Duty.STOP_CALLING]
    served = decide(served_on=date(2026, 11, 20))
    told = cover(served, is_open=False, is_told=True)
    assert owed(served, told, cover(served, covers_notice=True)) == []


def test_what_follows_from_a_refused_call_is_written():
    served = decide(served_on=date(2026, 11, 20))
    refused = cover(served, is_open=False, was_refused=True)
    assert owed(served, refused) == [Duty.WRITE]
    fell = decide(state=DecisionState.REVISED)
    assert owed(fell, cover(fell, is_open=False, was_refused=True)) == [Duty.WRITE]


def test_that_it_goes_on_is_not_told_to_who_wants_no_news():
    fell = decide(state=DecisionState.REVISED)
    told = cover(fell, is_open=False, is_told=True)
    goes_on = cover(fell, tells_revision=True)
    assert owed(fell, told, goes_on, opted_out=True) == [Duty.STOP_CALLING]
    fallen = cover(fell, tells_revision=True, is_open=False, was_cancelled=True)
    assert owed(fell, told, fallen) == [Duty.CALL_THAT_IT_GOES_ON]
