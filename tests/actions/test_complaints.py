"""What a victim knows starts her term, and her reminders follow it."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from portal.actions.complaints import (
    UnableToRecordKnowledgeError,
    record_knowledge,
    refresh_complaint,
    set_reminder_wish,
    withdraw_knowledge,
)
from portal.db.complaint_records import save_complaint
from portal.db.complaints import fetch_terms, fetch_terms_for_victim
from portal.db.engine import fetch_rows, transaction
from portal.db.merging import merge_victims
from portal.db.tables.cases import Decision
from portal.db.tables.complaints import Knowledge
from portal.domain.complaints import KnownBy
from portal.domain.courts import Court
from portal.domain.terms import TermKind
from tests.builders import NOW, make_case, make_decision, make_fact, make_victim

TODAY = date(2026, 11, 23)


@pytest.fixture
async def victim(database):
    return await make_victim()


@pytest.fixture
async def case(victim):
    return await make_case(victims=(victim,))


@pytest.fixture
async def decision(case):
    return await make_decision(case=case)


async def know(victim, decision, *, known_on=TODAY, source=KnownBy.CALL, **given):
    await record_knowledge(
        victim_id=victim.id,
        decision_id=decision.id,
        known_on=known_on,
        source=source,
        recorded_by="Beller 1",
        now=NOW,
        **given,
    )


async def term_of(victim):
    (found,) = await fetch_terms_for_victim(victim_id=victim.id)
    return found.term


async def reminders_of(victim):
    rows = await fetch_rows(
        "SELECT kind, due_at, state FROM reminder WHERE victim = {} ORDER BY due_at",
        victim.id,
    )
    return {row["kind"]: (row["due_at"], row["state"]) for row in rows}


async def states_of(victim):
    return {state for _, state in (await reminders_of(victim)).values()}


async def test_a_decision_has_a_term_before_she_knows_of_it(victim, decision):
    term = await term_of(victim)
    assert term.kind is TermKind.NO_STATUTORY_TERM
    assert (term.known_at, term.last_safe_day) == (None, None)
    assert term.competent_court is Court.ARNHEM_LEEUWARDEN


async def test_a_conversation_starts_the_term(victim, decision):
    await know(victim, decision, attempt_id=uuid4())
    term = await term_of(victim)
    assert (term.known_at, term.known_by) == (TODAY, KnownBy.CALL)
    assert term.last_safe_day == date(2027, 2, 22)  # 90 days would be the Sunday
    assert term.post_by == date(2027, 2, 15)


async def test_the_earliest_knowledge_counts_whatever_came_in_first(victim, decision):
    await know(victim, decision)
    await know(victim, decision, known_on=date(2026, 11, 18), source=KnownBy.LAWYER)
    term = await term_of(victim)
    assert (term.known_at, term.known_by) == (date(2026, 11, 18), KnownBy.LAWYER)


async def test_knowledge_of_the_sepot_is_none_of_a_notice_served_later(
    victim, decision
):
    await know(victim, decision)
    await Decision.update({Decision.served_on: date(2026, 11, 25)}).where(
        Decision.id == decision.id
    )
    term = await term_of(victim)
    assert (term.kind, term.known_at) == (TermKind.SERVED_NOTICE, None)


async def test_telling_a_served_decision_tells_the_notice_too(victim, case):
    decision = await make_decision(case=case, served_on=date(2026, 11, 20))
    await know(victim, decision)
    assert (await term_of(victim)).known_at == TODAY
    subjects = await Knowledge.select(Knowledge.subject).order_by(Knowledge.subject)
    assert [row["subject"] for row in subjects] == ["decision", "served_notice"]


async def test_what_a_lawyer_knew_before_the_notice_is_not_the_notice(victim, case):
    decision = await make_decision(case=case, served_on=date(2026, 11, 20))
    await know(victim, decision, known_on=date(2026, 11, 19), source=KnownBy.LAWYER)
    assert (await term_of(victim)).known_at is None


async def test_a_second_click_adds_no_knowledge(victim, decision):
    clicks = (know(victim, decision, source=KnownBy.PORTAL) for _ in range(4))
    await asyncio.gather(*clicks)
    assert await Knowledge.count() == 1


async def test_both_who_turn_out_to_be_one_person_may_have_read_it(
    victim, case, decision
):
    other = await make_victim()
    await make_fact(case=case, victims=(other,))
    await know(victim, decision, source=KnownBy.PORTAL)
    await know(other, decision, source=KnownBy.PORTAL, known_on=date(2026, 11, 20))
    async with transaction():
        await merge_victims(stays=victim.id, dropped=other.id, now=NOW)
        await refresh_complaint(victim_id=victim.id, case_id=case.id, now=NOW)
    assert (await term_of(victim)).known_at == date(2026, 11, 20)
    waiting = await fetch_rows("SELECT kind FROM reminder WHERE state = 'waiting'")
    assert len(waiting) == 3


async def test_a_mistake_is_withdrawn_and_stays_on_file(victim, decision):
    attempt = uuid4()
    await know(victim, decision, attempt_id=attempt)
    await withdraw_knowledge(attempt_id=attempt, by="Beller 2", now=NOW)
    assert (await term_of(victim)).known_at is None
    assert await states_of(victim) == {"cancelled"}
    (row,) = await Knowledge.select()
    assert (row["withdrawn_by"], row["withdrawn_at"]) == ("Beller 2", NOW)


async def test_a_letter_gives_knowledge_for_the_time_being(victim, decision):
    await know(
        victim,
        decision,
        known_on=date(2026, 11, 24),
        source=KnownBy.LETTER,
        is_assumed=True,
    )
    assert (await term_of(victim)).provisional


async def test_an_unknown_decision_cannot_be_known(victim):
    with pytest.raises(UnableToRecordKnowledgeError):
        await record_knowledge(
            victim_id=victim.id,
            decision_id=uuid4(),
            known_on=TODAY,
            source=KnownBy.CALL,
            recorded_by="Beller 1",
            now=NOW,
        )


async def test_a_term_reaches_only_the_victims_of_the_facts(victim, case):
    other = await make_victim(given_names="Bram")
    fact = await make_fact(case=case, victims=(other,))
    await make_decision(case=case, fact_references=f'["{fact.reference}"]')
    (found,) = await fetch_terms(case_id=case.id)
    assert found.victim_id == other.id
    assert await fetch_terms_for_victim(victim_id=victim.id) == []


async def test_a_running_term_has_three_reminders_on_working_mornings(victim, decision):
    await know(victim, decision)
    assert await reminders_of(victim) == {
        "complaint_35": (datetime(2027, 1, 11, 9, tzinfo=UTC), "waiting"),
        "complaint_14": (datetime(2027, 2, 1, 9, tzinfo=UTC), "waiting"),
        "complaint_3": (datetime(2027, 2, 12, 9, tzinfo=UTC), "waiting"),
    }


async def test_the_reminders_move_with_the_term(victim, decision):
    await know(victim, decision)
    await know(victim, decision, known_on=date(2026, 11, 17), source=KnownBy.LAWYER)
    due_at, state = (await reminders_of(victim))["complaint_14"]
    assert (due_at.date(), state) == (date(2027, 1, 25), "waiting")


async def test_refreshing_again_changes_nothing(victim, case, decision):
    await know(victim, decision)
    before = await fetch_rows("SELECT * FROM reminder ORDER BY id")
    await refresh_complaint(victim_id=victim.id, case_id=case.id, now=NOW)
    assert await fetch_rows("SELECT * FROM reminder ORDER BY id") == before


@pytest.mark.parametrize("state", ["revised", "replaced"])
async def test_a_decision_that_fell_reminds_nobody(victim, case, decision, state):
    await know(victim, decision)
    await Decision.update({Decision.state: state}).where(Decision.id == decision.id)
    await refresh_complaint(victim_id=victim.id, case_id=case.id, now=NOW)
    assert await states_of(victim) == {"cancelled"}


async def test_what_the_court_received_needs_no_reminder(victim, case, decision):
    await know(victim, decision)
    await save_complaint(
        victim_id=victim.id,
        case_id=case.id,
        facts={"court": "Den Haag", "received_on": TODAY},
        at=NOW - timedelta(days=1),
    )
    await refresh_complaint(victim_id=victim.id, case_id=case.id, now=NOW)
    assert await states_of(victim) == {"cancelled"}


async def complaint_of(victim):
    [row] = await fetch_rows("SELECT * FROM complaint WHERE victim = {}", victim.id)
    return row


async def court_tells(victim, case, *, days_ago, **facts):
    await save_complaint(
        victim_id=victim.id,
        case_id=case.id,
        facts=facts,
        at=NOW - timedelta(days=days_ago),
    )


@pytest.mark.parametrize("is_turned_round", [False, True])
async def test_the_newest_word_of_the_court_holds(victim, case, is_turned_round):
    words = [
        {"days_ago": 9, "court": "Den Haag", "received_on": date(2026, 11, 13)},
        {"days_ago": 2, "received_on": date(2026, 11, 12), "outcome": "bevel"},
    ]
    for word in reversed(words) if is_turned_round else words:
        await court_tells(victim, case, **word)
    row = await complaint_of(victim)
    assert (row["court"], row["outcome"]) == ("Den Haag", "bevel")
    assert row["received_on"] == date(2026, 11, 12)
    assert row["updated_at"] == NOW - timedelta(days=2)


async def test_what_the_court_tells_at_once_is_one_complaint(victim, case):
    await asyncio.gather(
        court_tells(victim, case, days_ago=3, court="Den Haag"),
        court_tells(victim, case, days_ago=1, outcome="bevel"),
        set_reminder_wish(victim_id=victim.id, case_id=case.id, wants=True, now=NOW),
    )
    row = await complaint_of(victim)
    assert (row["court"], row["outcome"]) == ("Den Haag", "bevel")
    assert row["wants_reminders"] is True


async def test_her_wish_switches_the_reminders_off_and_on(victim, case, decision):
    await know(victim, decision)
    for wants, state in ((False, "not_wanted"), (True, "waiting")):
        await set_reminder_wish(
            victim_id=victim.id, case_id=case.id, wants=wants, now=NOW
        )
        assert await states_of(victim) == {state}


async def test_a_wish_given_before_the_term_runs_holds(victim, case, decision):
    await set_reminder_wish(victim_id=victim.id, case_id=case.id, wants=False, now=NOW)
    await know(victim, decision)
    assert await states_of(victim) == {"not_wanted"}


async def test_two_who_record_at_once_leave_the_earliest_term(victim, decision):
    await asyncio.gather(
        know(victim, decision, attempt_id=uuid4()),
        know(victim, decision, known_on=date(2026, 11, 16), attempt_id=uuid4()),
        know(victim, decision, known_on=date(2026, 11, 20), attempt_id=uuid4()),
    )
    due_at, _ = (await reminders_of(victim))["complaint_35"]
    post_by = (await term_of(victim)).post_by
    assert post_by == date(2027, 2, 8)
    assert due_at.date() == date(2027, 1, 4)
