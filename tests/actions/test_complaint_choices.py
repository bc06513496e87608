"""What she chose decides over reminders, and goes along when two records become one."""

from datetime import timedelta
from itertools import product

import pytest

from portal.actions import complaint_choices
from portal.actions.complaint_choices import (
    UnableToChooseError,
    choose_about_complaint,
)
from portal.actions.complaints import record_knowledge, set_reminder_wish
from portal.actions.export import export_victim
from portal.actions.reminders import fire_reminder
from portal.db.complaint_choices import fetch_choices_for_victim
from portal.db.engine import fetch_rows
from portal.db.victims import fetch_victim_id
from portal.domain.calendar import local_date
from portal.domain.complaint_choices import (
    STOPS_REMINDERS,
    ComplaintChoice,
    newest_choice,
)
from portal.domain.complaints import KnownBy
from tests.chain import NOW, case, decision, event, happen, report, victim

CHOICES = tuple(ComplaintChoice)


async def make_terms(*references):
    """Victims who all know of one decision, and what that decision is."""
    await happen(report(*(victim(it) for it in references)), case(), decision())
    (row,) = await fetch_rows('SELECT id, "case" FROM decision')
    for reference in references:
        await record_knowledge(
            victim_id=await fetch_victim_id(reference=reference),
            decision_id=row["id"],
            known_on=local_date(NOW),
            source=KnownBy.PORTAL,
            recorded_by="victim",
            now=NOW,
        )
    return row["id"], row["case"]


async def choose(victim_id, decision_id, choice, at=NOW):
    await choose_about_complaint(
        victim_id=victim_id,
        decision_id=decision_id,
        choice=choice,
        sent_on=local_date(NOW) if choice is ComplaintChoice.SENT else None,
        now=at,
    )


def merged():
    return event(
        "nl.slachtofferhulp.slachtoffer-samengevoegd",
        "slo-1",
        "2026-11-22T10:00",
        slachtofferId="slo-1",
        vervallen="slo-2",
    )


async def states_of(victim_id):
    rows = await fetch_rows(
        "SELECT state FROM reminder WHERE victim = {} AND kind LIKE 'complaint%'",
        victim_id,
    )
    return {row["state"] for row in rows}


async def test_from_every_wish_and_choice_to_every_other_reminders_follow(database):
    decision_id, case_id = await make_terms("slo-1")
    victim_id = await fetch_victim_id(reference="slo-1")
    quiet = [it for it in CHOICES if it is not ComplaintChoice.ASKS_CALL]
    states = list(product((True, False), quiet))
    minute = 0
    for before, after in product(states, repeat=2):
        for wants, choice in (before, after):
            minute += 1
            at = NOW + timedelta(minutes=minute)
            await set_reminder_wish(
                victim_id=victim_id, case_id=case_id, wants=wants, now=at
            )
            await choose(victim_id, decision_id, choice, at=at)
            is_off = not wants or choice in STOPS_REMINDERS
            expected = "not_wanted" if is_off else "waiting"
            assert await states_of(victim_id) == {expected}, (before, after)


async def test_one_victims_choice_stops_no_reminder_of_another(database):
    decision_id, case_id = await make_terms("slo-1", "slo-2")
    anna, bo = [await fetch_victim_id(reference=it) for it in ("slo-1", "slo-2")]
    for each in (anna, bo):
        await set_reminder_wish(victim_id=each, case_id=case_id, wants=True, now=NOW)
    await choose(anna, decision_id, ComplaintChoice.WILL_NOT)

    assert await states_of(anna) == {"not_wanted"}
    assert await states_of(bo) == {"waiting"}


async def test_who_is_undecided_again_is_reminded_when_it_is_time(database):
    decision_id, case_id = await make_terms("slo-1")
    victim_id = await fetch_victim_id(reference="slo-1")
    await set_reminder_wish(victim_id=victim_id, case_id=case_id, wants=True, now=NOW)
    await choose(victim_id, decision_id, ComplaintChoice.WILL_NOT)
    await choose(victim_id, decision_id, ComplaintChoice.UNDECIDED)
    (due,) = await fetch_rows(
        "SELECT id, due_at FROM reminder WHERE kind = 'complaint_35'"
    )
    await fire_reminder(reminder_id=due["id"], now=due["due_at"])
    assert await fetch_rows(
        "SELECT id FROM notification WHERE message = 'complaint_reminder'"
    )


async def test_of_two_records_that_become_one_the_last_word_holds(database):
    decision_id, _ = await make_terms("slo-1", "slo-2")
    anna, bo = [await fetch_victim_id(reference=it) for it in ("slo-1", "slo-2")]
    soon, later = NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)
    await choose(anna, decision_id, ComplaintChoice.UNDECIDED)
    await choose(anna, decision_id, ComplaintChoice.SENT, at=later)
    await choose(bo, decision_id, ComplaintChoice.WILL_NOT)
    await choose(bo, decision_id, ComplaintChoice.UNDECIDED, at=soon)
    await happen(merged())
    made = (await fetch_choices_for_victim(victim_id=anna))[decision_id]
    assert len(made) == 4
    assert newest_choice(made).choice is ComplaintChoice.SENT
    assert await fetch_choices_for_victim(victim_id=bo) == {}


async def test_what_she_says_after_two_records_became_one_is_kept(database):
    decision_id, case_id = await make_terms("slo-1", "slo-2")
    anna, bo = [await fetch_victim_id(reference=it) for it in ("slo-1", "slo-2")]
    await set_reminder_wish(victim_id=anna, case_id=case_id, wants=True, now=NOW)
    said = (ComplaintChoice.UNDECIDED, ComplaintChoice.WILL_NOT)
    for minute, choice in enumerate(said):
        await choose(bo, decision_id, choice, at=NOW + timedelta(minutes=minute))
    await choose(anna, decision_id, ComplaintChoice.UNDECIDED)
    await happen(merged())
    later = (ComplaintChoice.UNDECIDED, ComplaintChoice.SENT, ComplaintChoice.UNDECIDED)
    for minute, choice in enumerate(later, 5):
        await choose(anna, decision_id, choice, at=NOW + timedelta(minutes=minute))
        made = (await fetch_choices_for_victim(victim_id=anna))[decision_id]
        assert newest_choice(made).choice is choice
    assert "waiting" in await states_of(anna)


async def test_a_choice_that_could_not_be_kept_is_not_said_to_be(database, monkeypatch):
    decision_id, _ = await make_terms("slo-1")
    victim_id = await fetch_victim_id(reference="slo-1")
    await choose(victim_id, decision_id, ComplaintChoice.UNDECIDED)
    monkeypatch.setattr(complaint_choices, "next_number", lambda _: 1)
    with pytest.raises(UnableToChooseError):
        await choose(victim_id, decision_id, ComplaintChoice.SENT)


async def test_all_that_is_stored_about_her_has_her_choices(database):
    decision_id, _ = await make_terms("slo-1")
    victim_id = await fetch_victim_id(reference="slo-1")
    await choose(victim_id, decision_id, ComplaintChoice.SENT)
    found = await export_victim(reference="slo-1", by="operator", now=NOW)

    (row,) = found["complaint_choice"]
    assert (row["choice"], row["sent_on"]) == ("sent", local_date(NOW))
