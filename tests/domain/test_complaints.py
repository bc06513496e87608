from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.complaints import (
    Knowledge,
    KnowledgeSubject,
    KnownBy,
    complaint_term,
    first_knowledge,
    term_kind_for,
)
from portal.domain.courts import Court
from portal.domain.terms import TermKind

RECORDED_AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SERVED_ON = date(2026, 11, 20)


def knowledge(known_on=date(2026, 11, 24), **changes):
    values = {
        "known_on": known_on,
        "source": KnownBy.CALL,
        "subject": KnowledgeSubject.DECISION,
        "is_assumed": False,
        "recorded_by": "om-beller-1",
        "recorded_at": RECORDED_AT,
    }
    return Knowledge(**values | changes)


def about_the_notice(known_on, **changes):
    return knowledge(known_on, subject=KnowledgeSubject.SERVED_NOTICE, **changes)


def term(*known, kind="sepot", grounds=("02",), served_on=None, parket="13"):
    return complaint_term(
        kind_of_decision=kind,
        grounds=grounds,
        served_on=served_on,
        parket=parket,
        knowledge=known,
    )


@pytest.mark.parametrize(
    ("decision", "grounds", "served_on", "kind"),
    [
        ("sepot", ["02"], None, TermKind.NO_STATUTORY_TERM),
        ("sepot", ["02"], SERVED_ON, TermKind.SERVED_NOTICE),
        ("sepot", [], None, TermKind.NO_STATUTORY_TERM),
        ("sepot", ["X?"], None, TermKind.NO_STATUTORY_TERM),
        ("sepot", ["99"], None, TermKind.NO_STATUTORY_TERM),
        ("sepot", ["97"], None, TermKind.PENALTY_ORDER),
        ("sepot", ["77", "98"], None, TermKind.PENALTY_ORDER),
        ("sepot", ["97"], SERVED_ON, TermKind.PENALTY_ORDER),
        ("sepot", ["97", "02"], None, TermKind.NO_STATUTORY_TERM),
        ("sepot", ["97", "99"], None, TermKind.NO_STATUTORY_TERM),
        ("strafbeschikking", [], None, TermKind.PENALTY_ORDER),
        ("strafbeschikking", [], SERVED_ON, TermKind.PENALTY_ORDER),
        ("transactie", [], None, TermKind.SETTLEMENT),
        ("halt", [], None, TermKind.NO_STATUTORY_TERM),
        ("halt", [], SERVED_ON, TermKind.SERVED_NOTICE),
        ("dagvaarden", [], None, None),
        ("mediation", [], None, None),
        ("overdracht", [], None, None),
        ("voeging", [], None, None),
    ],
)
def test_the_decision_its_grounds_and_a_served_notice_give_the_kind_of_term(
    decision, grounds, served_on, kind
):
    assert term_kind_for(decision, grounds, served_on) is kind


def test_no_term_on_a_decision_that_one_cannot_complain_about():
    assert term(knowledge(), kind="dagvaarden", grounds=()) is None


def test_a_term_exists_before_the_victim_knows_but_has_no_days():
    waiting = term()

    assert waiting.kind is TermKind.NO_STATUTORY_TERM
    assert waiting.competent_court is Court.AMSTERDAM
    assert (waiting.known_at, waiting.known_by) == (None, None)
    assert (waiting.last_safe_day, waiting.post_by) == (None, None)
    assert not waiting.provisional
    assert not waiting.reopened


def test_a_call_starts_the_days():
    running = term(knowledge())

    assert running.known_at == date(2026, 11, 24)
    assert running.known_by is KnownBy.CALL
    assert running.last_safe_day == date(2027, 2, 22)
    assert running.post_by == date(2027, 2, 15)
    assert not running.provisional


@pytest.mark.parametrize(
    ("kind", "served_on", "is_advice"),
    [
        ("sepot", None, True),
        ("transactie", None, True),
        ("halt", None, True),
        ("sepot", SERVED_ON, False),
        ("strafbeschikking", None, False),
    ],
)
def test_without_a_term_in_the_law_the_days_are_advice(kind, served_on, is_advice):
    asked = term(about_the_notice(SERVED_ON), kind=kind, served_on=served_on)

    assert asked.is_advice is is_advice
    assert asked.last_safe_day is not None


