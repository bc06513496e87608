"""What she says that she wants in a call: a talk, a call later on, her view kept."""

from datetime import timedelta

import pytest

from portal.actions.call_corrections import correct_attempt
from portal.db.engine import execute, fetch_rows
from portal.domain.attempts import IdentityCheck, UnableToRecordAttemptError
from portal.domain.checklist import SEPOT_ITEMS, ChecklistItem
from portal.domain.outcomes import Outcome
from tests.builders import NOW, agreed, make_staff, make_task, make_victim, worker
from tests.calling import ADDRESS, Call, make_call

TALK = ChecklistItem.TALK_WANTED
LATER = ChecklistItem.AFTERCARE_WANTED
ALL = frozenset({*SEPOT_ITEMS, ChecklistItem.PROSECUTOR_TALK_OFFERED})
THURSDAY = NOW + timedelta(days=3)

pytestmark = pytest.mark.usefixtures("database")


async def grave_call():
    call = await make_call()
    await execute("UPDATE fact SET has_right_to_speak = TRUE")
    return call


async def opened(kind):
    return await fetch_rows("SELECT * FROM call_task WHERE kind = {}", kind)


async def other_call(kind, **given):
    """A call of another kind, with somebody who has taken it."""
    victim = await make_victim(address=ADDRESS, may_post=True, **agreed())
    task = await make_task(victim=victim, kind=kind, **given)
    staff = await make_staff(is_experienced=True)
    return Call(victim, task, None, worker(staff))


def said(*ticked, **more):
    return {
        "identified_by": IdentityCheck.DETAILS,
        "ticked": frozenset(ticked),
        **more,
    }


async def test_who_wants_the_talk_gets_a_call_of_the_om_about_it():
    call = await grave_call()
    await call.speak(ticked=ALL | {TALK})
    (talk,) = await opened("prosecutor_talk")
    assert (talk["organisation"], talk["is_agreed"]) == ("om", False)
    assert talk["victim"] == call.victim.id
    assert talk["closed_as"] is None


async def test_a_moment_agreed_at_once_is_kept_for_the_talk():
    call = await grave_call()
    await call.speak(ticked=ALL | {TALK}, talk_at=THURSDAY, names_talk_moment=True)
    (talk,) = await opened("prosecutor_talk")
    assert talk["is_agreed"]
    assert talk["not_before"] == THURSDAY
    assert talk["due_at"] >= THURSDAY


@pytest.mark.parametrize(
    ("moment", "said_why"),
    [
        (None, "Kies een dag en een tijd"),
        (NOW - timedelta(hours=1), "al voorbij"),
        (NOW + timedelta(days=60), "binnen vier weken"),
    ],
)
async def test_a_moment_that_cannot_be_is_refused(moment, said_why):
    call = await grave_call()
    with pytest.raises(UnableToRecordAttemptError) as refused:
        await call.speak(ticked=ALL | {TALK}, talk_at=moment, names_talk_moment=True)
    assert said_why in refused.value.problems["talk_at"]
    assert await opened("prosecutor_talk") == []


async def test_it_can_be_wanted_where_nobody_had_to_offer_it():
    call = await make_call()
    await call.speak(ticked=frozenset({*SEPOT_ITEMS, TALK}))
    assert len(await opened("prosecutor_talk")) == 1


async def test_in_a_call_of_another_kind_it_cannot_be_ticked():
    call = await other_call("hearing")
    await call.record(Outcome.SPOKEN_PARTLY, **said(TALK))
    assert await opened("prosecutor_talk") == []


async def test_asked_twice_it_is_one_talk():
    call = await grave_call()
    partly = {**call.told(), "told": frozenset(), "ticked": frozenset({TALK})}
    await call.record(Outcome.SPOKEN_PARTLY, **partly)
    call.token = None
    later = NOW + timedelta(days=1)
    await call.record(Outcome.SPOKEN, later, **{**call.told(), "ticked": ALL | {TALK}})
    assert len(await opened("prosecutor_talk")) == 1


