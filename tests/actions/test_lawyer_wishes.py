"""Things go through her lawyer where she wants that, and for as long as she does."""

from datetime import date, timedelta

import pytest

from portal.actions.call_corrections import correct_attempt
from portal.actions.export import export_case, export_victim
from portal.db.engine import execute, fetch_rows
from portal.db.merging import merge_victims
from portal.db.victims import fetch_contact
from portal.domain.attempts import IdentityCheck, UnableToRecordAttemptError
from portal.domain.outcomes import Outcome
from tests.builders import (
    NOW,
    agreed,
    make_phone,
    make_representative,
    make_staff,
    make_victim,
    worker,
)
from tests.calling import knowledge, make_call

pytestmark = pytest.mark.usefixtures("database")

LATER = NOW + timedelta(days=1)
SURE = {"identified_by": IdentityCheck.DETAILS}


async def make_lawyer(call, **given):
    lawyer = await make_representative(victim=call.victim, name="mr. K. Bos", **given)
    await make_phone(victim=call.victim, phone="030-2345678", representative=lawyer)
    return lawyer.id


async def say(call, *, wants, now=NOW, outcome=Outcome.SPOKEN_PARTLY, **report):
    return await call.record(outcome, now, wants_lawyer=wants, **{**SURE, **report})


async def wants_lawyer(victim):
    return (await fetch_contact(victim_id=victim.id)).wants_lawyer


async def test_without_her_wish_her_lawyer_is_not_spoken_to_for_her():
    call = await make_call()
    lawyer = await make_lawyer(call)
    with pytest.raises(UnableToRecordAttemptError) as refused:
        await call.speak(spoken_to=lawyer)
    assert "spoken_to" in refused.value.problems


async def test_her_lawyer_who_is_told_makes_her_know():
    call = await make_call()
    lawyer = await make_lawyer(call)
    await say(call, wants=True)
    recorded = await call.speak(spoken_to=lawyer, now=LATER)
    assert recorded.attempt.outcome is Outcome.REPRESENTATIVE
    assert [source for _, source, _ in await knowledge()] == ["lawyer"]
    task = await call.now()
    assert (task.closed_as, task.close_reason) == ("done", "representative")
    [case] = await fetch_rows("SELECT parketnummer FROM case_file")
    exported = await export_case(number=case["parketnummer"], by="test", now=LATER)
    assert exported["victims"][0]["complaint_term"]["known_by"] == "lawyer"


async def test_the_wish_is_kept_with_who_heard_it_and_when():
    call = await make_call()
    await make_lawyer(call)
    await say(call, wants=True)
    exported = await export_victim(reference=call.victim.reference, by="test", now=NOW)
    [wish] = exported["lawyer_wish"]
    assert (wish["wants"], wish["said_at"]) == (True, NOW)
    assert wish["staff"] == call.caller.staff_id
    rows = await fetch_rows("SELECT victim FROM audit_event WHERE action = {}", WISHED)
    assert [row["victim"] for row in rows] == [call.victim.id]


WISHED = "lawyer_wished"


async def test_she_lifts_it_as_she_said_it_and_the_lawyer_is_told_no_more():
    call = await make_call()
    lawyer = await make_lawyer(call)
    await say(call, wants=True)
    await say(call, wants=False, now=LATER)
    assert not await wants_lawyer(call.victim)
    with pytest.raises(UnableToRecordAttemptError):
        await call.speak(spoken_to=lawyer, now=LATER + timedelta(days=1))


async def test_saying_the_same_again_keeps_nothing_more():
    call = await make_call()
    await make_lawyer(call)
    await say(call, wants=True)
    await say(call, wants=True, now=LATER)
    assert len(await fetch_rows("SELECT id FROM lawyer_wish")) == 1


async def test_not_asked_the_wish_stays():
    call = await make_call()
    await make_lawyer(call)
    await say(call, wants=True)
    await say(call, wants=None, now=LATER)
    assert await wants_lawyer(call.victim)


@pytest.mark.parametrize(
    "lawyer",
    [
        {"has_conflict": True},
        {"may_view": False},
        {"valid_until": date(2026, 11, 23)},
        {"role": "mentor"},
    ],
    ids=["conflict", "may-not-see", "over", "no-lawyer"],
)
async def test_without_a_lawyer_who_may_be_told_there_is_nothing_to_wish(lawyer):
    call = await make_call()
    await make_lawyer(call, **lawyer)
    await say(call, wants=True)
    assert not await wants_lawyer(call.victim)


