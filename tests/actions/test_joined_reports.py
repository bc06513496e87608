"""A case that rests on several reports: each victim knows the one she is in."""

from portal.actions.export import export_case
from portal.db.overview import fetch_overview_for_victim
from portal.db.victims import fetch_victim_id
from tests.chain import (
    CASE,
    NOW,
    calls_of,
    case,
    decision,
    happen,
    report,
    victim,
)

JOINED = "PL0900-2026089999"


async def _join(**joined):
    await happen(
        report(victim("slo-1")),
        report(victim("slo-2"), at="2026-11-02T10:00", pvNummer=JOINED, **joined),
        case(gevoegdePvNummers=[JOINED]),
        decision(),
    )


async def _exported(reference):
    exported = await export_case(number=CASE, by="test", now=NOW)
    return next(it for it in exported["victims"] if it["victim_id"] == reference)


async def test_a_victim_of_a_joined_report_does_not_see_the_news_before_the_call(
    database,
):
    await _join()
    victim_id = await fetch_victim_id(reference="slo-2")
    overview = await fetch_overview_for_victim(victim_id=victim_id, now=NOW)
    [seen] = overview.incidents[0].cases
    assert len(seen.news) == 1
    assert seen.decisions == ()
    told = [it["visible"] for it in (await _exported("slo-2"))["timeline"]]
    assert told == [True, True, False]


async def test_her_call_stands_under_the_report_that_she_knows(database):
    await _join()
    await happen(
        case(parketnummer="16-123457-26", pvNummer=JOINED),
        decision(parketnummer="16-123457-26", at="2026-11-17T10:00"),
    )
    assert len(await calls_of("slo-2")) == 1


async def test_what_her_own_report_is_about_decides_how_soon_she_is_called(database):
    await _join(feitcategorie="stalking")
    [at_risk], [other] = await calls_of("slo-2"), await calls_of("slo-1")
    assert at_risk["due_at"] < other["due_at"]
    assert (await _exported("slo-2"))["at_risk"] is True
    assert (await _exported("slo-1"))["at_risk"] is False
