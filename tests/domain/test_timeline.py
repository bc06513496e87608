from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.gate import Told
from portal.domain.phases import HappeningCode as Code
from portal.domain.phases import HistoryEntry, Phase
from portal.domain.timeline import Viewer, timeline, visible_phase

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
ANNA, BORIS = uuid4(), uuid4()
HER_FACT, HIS_FACT = "09-551203-26/1", "09-551203-26/2"
SEPOT = uuid4()
CALL_DUE = Told(is_call_due=True, had_call=True)


def entry(day, code, *, victim=None, decision=None, **detail):
    return HistoryEntry(
        at=START + timedelta(days=day),
        arrival=day,
        code=code,
        detail=detail,
        victim_id=victim,
        decision_id=decision,
    )


def sepot(day=3, *, decision=SEPOT, facts=None):
    return entry(
        day, Code.DECISION, decision=decision, kind="sepot", grounds=["02"], facts=facts
    )


def anna(*, told=None, custody=False):
    return Viewer(
        victim_id=ANNA,
        facts=frozenset({HER_FACT}),
        wants_custody_news=custody,
        told=told or {},
    )


def seen(history, viewer):
    return [str(item.code) for item in timeline(history, viewer) if item.visible]


AT_PROSECUTOR = [entry(0, Code.REPORTED), entry(1, Code.CASE_RECEIVED)]


def test_the_gate_hides_the_decision_and_the_phase():
    history = [*AT_PROSECUTOR, sepot()]
    closed = anna(told={SEPOT: CALL_DUE})

    assert seen(history, closed) == ["reported", "case_received"]
    assert visible_phase(history, closed) is Phase.AT_PROSECUTOR
    assert timeline(history, closed)[-1].visible is False


@pytest.mark.parametrize(
    "told",
    [
        Told(),
        Told(had_call=True, is_told=True),
        Told(is_call_due=True, had_call=True, is_known=True),
        Told(is_call_due=True, had_call=True, is_written=True),
    ],
)
def test_told_written_read_or_not_to_be_called_opens_the_gate(told):
    history = [*AT_PROSECUTOR, sepot()]

    assert seen(history, anna(told={SEPOT: told}))[-1] == "decision"
    assert visible_phase(history, anna(told={SEPOT: told})) is Phase.DISMISSED


def test_a_newer_hidden_decision_leaves_the_phase_as_it_was():
    summons = uuid4()
    history = [
        *AT_PROSECUTOR,
        entry(2, Code.DECISION, decision=summons, kind="dagvaarden", grounds=[]),
        sepot(3),
    ]
    told = Told(is_standing=False, is_told=True)
    viewer = anna(told={summons: told, SEPOT: CALL_DUE})

    assert visible_phase(history, viewer) is Phase.SUMMONED


def test_a_decision_that_fell_before_anybody_told_it_never_was():
    history = [*AT_PROSECUTOR, sepot(), entry(4, Code.DECISION_REVISED)]
    fallen = Told(is_standing=False, had_call=True)

    assert seen(history, anna(told={SEPOT: fallen})) == ["reported", "case_received"]


def test_a_decision_that_fell_after_it_was_told_stays_with_its_revision():
    history = [*AT_PROSECUTOR, sepot(), entry(4, Code.DECISION_REVISED)]
    told = Told(is_standing=False, had_call=True, is_told=True, is_known=True)
    viewer = anna(told={SEPOT: told})

    assert seen(history, viewer)[-2:] == ["decision", "decision_revised"]
    assert visible_phase(history, viewer) is Phase.AT_PROSECUTOR


def test_rows_of_another_victim_do_not_exist():
    history = [
        *AT_PROSECUTOR,
        entry(2, Code.JUDGMENT),
        entry(3, Code.JUDGMENT_VICTIM, victim=BORIS, amount_cents=31_000),
        entry(4, Code.PAYMENT, victim=BORIS, amount_cents=31_000),
        entry(5, Code.COMPLAINT_RECEIVED, victim=BORIS),
    ]

    assert [item.code for item in timeline(history, anna())] == [
        "reported",
        "case_received",
        "judgment",
    ]
    assert visible_phase(history, anna()) is Phase.JUDGED


