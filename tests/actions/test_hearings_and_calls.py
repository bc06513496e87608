"""A hearing of several cases, and news that comes in while somebody is on the phone."""

import pytest

from portal.actions import call_outcomes
from tests.chain import (
    CASE,
    calls,
    case,
    decision,
    fact,
    happen,
    hearing,
    hearing_held,
    report,
)
from tests.interleaving import Pause
from tests.playing_calls import caller, only, speak

pytestmark = pytest.mark.usefixtures("database")
OTHER_CASE = "16-654321-26"
BOTH = [CASE, OTHER_CASE]


def may_speak(number):
    told = fact(feitId=f"{number}/1", spreekrecht=True)
    return case(parketnummer=number, feiten=[told])


async def open_kinds():
    return sorted({it["kind"] for it in await calls() if it["closed_as"] is None})


async def adjourned():
    await happen(
        report(),
        may_speak(CASE),
        may_speak(OTHER_CASE),
        hearing(parketnummers=BOTH),
        hearing_held("2027-01-12T12:00", "aangehouden"),
    )
    assert await open_kinds() == ["hearing_changed"]


async def next_day(*numbers):
    await happen(
        hearing(
            "2027-01-13T09:00",
            "2027-02-16T10:00",
            zittingId="zit-2",
            parketnummers=list(numbers),
        )
    )


async def test_that_one_case_waits_for_a_day_is_told_beside_the_day_of_the_other():
    await adjourned()
    await next_day(CASE)
    assert await open_kinds() == ["hearing", "hearing_changed"]


async def test_where_both_go_on_the_new_day_is_all_there_is_to_tell():
    await adjourned()
    await next_day(*BOTH)
    assert await open_kinds() == ["hearing"]


async def test_what_is_being_told_is_not_told_again_because_of_news_meanwhile(
    monkeypatch,
):
    summons = decision("2026-11-20T10:00", beslissing="dagvaarden", sepotcodes=[])
    await happen(report(), case(), summons)
    by = await caller("shn", "shn_worker")
    pause = Pause(monkeypatch, call_outcomes, "set_next_step")
    stalking = case("2026-11-23T09:00", feiten=[fact(artikel="285b Sr")])
    await pause.meanwhile(speak("term_consultation", by=by), happen(stalking))
    assert (await only("term_consultation"))["closed_as"] == "done"