def test_the_earliest_knowledge_counts_in_whatever_order_it_was_recorded():
    events = (
        knowledge(date(2026, 11, 25), source=KnownBy.PORTAL),
        knowledge(date(2026, 11, 24), source=KnownBy.LAWYER),
        knowledge(date(2026, 11, 30), source=KnownBy.LETTER, is_assumed=True),
    )

    for order in permutations(events):
        assert term(*order).known_by is KnownBy.LAWYER


def test_withdrawn_knowledge_does_not_count():
    mistaken = knowledge(date(2026, 11, 20), withdrawn=True)

    assert term(mistaken).known_at is None
    assert term(mistaken, knowledge()).known_at == date(2026, 11, 24)


def test_the_assumed_delivery_of_a_letter_makes_the_term_provisional():
    letter = knowledge(source=KnownBy.LETTER, is_assumed=True)

    assert term(letter).provisional
    assert term(letter).last_safe_day == date(2027, 2, 22)


def test_on_the_same_day_what_is_certain_comes_before_what_is_assumed():
    letter = knowledge(source=KnownBy.LETTER, is_assumed=True)
    call = knowledge(recorded_at=RECORDED_AT.replace(hour=15))

    assert term(letter, call).known_by is KnownBy.CALL
    assert not term(letter, call).provisional


def test_a_term_is_provisional_where_the_calendar_is_not_known():
    assert term(knowledge(date(2028, 11, 1))).provisional


def test_knowing_of_the_sepot_is_not_knowing_of_a_notice_served_later():
    told_of_the_sepot = knowledge(date(2026, 11, 10))
    later = about_the_notice(date(2026, 11, 25))

    before = term(told_of_the_sepot, served_on=SERVED_ON)
    after = term(told_of_the_sepot, later, served_on=SERVED_ON)

    assert before.kind is TermKind.SERVED_NOTICE
    assert before.known_at is None
    assert before.last_safe_day is None
    assert after.known_at == date(2026, 11, 25)


def test_who_knows_of_the_notice_knows_that_the_case_was_dropped():
    assert term(about_the_notice(SERVED_ON)).known_at == SERVED_ON


def test_a_penalty_order_that_was_not_fully_executed_can_be_complained_about_again():
    reopened = term(knowledge(), grounds=("97",))

    assert reopened.kind is TermKind.PENALTY_ORDER
    assert reopened.reopened
    assert not reopened.is_advice
    assert reopened.known_at == date(2026, 11, 24)
    assert (reopened.last_safe_day, reopened.post_by) == (None, None)
    assert not reopened.provisional


def test_the_court_follows_the_office_and_the_ground():
    assert term(parket="10").competent_court is Court.DEN_HAAG
    assert term(parket="10", grounds=("09",)).competent_court is Court.ARNHEM_LEEUWARDEN
    assert term(parket="00").competent_court is None


one_knowledge = st.builds(
    Knowledge,
    known_on=st.dates(date(2023, 1, 1), date(2028, 12, 31)),
    source=st.sampled_from(KnownBy),
    subject=st.sampled_from(KnowledgeSubject),
    is_assumed=st.booleans(),
    recorded_by=st.just("om-beller-1"),
    recorded_at=st.datetimes(timezones=st.just(UTC)),
    withdrawn=st.booleans(),
)


@settings(deadline=None)
@given(
    st.lists(one_knowledge, max_size=8),
    st.sampled_from([None, SERVED_ON]),
    st.sampled_from(["sepot", "strafbeschikking", "transactie", "halt"]),
)
def test_adding_knowledge_never_moves_a_last_day_on(known, served_on, kind):
    for number in range(len(known)):
        before = term(*known[:number], kind=kind, served_on=served_on)
        after = term(*known[: number + 1], kind=kind, served_on=served_on)

        if before.last_safe_day is not None:
            assert after.last_safe_day <= before.last_safe_day
            assert after.post_by <= before.post_by


@settings(deadline=None)
@given(st.lists(one_knowledge, max_size=8), st.sampled_from(TermKind))
def test_what_starts_a_term_is_never_withdrawn_nor_about_something_else(known, kind):
    first = first_knowledge(kind, known)

    if first is not None:
        assert not first.withdrawn
        if kind is TermKind.SERVED_NOTICE:
            assert first.subject is KnowledgeSubject.SERVED_NOTICE
