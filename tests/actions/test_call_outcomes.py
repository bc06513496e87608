"""What each outcome of a call sets off (contracts section 6)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.actions.calls import take_next_call
from portal.db.engine import fetch_rows
from portal.db.tables.people import Phone, Victim
from portal.domain.attempts import IdentityCheck, UnableToRecordAttemptError
from portal.domain.checklist import SEPOT_ITEMS, ChecklistItem
from portal.domain.outcomes import Outcome
from portal.domain.safe_contact import Channel
from tests.builders import (
    NOW,
    make_staff,
    make_task,
    reload_task,
    worker,
)
from tests.calling import knowledge, make_call, messages, work

pytestmark = pytest.mark.usefixtures("database")

TUESDAY_MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TUESDAY_AFTERNOON = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)


async def test_spoken_closes_starts_the_term_and_confirms_in_writing():
    call = await make_call()
    await call.speak(confirmation_channel=Channel.LETTER, wants_reminders=True)
    task = await call.now()
    assert (task.closed_as, task.close_reason) == ("done", "spoken")
    assert task.closed_at == NOW
    assert await knowledge() == [("decision", "call", date(2026, 11, 23))]
    assert await messages() == [("decision_confirmation", "letter")]
    waiting = await fetch_rows(
        "SELECT kind FROM reminder WHERE state = 'waiting' AND task IS NOT NULL"
    )
    assert waiting == []
    wishes = await fetch_rows("SELECT wants_reminders FROM complaint")
    assert [row["wants_reminders"] for row in wishes] == [True]


async def test_a_notice_that_was_served_is_known_with_the_decision():
    call = await make_call(decision={"served_on": date(2026, 11, 18)})
    await call.speak()
    assert [subject for subject, _, _ in await knowledge()] == [
        "decision",
        "served_notice",
    ]


async def test_spoken_needs_the_checklist_or_a_reason_for_each_gap():
    call = await make_call()
    said = {**call.told(), "ticked": frozenset(SEPOT_ITEMS[1:])}
    with pytest.raises(UnableToRecordAttemptError) as refused:
        await call.record(Outcome.SPOKEN, **said)
    assert list(refused.value.problems) == ["reason_reason_explained"]
    assert (await call.now()).lease_token is not None
    reasons = {ChecklistItem.REASON_EXPLAINED: "Zij wilde dat niet horen."}
    await call.report(Outcome.SPOKEN, **said, reasons=reasons)
    assert (await call.now()).closed_as == "done"


async def test_spoken_needs_to_know_who_was_on_the_line():
    call = await make_call()
    with pytest.raises(UnableToRecordAttemptError) as refused:
        await call.record(Outcome.SPOKEN, **{**call.told(), "identified_by": None})
    assert "identified_by" in refused.value.problems


async def test_for_someone_at_risk_her_details_are_not_enough():
    call = await make_call(task={"is_at_risk": True})
    with pytest.raises(UnableToRecordAttemptError) as refused:
        await call.speak()
    assert "identified_by" in refused.value.problems
    await call.report(
        Outcome.SPOKEN,
        **{**call.told(), "identified_by": IdentityCheck.TWO_FACTS},
    )
    assert (await call.now()).closed_as == "done"


async def test_a_decision_that_was_not_told_keeps_the_task_open():
    call = await make_call()
    await call.record(
        Outcome.SPOKEN,
        identified_by=IdentityCheck.DETAILS,
        ticked=frozenset(SEPOT_ITEMS),
    )
    task = await call.now()
    assert task.closed_as is None
    assert task.not_before == TUESDAY_MORNING
    assert task.preferred_staff == call.caller.staff_id
    assert await knowledge() == []
    assert await messages() == []


async def test_what_was_ticked_in_a_call_broken_off_counts():
    call = await make_call()
    await call.record(Outcome.SPOKEN_PARTLY, **call.told())
    task = await call.now()
    assert (task.closed_as, task.attempts) == (None, 0)
    assert len(await knowledge()) == 1
    assert await messages() == []
    await call.take(TUESDAY_MORNING)
    await call.report(
        Outcome.SPOKEN, TUESDAY_MORNING, identified_by=IdentityCheck.DETAILS
    )
    assert (await call.now()).closed_as == "done"
    assert await messages() == [("decision_confirmation", "letter")]


@pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.VOICEMAIL])
async def test_nobody_answered_so_it_is_tried_in_another_part_of_the_day(outcome):
    call = await make_call()
    await call.record(outcome)
    task = await call.now()
    assert task.attempts == 1
    assert task.not_before == NOW + timedelta(hours=4)
    assert await messages() == []


async def test_after_three_tries_on_two_days_the_notice_is_written():
    call = await make_call(task={"due_at": NOW + timedelta(days=9)})
    for moment in (NOW, NOW + timedelta(hours=9), TUESDAY_AFTERNOON):
        task = await call.now()
        assert task.not_before <= moment
        await call.record(Outcome.NO_ANSWER, moment)
    task = await call.now()
    assert (task.closed_as, task.close_reason) == ("written", "not_reached")
    assert await messages() == [("decision_notice", "letter")]
    assert await knowledge() == []


async def test_after_three_tries_without_a_way_to_write_people_must_look():
    call = await make_call(victim={"post": False, "email": False})
    for moment in (NOW, NOW + timedelta(hours=9), TUESDAY_AFTERNOON):
        await call.record(Outcome.NO_ANSWER, moment)
    task = await call.now()
    assert (task.closed_as, task.waits_for) == (None, "no_safe_way")
    assert task.not_before is None
    assert {organisation for _, organisation, _ in await work()} == {"om", "shn"}


async def test_engaged_is_tried_again_after_fifteen_minutes():
    call = await make_call()
    await call.record(Outcome.ENGAGED)
    task = await call.now()
    assert (task.attempts, task.not_before) == (0, NOW + timedelta(minutes=15))


async def test_a_wrong_number_leads_to_the_next_number():
    call = await make_call(phones=["06-12345678", "06-87654321"])
    numbers = await Phone.objects().order_by(Phone.position)
    await call.record(Outcome.WRONG_NUMBER, phone_id=numbers[0].id)
    wrong = await Phone.select(Phone.is_wrong).order_by(Phone.position)
    assert [row["is_wrong"] for row in wrong] == [True, False]
    assert (await call.now()).not_before == NOW + timedelta(hours=4)


async def test_with_two_numbers_one_says_which_is_wrong():
    call = await make_call(phones=["06-12345678", "06-87654321"])
    with pytest.raises(UnableToRecordAttemptError) as refused:
        await call.record(Outcome.WRONG_NUMBER)
    assert "phone_id" in refused.value.problems


async def test_the_last_wrong_number_leaves_no_safe_way():
    call = await make_call()
    await call.record(Outcome.WRONG_NUMBER)
    task = await call.now()
    assert (task.waits_for, task.not_before) == ("no_safe_way", None)
    assert ("no_safe_way", "shn", "shn_worker") in await work()
    assert ("no_safe_way", "om", "supervisor") in await work()


@pytest.mark.parametrize(
    "outcome", [Outcome.SOMEONE_ELSE, Outcome.IDENTITY_NOT_CONFIRMED]
)
async def test_the_second_time_that_it_is_not_her_shn_verifies_the_number(outcome):
    call = await make_call()
    await call.record(outcome)
    assert await work() == []
    await call.record(outcome, NOW + timedelta(hours=4))
    task = await call.now()
    assert (task.attempts, task.waits_for) == (2, "number_to_verify")
    assert await work() == [("number_to_verify", "shn", "shn_worker")]


async def test_a_callback_agreed_comes_on_top_at_that_moment():
    call = await make_call()
    moment = NOW + timedelta(days=1, hours=10)
    await call.record(Outcome.CALLBACK_AGREED, agreed_at=moment, confirms_moment=True)
    task = await call.now()
    assert (task.is_agreed, task.not_before, task.attempts) == (True, moment, 0)
    await make_task()
    other = worker(await make_staff())
    lease = await take_next_call(worker=other, now=moment + timedelta(minutes=11))
    assert lease.task_id == task.id


@pytest.mark.parametrize("moment", [None, NOW - timedelta(minutes=1)])
async def test_a_callback_needs_a_moment_to_come(moment):
    call = await make_call()
    with pytest.raises(UnableToRecordAttemptError) as refused:
        await call.record(Outcome.CALLBACK_AGREED, agreed_at=moment)
    assert "agreed_at" in refused.value.problems


async def test_who_does_not_want_to_be_called_is_told_in_writing():
    call = await make_call()
    await call.record(Outcome.REFUSED, identified_by=IdentityCheck.DETAILS)
    task = await call.now()
    assert (task.closed_as, task.close_reason) == ("done", "refused")
    assert await messages() == [("decision_notice", "letter")]


async def test_an_interpreter_is_ordered_and_the_call_goes_on_later():
    call = await make_call()
    await call.record(Outcome.INTERPRETER_NEEDED)
    task = await call.now()
    assert (task.closed_as, task.attempts) == (None, 0)
    assert await work() == [("interpreter", "om", "caller")]
    victim = await Victim.objects().get(Victim.id == call.victim.id)
    assert victim.needs_interpreter


async def test_unsafe_stops_everything_and_tells_people_at_once():
    call = await make_call()
    await call.record(Outcome.UNSAFE)
    task = await call.now()
    assert (task.waits_for, task.not_before, task.is_at_risk) == ("unsafe", None, True)
    assert await work() == [
        ("unsafe", "om", "supervisor"),
        ("unsafe", "shn", "shn_worker"),
    ]
    victim = await Victim.objects().get(Victim.id == call.victim.id)
    assert victim.is_vulnerable


async def test_unsafe_stops_every_call_to_her():
    call = await make_call()
    other = await make_task(victim=call.victim, organisation="shn", kind="callback")
    await call.record(Outcome.UNSAFE)
    after = await reload_task(other.id)
    assert (after.waits_for, after.not_before) == ("unsafe", None)
