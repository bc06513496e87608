"""Recording a call: for whom it counts, once, in time, and what else it leaves."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from portal.actions.call_corrections import correct_attempt
from portal.actions.call_outcomes import (
    UnableToKeepCallError,
    UnableToRecordAgainError,
)
from portal.actions.calls import LEASE, take_call
from portal.db.call_queue import delete_expired_leases
from portal.db.calls import fetch_task_decisions
from portal.db.engine import fetch_rows
from portal.db.tables.people import Phone, Victim
from portal.domain.attempts import IdentityCheck, UnableToRecordAttemptError
from portal.domain.checklist import SEPOT_ITEMS, ChecklistItem
from portal.domain.outcomes import NOT_HER, Outcome
from tests.builders import (
    NOW,
    agreed,
    make_phone,
    make_representative,
    make_staff,
    make_task,
    make_victim,
    reload_task,
    worker,
)
from tests.calling import Call, knowledge, make_call, messages

pytestmark = pytest.mark.usefixtures("database")

TUESDAY_MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TUESDAY_AFTERNOON = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
SURE = {"identified_by": IdentityCheck.DETAILS}


async def through(call, **representative):
    one = await make_representative(victim=call.victim, **representative)
    await make_phone(victim=call.victim, phone="06-22222222", representative=one)
    return one.id


async def test_a_mentor_who_is_told_makes_the_victim_know():
    call = await make_call()
    mentor = await through(call, role="mentor")
    await call.speak(spoken_to=mentor)
    assert (await call.now()).close_reason == "representative"
    assert [source for _, source, _ in await knowledge()] == ["other"]


async def test_the_parent_of_a_child_is_the_victim():
    call = await make_call(victim={"birth_date": date(2014, 5, 1)})
    parent = await through(call, role="parent")
    await call.speak(
        spoken_to=parent,
        identified_by=IdentityCheck.TWO_FACTS,
        ticked=frozenset({*SEPOT_ITEMS, ChecklistItem.YOUNG_PERSON_HEARD}),
    )
    assert [source for _, source, _ in await knowledge()] == ["call"]


async def test_telling_the_parent_of_a_seventeen_year_old_is_not_telling_her():
    call = await make_call(victim={"birth_date": date(2009, 5, 1)})
    parent = await through(call, role="parent")
    await call.speak(spoken_to=parent, identified_by=IdentityCheck.TWO_FACTS)
    assert (await call.now()).closed_as is None
    assert await knowledge() == []


async def test_nobody_with_a_conflict_of_interest_is_told():
    call = await make_call(victim={"birth_date": date(2014, 5, 1)})
    await through(call, role="parent")
    father = await through(call, role="parent", has_conflict=True)
    with pytest.raises(UnableToRecordAttemptError) as refused:
        await call.speak(spoken_to=father)
    assert "spoken_to" in refused.value.problems


async def test_a_second_click_records_nothing_more():
    call = await make_call()
    submission = uuid4()
    first = await call.record(Outcome.NO_ANSWER, submission=submission)
    again = await call.report(Outcome.NO_ANSWER, submission=submission)
    assert (first.is_repeat, again.is_repeat) == (False, True)
    assert again.attempt == first.attempt
    assert (await call.now()).attempts == 1


async def test_another_window_does_not_record_the_same_call_as_something_else():
    call = await make_call()
    submission = uuid4()
    await call.record(Outcome.NO_ANSWER, submission=submission)
    with pytest.raises(UnableToRecordAgainError, match="al vastgelegd"):
        await call.report(Outcome.ENGAGED, submission=submission)
    with pytest.raises(UnableToRecordAgainError):
        await call.report(Outcome.NO_ANSWER, submission=submission, note="Tien keer.")
    assert (await call.now()).attempts == 1


async def test_a_double_click_at_the_same_moment_records_once():
    call = await make_call()
    await call.take()
    submission = uuid4()
    both = await asyncio.gather(
        *(call.report(Outcome.NO_ANSWER, submission=submission) for _ in range(2))
    )
    assert sorted(each.is_repeat for each in both) == [False, True]
    assert (await call.now()).attempts == 1


async def test_a_caller_of_another_location_records_nothing():
    call = await make_call()
    call.caller = worker(await make_staff(location="Amsterdam"))
    with pytest.raises(UnableToKeepCallError):
        await call.report(Outcome.NO_ANSWER)


async def test_a_call_that_was_never_taken_is_not_recorded():
    call = await make_call()
    with pytest.raises(UnableToKeepCallError, match="niet genomen"):
        await call.report(Outcome.NO_ANSWER)
    assert (await call.now()).attempts == 0


async def test_a_call_taken_once_is_recorded_once():
    call = await make_call()
    await call.record(Outcome.NO_ANSWER)
    with pytest.raises(UnableToKeepCallError):
        await call.report(Outcome.NO_ANSWER)
    assert (await call.now()).attempts == 1


async def test_a_lease_that_was_cleared_away_still_records():
    call = await make_call()
    await call.take()
    late = NOW + LEASE + timedelta(minutes=5)
    await delete_expired_leases(now=late)
    await call.report(Outcome.NO_ANSWER, late)
    assert (await call.now()).attempts == 1


async def test_a_late_record_counts_while_nobody_else_has_the_call():
    call = await make_call()
    await call.take()
    late = NOW + LEASE + timedelta(minutes=5)
    await call.report(Outcome.NO_ANSWER, late)
    assert (await call.now()).attempts == 1


async def test_a_late_record_is_refused_when_a_colleague_has_the_call():
    call = await make_call()
    await call.take()
    late = NOW + LEASE + timedelta(minutes=5)
    colleague = worker(await make_staff())
    await take_call(task_id=call.task.id, worker=colleague, now=late)
    with pytest.raises(UnableToKeepCallError, match="collega"):
        await call.report(Outcome.NO_ANSWER, late, note="Zij neemt niet op.")
    assert (await call.now()).lease_staff == colleague.staff_id


async def test_another_organisation_records_nothing():
    call = await make_call()
    call.caller = worker(await make_staff(organisation="shn", role="shn_worker"))
    with pytest.raises(UnableToKeepCallError):
        await call.report(Outcome.NO_ANSWER)


async def test_who_was_reached_is_left_alone_by_others_for_eight_hours():
    call = await make_call()
    theirs = await make_task(
        victim=call.victim, kind="first_contact", organisation="shn"
    )
    await call.record(Outcome.CALLBACK_AGREED, agreed_at=NOW + timedelta(days=1))
    guarded = await reload_task(theirs.id)
    assert guarded.guarded_until == NOW + timedelta(hours=8)
    assert guarded.not_before >= NOW + timedelta(hours=8)


async def test_one_key_makes_every_yes_fresh_again_and_touches_no_no():
    call = await make_call(victim={"voicemail": False})
    await call.speak(is_still_safe=True)
    victim = await Victim.objects().get(Victim.id == call.victim.id)
    assert (victim.calling, victim.calling_at) == (True, NOW)
    assert victim.voicemail is False
    assert victim.voicemail_at < NOW
    phone = await Phone.objects().get(Phone.victim == call.victim.id)
    assert phone.vouched_at == NOW


async def test_a_lawyer_does_not_say_what_is_safe_for_her():
    call = await make_call()
    mentor = await through(call, role="mentor")
    await call.speak(spoken_to=mentor, is_still_safe=True)
    victim = await Victim.objects().get(Victim.id == call.victim.id)
    assert victim.calling_at < NOW


async def test_a_callback_without_decisions_closes_when_they_spoke():
    anna = await make_victim(**agreed())
    task = await make_task(victim=anna, kind="callback", topic="De zitting")
    call = Call(anna, task, None, worker(await make_staff()))
    await call.record(Outcome.SPOKEN, identified_by=IdentityCheck.DETAILS)
    assert (await call.now()).closed_as == "done"
    assert await messages() == []


async def test_a_callback_that_nobody_answers_ends_in_an_offer_to_call_again():
    anna = await make_victim(**agreed(), email_address="anna@example.org")
    task = await make_task(victim=anna, kind="callback", topic="De zitting")
    call = Call(anna, task, None, worker(await make_staff()))
    for moment in (NOW, NOW + timedelta(hours=9), TUESDAY_AFTERNOON):
        await call.record(Outcome.NO_ANSWER, moment)
    assert (await call.now()).closed_as == "written"
    assert await messages() == [("callback_missed", "email")]


async def test_every_attempt_leaves_an_audit_row():
    call = await make_call()
    await call.record(Outcome.NO_ANSWER)
    rows = await fetch_rows("SELECT action, victim FROM audit_event ORDER BY action")
    assert [row["action"] for row in rows] == ["call_recorded:no_answer", "call_taken"]
    assert {row["victim"] for row in rows} == {call.victim.id}


@pytest.mark.parametrize("outcome", sorted(NOT_HER))
async def test_what_is_ticked_counts_for_nothing_when_it_was_not_her(outcome):
    call = await make_call()
    recorded = await call.record(outcome, **call.told(), is_still_safe=True)
    assert await knowledge() == []
    assert recorded.attempt.told == recorded.attempt.ticked == frozenset()
    phone = await Phone.objects().get(Phone.victim == call.victim.id)
    assert phone.vouched_at is None


async def test_who_knows_her_details_does_not_say_what_is_safe_for_who_is_at_risk():
    call = await make_call(victim={"is_vulnerable": True})
    await call.record(
        Outcome.CALLBACK_AGREED,
        agreed_at=NOW + timedelta(days=1),
        identified_by=IdentityCheck.DETAILS,
        is_still_safe=True,
    )
    victim = await Victim.objects().get(Victim.id == call.victim.id)
    assert victim.calling_at < NOW


async def test_a_call_that_was_unsafe_makes_nothing_fresh():
    call = await make_call()
    sure = {"identified_by": IdentityCheck.TWO_FACTS, "is_still_safe": True}
    await call.record(Outcome.UNSAFE, **sure)
    victim = await Victim.objects().get(Victim.id == call.victim.id)
    assert victim.calling_at < NOW


async def test_a_number_that_may_not_be_dialled_any_more_was_no_other_number():
    call = await make_call()
    await make_phone(victim=call.victim, phone="06-87654321")
    gone = uuid4()
    await call.record(Outcome.REFUSED, **SURE, phone_id=gone, is_still_safe=True)
    phones = await Phone.objects().where(Phone.victim == call.victim.id)
    assert [phone.vouched_at for phone in phones] == [None, None]


async def test_what_was_told_before_is_not_taken_back_with_a_later_mistake():
    call = await make_call()
    told = {**SURE, "told": frozenset({call.decision.id})}
    await call.record(Outcome.SPOKEN_PARTLY, **told)
    later = NOW + timedelta(days=1)
    again = await call.record(Outcome.SPOKEN_PARTLY, later, **told)
    await correct_attempt(
        attempt_id=again.attempt.id, worker=call.caller, reason="", now=later
    )
    assert len(await knowledge()) == 1
    decisions = await fetch_task_decisions(task_id=call.task.id)
    assert [each.told_at for each in decisions] == [NOW]