def test_her_own_rows_are_hers():
    history = [
        *AT_PROSECUTOR,
        entry(2, Code.JUDGMENT_VICTIM, victim=ANNA),
        entry(3, Code.PAYMENT, victim=ANNA),
    ]

    assert seen(history, anna())[-2:] == ["judgment_victim", "payment"]


def test_what_concerns_facts_of_others_does_not_exist():
    history = [
        *AT_PROSECUTOR,
        sepot(facts=[HIS_FACT]),
        entry(4, Code.JUDGMENT, facts=[HIS_FACT]),
    ]

    assert [str(item.code) for item in timeline(history, anna())] == [
        "reported",
        "case_received",
    ]
    assert visible_phase(history, anna()) is Phase.AT_PROSECUTOR


def test_a_row_for_one_victim_without_a_victim_is_shown_to_nobody():
    history = [entry(0, Code.PAYMENT), entry(1, Code.COMPLAINT_DECIDED)]

    assert timeline(history, anna()) == ()


def test_what_is_only_meant_and_what_happens_at_halt_stay_inside():
    history = [
        *AT_PROSECUTOR,
        entry(2, Code.INTENDED_DECISION),
        entry(3, Code.HALT_REFERRED),
        entry(4, Code.HALT_STARTED),
        entry(5, Code.HALT_ENDED),
    ]

    assert seen(history, anna())[2:] == ["halt_referred", "halt_ended"]


def test_halt_keeps_to_the_gate_of_its_decision():
    decision = uuid4()
    history = [
        *AT_PROSECUTOR,
        entry(2, Code.DECISION, decision=decision, kind="halt", grounds=[]),
        entry(3, Code.HALT_REFERRED),
    ]
    viewer = anna(told={decision: CALL_DUE})

    assert seen(history, viewer) == ["reported", "case_received"]
    assert visible_phase(history, viewer) is Phase.AT_PROSECUTOR


def test_custody_is_shown_to_who_asked_for_it():
    history = [entry(0, Code.CUSTODY_CHANGED)]

    assert seen(history, anna()) == []
    assert seen(history, anna(custody=True)) == ["custody_changed"]


def test_a_hearing_about_a_complaint_is_for_who_complained():
    hearing = entry(4, Code.HEARING_PLANNED, kind="raadkamer-12sv", hearing="zit-9")
    hers = entry(3, Code.COMPLAINT_RECEIVED, victim=ANNA)
    his = entry(3, Code.COMPLAINT_RECEIVED, victim=BORIS)

    assert seen([hers, hearing], anna())[-1] == "hearing_planned"
    assert seen([his, hearing], anna()) == []


def test_a_notice_served_later_has_a_gate_of_its_own():
    history = [
        *AT_PROSECUTOR,
        sepot(),
        entry(4, Code.NOTICE_SERVED, decision=SEPOT),
    ]
    known = Told(is_call_due=True, had_call=True, is_known=True, has_notice=True)
    read = Told(is_known=True, has_notice=True, is_notice_known=True)

    assert seen(history, anna(told={SEPOT: known}))[-1] == "decision"
    assert seen(history, anna(told={SEPOT: read}))[-1] == "notice_served"
    closed = Told(is_call_due=True, had_call=True, has_notice=True)
    assert seen(history, anna(told={SEPOT: closed}))[-1] == "case_received"


codes = st.sampled_from(list(Code))
victims = st.sampled_from([None, ANNA, BORIS])
fact_lists = st.sampled_from([None, [HER_FACT], [HIS_FACT], [HER_FACT, HIS_FACT]])


@given(
    rows=st.lists(st.tuples(codes, victims, fact_lists), max_size=15), data=st.data()
)
def test_nothing_of_another_is_ever_hers_in_any_order(rows, data):
    history = [
        entry(day, code, victim=victim, facts=facts, kind="sepot", grounds=["02"])
        for day, (code, victim, facts) in enumerate(rows)
    ]
    shuffled = data.draw(st.permutations(history))
    shown = timeline(shuffled, anna())

    assert shown == timeline(history, anna())
    assert all(item.entry.victim_id in {None, ANNA} for item in shown)
    assert all(
        item.entry.detail["facts"] != [HIS_FACT]
        for item in shown
        if item.entry.victim_id is None
    )