async def test_a_talk_that_is_planned_later_is_not_late_before_its_moment():
    call = await other_call("prosecutor_talk")
    in_three_weeks = NOW + timedelta(days=21)
    await call.record(
        Outcome.CALLBACK_AGREED, agreed_at=in_three_weeks, confirms_moment=True
    )
    talk = await call.now()
    assert (talk.is_agreed, talk.not_before) == (True, in_three_weeks)
    assert talk.due_at >= in_three_weeks


async def test_the_talk_is_held_with_what_came_of_it():
    call = await other_call("prosecutor_talk")
    held = said(ChecklistItem.TALK_HELD)
    with pytest.raises(UnableToRecordAttemptError) as refused:
        await call.record(Outcome.SPOKEN, **held)
    assert "besproken" in refused.value.problems["note"]
    await call.report(
        Outcome.SPOKEN, **held, note="Uitgelegd waarom. Zij begrijpt het."
    )
    assert (await call.now()).closed_as == "done"


async def test_with_her_consent_shn_calls_two_weeks_after_a_sepot():
    call = await make_call()
    await call.speak(ticked=frozenset({*SEPOT_ITEMS, LATER}))
    (later,) = await opened("aftercare")
    assert later["organisation"] == "shn"
    assert later["due_at"] > NOW + timedelta(days=14)
    assert later["not_before"] >= NOW + timedelta(days=13, hours=12)


async def test_without_it_nobody_calls_later():
    call = await make_call()
    await call.speak()
    assert await opened("aftercare") == []


async def test_consent_in_a_call_that_broke_off_holds_when_it_is_finished():
    call = await make_call()
    partly = {**call.told(), "told": frozenset(), "ticked": frozenset({LATER})}
    await call.record(Outcome.SPOKEN_PARTLY, **partly)
    assert await opened("aftercare") == []
    call.token = None
    await call.record(Outcome.SPOKEN, NOW + timedelta(days=1), **call.told())
    assert len(await opened("aftercare")) == 1


async def test_a_call_that_was_no_conversation_sets_nothing_off():
    call = await grave_call()
    await call.record(
        Outcome.NO_ANSWER,
        identified_by=IdentityCheck.DETAILS,
        ticked=frozenset({TALK, LATER}),
    )
    assert await opened("prosecutor_talk") == []
    assert await opened("aftercare") == []


async def test_taken_back_the_calls_it_set_off_go_too():
    call = await grave_call()
    recorded = await call.speak(ticked=ALL | {TALK, LATER})
    await correct_attempt(
        attempt_id=recorded.attempt.id,
        worker=call.caller,
        reason="Verkeerde persoon.",
        now=NOW + timedelta(minutes=5),
    )
    for kind in ("prosecutor_talk", "aftercare"):
        (task,) = await opened(kind)
        assert (task["closed_as"], task["close_reason"]) == ("cancelled", "taken_back")


async def test_her_view_is_asked_for_and_kept_with_its_day():
    call = await other_call("consultation")
    asked = said(ChecklistItem.VIEW_ASKED, ChecklistItem.SUPPORT_OFFERED)
    with pytest.raises(UnableToRecordAttemptError) as refused:
        await call.record(Outcome.SPOKEN, **asked)
    assert "her_view" in refused.value.problems
    await call.report(Outcome.SPOKEN, **asked, her_view="  Zij wil een rechter. ")
    (row,) = await fetch_rows("SELECT at, her_view FROM call_attempt")
    assert (row["at"], row["her_view"]) == (NOW, "Zij wil een rechter.")


async def test_a_view_that_nobody_asked_for_is_not_kept():
    call = await make_call()
    await call.speak(her_view="Zij is boos.")
    (row,) = await fetch_rows("SELECT her_view FROM call_attempt")
    assert row["her_view"] == ""
