"""She said no on the phone: what comes after that of the same goes in writing."""

from datetime import UTC, datetime

import pytest

from portal.actions.call_corrections import correct_attempt
from portal.domain.attempts import IdentityCheck
from portal.domain.outcomes import Outcome
from tests.chain import (
    NOW,
    calls,
    case,
    decision,
    happen,
    report,
    revised,
    served,
    updated,
)
from tests.playing_calls import caller, record, speak_decision, written

pytestmark = pytest.mark.usefixtures("database")
LATER = datetime(2026, 11, 24, 9, tzinfo=UTC)


async def refuse():
    return await record(
        "sepot", Outcome.REFUSED, NOW, identified_by=IdentityCheck.DETAILS
    )


async def still_open():
    found = await calls("sepot", "decision")
    return [it["kind"] for it in found if it["closed_as"] is None]


async def test_a_notice_served_after_a_refused_call_goes_in_writing():
    await happen(report(), case(), decision())
    await refuse()
    await happen(served("2026-11-23T14:00"), now=LATER)
    assert await still_open() == []
    assert await written() == ["decision_notice", "served_notice"]
    await happen(updated("2026-11-23T15:00", eenvoudigeTaal=True), now=LATER)
    assert await written() == ["decision_notice", "served_notice"]


async def test_that_a_refused_decision_fell_goes_in_writing():
    await happen(report(), case(), decision())
    await refuse()
    await happen(revised("2026-11-23T14:00"), now=LATER)
    assert await still_open() == []
    assert (await written())[-1] == "decision_revised"


async def test_a_newer_decision_is_another_subject():
    await happen(report(), case(), decision())
    await refuse()
    await happen(decision("2026-11-23T14:00", sepotcodes=["40"]), now=LATER)
    assert await still_open() == ["sepot"]


async def test_a_refusal_taken_back_was_none():
    await happen(report(), case(), decision())
    recorded = await refuse()
    await correct_attempt(
        attempt_id=recorded.attempt.id,
        worker=await caller(role="supervisor"),
        reason="Verkeerde knop.",
        now=NOW,
    )
    await happen(served("2026-11-23T14:00"), now=LATER)
    assert await still_open() == ["sepot"]
    assert "served_notice" not in await written()


async def told_and_fallen():
    await happen(report(), case(), decision())
    await speak_decision("sepot")
    await happen(revised("2026-11-23T14:00"), now=LATER)
    assert await still_open() == ["decision"]


async def test_who_opted_out_since_is_not_called_that_it_goes_on():
    await told_and_fallen()
    no_news = {"wensen": {"informatie": True, "beslissing": False}}
    await happen(updated("2026-11-23T15:00", **no_news), now=LATER)
    [call] = await calls("decision")
    assert (call["closed_as"], call["close_reason"]) == ("cancelled", "opted_out")
    again = {"wensen": {"informatie": True, "beslissing": True}}
    await happen(updated("2026-11-23T16:00", **again), now=LATER)
    assert await still_open() == ["decision"]


async def test_a_newer_decision_is_told_instead_of_that_it_goes_on():
    await told_and_fallen()
    await happen(decision("2026-11-23T15:00", sepotcodes=["40"]), now=LATER)
    [call] = await calls("decision")
    assert (call["closed_as"], call["close_reason"]) == ("cancelled", "replaced")
    assert await still_open() == ["sepot"]


async def test_a_decision_entered_twice_does_not_keep_from_her_that_it_goes_on():
    await told_and_fallen()
    await happen(decision("2026-11-23T15:00", sepotcodes=["99"]), now=LATER)
    assert await still_open() == ["decision"]
