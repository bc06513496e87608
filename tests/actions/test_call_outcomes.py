"""What each outcome of a call sets off (contracts section 6)."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from portal.actions.call_outcomes import UnableToKeepCallError
from portal.actions.calls import LEASE, take_call, take_next_call
from portal.db.engine import fetch_rows
from portal.db.tables.people import Phone, Victim
from portal.domain.attempts import IdentityCheck, UnableToRecordAttemptError
from portal.domain.checklist import SEPOT_ITEMS, ChecklistItem
from portal.domain.outcomes import Outcome
from portal.domain.safe_contact import Channel
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
from tests.calling import Call, knowledge, make_call, messages, work

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
    await call.record(Outcome.CALLBACK_AGREED, agreed_at=moment)
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
    await call.speak(spoken_to=parent)
    assert [source for _, source, _ in await knowledge()] == ["call"]


async def test_telling_the_parent_of_a_seventeen_year_old_is_not_telling_her():
    call = await make_call(victim={"birth_date": date(2009, 5, 1)})
    parent = await through(call, role="parent")
    await call.speak(spoken_to=parent)
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