async def test_a_lawyer_whose_time_is_over_is_told_no_more():
    call = await make_call()
    lawyer = await make_lawyer(call, valid_until=date(2026, 11, 24))
    await say(call, wants=True)
    with pytest.raises(UnableToRecordAttemptError):
        await call.speak(spoken_to=lawyer, now=LATER)


@pytest.mark.parametrize(
    ("outcome", "report"),
    [
        (Outcome.NO_ANSWER, {}),
        (Outcome.SOMEONE_ELSE, {}),
        (Outcome.CALLBACK_AGREED, {"identified_by": None, "agreed_at": LATER}),
    ],
    ids=["nobody", "another", "not-sure"],
)
async def test_she_alone_says_it_once_it_is_sure_that_it_is_she(outcome, report):
    call = await make_call()
    await make_lawyer(call)
    await say(call, wants=True, outcome=outcome, **report)
    assert not await wants_lawyer(call.victim)


async def test_of_who_is_at_risk_her_details_are_not_enough_for_it():
    call = await make_call(victim={"is_vulnerable": True})
    await make_lawyer(call)
    agreement = {"outcome": Outcome.CALLBACK_AGREED, "agreed_at": LATER}
    await say(call, wants=True, **agreement)
    assert not await wants_lawyer(call.victim)


async def test_another_who_stands_in_for_her_does_not_say_it():
    call = await make_call()
    await make_lawyer(call)
    mentor = await make_representative(victim=call.victim, role="mentor")
    await say(call, wants=True, spoken_to=mentor.id)
    assert not await wants_lawyer(call.victim)


async def test_halt_does_not_ask_it():
    call = await make_call(task={"kind": "halt", "organisation": "halt"})
    call.caller = worker(await make_staff(organisation="halt", role="halt_worker"))
    await make_lawyer(call)
    await say(call, wants=True)
    assert not await wants_lawyer(call.victim)


async def test_a_conversation_that_was_none_takes_the_wish_with_it():
    call = await make_call()
    await make_lawyer(call)
    recorded = await say(call, wants=True)
    await correct_attempt(
        attempt_id=recorded.attempt.id, worker=call.caller, reason="", now=NOW
    )
    assert not await wants_lawyer(call.victim)
    [kept] = await fetch_rows("SELECT withdrawn_at FROM lawyer_wish")
    assert kept["withdrawn_at"] == NOW


async def test_who_has_no_safe_number_is_reached_through_her_lawyer():
    call = await make_call()
    await make_lawyer(call)
    await say(call, wants=True)
    await execute("UPDATE phone SET is_wrong = TRUE WHERE representative IS NULL")
    lease = await call.take(LATER)
    assert lease.token
    task = await call.now()
    assert task.waits_for is None


async def test_new_facts_about_the_lawyer_leave_the_wish_as_it_is():
    """SHN sends the whole list again, and every name in it gets a new row."""
    call = await make_call()
    await make_lawyer(call)
    await say(call, wants=True)
    await execute("DELETE FROM phone WHERE representative IS NOT NULL")
    await execute("DELETE FROM representative")
    new = await make_lawyer(call)
    recorded = await call.speak(spoken_to=new, now=LATER)
    assert recorded.attempt.outcome is Outcome.REPRESENTATIVE


@pytest.mark.parametrize("stays_said_it_last", [True, False])
async def test_of_two_who_are_one_person_the_newest_word_holds(stays_said_it_last):
    call, other = await make_call(), await make_call()
    for each in (call, other):
        await make_lawyer(each)
    last, first = (call, other) if stays_said_it_last else (other, call)
    await say(first, wants=True)
    await say(last, wants=True)
    await say(last, wants=False, now=LATER)
    await merge_victims(stays=call.victim.id, dropped=other.victim.id, now=LATER)
    assert not await wants_lawyer(call.victim)


async def test_a_wish_that_only_the_other_record_has_is_hers_too():
    call = await make_call()
    await make_lawyer(call)
    await say(call, wants=True)
    anna = await make_victim(**agreed())
    await merge_victims(stays=anna.id, dropped=call.victim.id, now=LATER)
    assert await wants_lawyer(anna)
