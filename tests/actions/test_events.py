"""What the chain tells us, and what follows: the promise that nothing is lost."""

import itertools

import pytest

from portal.actions.events import Outcome, UnableToAcceptEventError
from portal.db.engine import execute, fetch_row, fetch_rows
from portal.domain.calendar import end_of_day
from tests import chain
from tests.chain import calls, calls_of, case, decision, happen, phase, report, victim


async def outcomes(*events):
    return [receipt.outcome for receipt in await happen(*events)]


async def test_a_sepot_makes_a_call_due_on_the_fifth_working_day(database):
    await happen(report(), case(), decision())
    (call,) = await calls()
    assert (call["kind"], call["organisation"]) == ("sepot", "om")
    assert call["due_at"] == end_of_day(chain.day("2026-11-23"))
    assert call["notice_by"] == chain.day("2026-11-30")
    assert call["location"] == "Midden-Nederland"
    assert await phase() == "dismissed"


async def test_the_norm_counts_from_the_earlier_of_date_and_time(database):
    await happen(report(), case(), decision("2026-11-19T11:30", datum="2026-11-16"))
    (call,) = await calls()
    assert call["due_at"] == end_of_day(chain.day("2026-11-23"))


async def test_someone_at_risk_is_called_within_one_working_day(database):
    await happen(report(victim(kwetsbaar=True)), case(), decision())
    (call,) = await calls()
    assert call["is_at_risk"]
    assert call["due_at"] == end_of_day(chain.day("2026-11-17"))


async def test_the_same_event_again_is_a_duplicate_and_changes_nothing(database):
    first = report()
    assert await outcomes(first, first) == [Outcome.APPLIED, Outcome.DUPLICATE]


async def test_other_content_under_a_known_id_is_refused(database):
    first = report()
    other = report() | {"id": first["id"]}
    other["data"]["plaats"] = "Zeist"
    await happen(first)
    with pytest.raises(UnableToAcceptEventError):
        await happen(other)


async def test_what_comes_too_early_waits_and_applies_itself(database):
    assert await outcomes(decision(), case()) == [Outcome.PARKED, Outcome.PARKED]
    assert await calls() == []
    await happen(report())
    assert len(await calls()) == 1
    assert await phase() == "dismissed"
    rows = await fetch_rows("SELECT state, content_sealed FROM inbound_event")
    assert {(row["state"], row["content_sealed"]) for row in rows} == {
        ("applied", None)
    }


async def test_a_parked_event_stands_sealed_in_the_database(database):
    early = chain.updated(email="canary@example.org")
    await happen(early)
    row = await fetch_row("SELECT * FROM inbound_event")
    assert row["waits_for"] == "victim:slo-1"
    assert "canary" not in str(row)


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))), ids=str)
async def test_the_order_of_arrival_makes_no_difference(database, order):
    story = [report(), case(), decision(), chain.revised()]
    await happen(*(story[place] for place in order))
    assert await phase() == "at_prosecutor"
    row = await fetch_row("SELECT state FROM decision")
    assert row["state"] == "revised"
    assert [call for call in await calls() if call["closed_as"] is None] == []


async def test_a_late_older_decision_does_not_replace_a_newer_one(database):
    late = decision("2026-10-30T09:00", beslissing="dagvaarden", sepotcodes=[])
    await happen(report(), case(), decision(), late)
    assert await phase() == "dismissed"
    assert len(await calls("sepot")) == 1


async def test_two_suspects_of_one_report_make_one_call_with_two_ticks(database):
    other = "16-123457-26"
    second_case = case(parketnummer=other, feiten=[chain.fact(feitId=f"{other}/1")])
    second = decision("2026-11-18T11:30", parketnummer=other)
    await happen(report(), case(), second_case, decision(), second)
    (call,) = await calls()
    assert call["due_at"] == end_of_day(chain.day("2026-11-23"))
    ticks = await fetch_rows("SELECT decision FROM call_task_decision")
    assert len(ticks) == 2


async def test_victims_of_other_facts_are_not_called(database):
    two = [
        chain.fact(1, slachtofferIds=["slo-1"]),
        chain.fact(2, slachtofferIds=["slo-2"]),
    ]
    await happen(
        report(victim(), victim("slo-2")),
        case(feiten=two),
        decision(feitIds=[f"{chain.CASE}/1"]),
    )
    assert [call["reference"] for call in await calls()] == ["slo-1"]


async def test_a_revised_sepot_takes_its_call_off_the_list(database):
    await happen(report(), case(), decision(), chain.revised())
    (call,) = await calls()
    assert (call["closed_as"], call["close_reason"]) == ("cancelled", "revised")
    waiting = await fetch_rows(
        "SELECT state FROM reminder WHERE state = 'waiting' AND task = {}", call["id"]
    )
    assert waiting == []


async def test_who_opted_out_is_not_called(database):
    wish = {"informatie": False, "beslissing": None}
    await happen(report(victim(wensen=wish)), case(), decision())
    assert await calls() == []


async def test_nobody_is_called_about_a_case_that_was_entered_twice(database):
    await happen(report(), case(), decision(sepotcodes=["99"]))
    assert await calls() == []
    assert await phase() == "joined"


async def test_without_a_safe_way_the_call_waits_and_people_are_told(database):
    silent = dict.fromkeys(("bellen", "voicemail", "sms", "email", "post"))
    await happen(
        report(victim(kwetsbaar=True, veiligContact=silent)), case(), decision()
    )
    (call,) = await calls()
    assert (call["waits_for"], call["not_before"]) == ("no_safe_way", None)
    items = await fetch_rows(
        "SELECT organisation, role FROM work_item WHERE kind = 'no_safe_way'"
        " AND task = {}",
        call["id"],
    )
    assert {(it["organisation"], it["role"]) for it in items} == {
        ("shn", "shn_worker"),
        ("om", "supervisor"),
    }


async def test_shn_opens_the_way_again(database):
    no = chain.SAFE | {"bellen": False}
    await happen(report(victim(veiligContact=no)), case(), decision())
    (call,) = await calls()
    assert call["not_before"] is None
    await happen(chain.updated(veiligContact={"bellen": True}))
    (call,) = await calls()
    assert call["not_before"] is not None
    assert await fetch_rows("SELECT 1 FROM work_item WHERE done_at IS NULL") == []


async def test_only_shn_or_the_victim_lifts_a_no(database):
    no = chain.SAFE | {"bellen": False}
    await happen(report(victim(veiligContact=no)), case(), decision())
    await happen(report(victim(), at="2026-11-20T10:00"))
    (call,) = await calls()
    assert call["not_before"] is None


async def test_a_no_that_comes_late_still_holds(database):
    await happen(report(victim(), at="2026-11-20T10:00"), case(), decision())
    no = chain.SAFE | {"bellen": False}
    older = report(victim(veiligContact=no), at="2026-11-02T10:00")
    await happen(older)
    (call,) = await calls()
    assert call["not_before"] is None


async def test_the_newest_word_about_a_victim_wins_field_by_field(database):
    await happen(
        report(),
        chain.updated("2026-11-20T12:00", achternaam="Jansen"),
        chain.updated("2026-11-10T12:00", achternaam="Bos", voornamen="Annie"),
    )
    row = await fetch_row("SELECT given_names, family_name FROM victim")
    assert (row["given_names"], row["family_name"]) == ("Annie", "Jansen")


async def test_contact_data_stand_nowhere_readable(database):
    await happen(report(), case(), decision())
    for table in ("victim", "phone", "notification", "happening", "inbound_event"):
        text = str(await fetch_rows(f'SELECT * FROM "{table}"'))  # noqa: S608
        for secret in ("12345678", "anna@example.org", "Biltstraat", "3572BB"):
            assert secret not in text, (table, secret)


async def test_a_served_notice_joins_the_open_call(database):
    await happen(report(), case(), decision(), chain.served())
    (call,) = await calls()
    row = await fetch_row("SELECT covers_notice FROM call_task_decision")
    assert row["covers_notice"]
    assert call["closed_as"] is None


async def test_two_references_of_one_person_become_one(database):
    merged = chain.event(
        "nl.slachtofferhulp.slachtoffer-samengevoegd",
        "slo-1",
        "2026-11-20T12:00",
        slachtofferId="slo-1",
        vervallen="slo-2",
    )
    await happen(report(victim(), victim("slo-2")), case(), decision())
    assert len(await calls()) == 2
    await happen(merged)
    open_calls = [call for call in await calls() if call["closed_as"] is None]
    assert [call["reference"] for call in open_calls] == ["slo-1"]
    later = decision("2026-11-21T10:00", vergoedingVoor=["slo-2"])
    assert await outcomes(later) == [Outcome.APPLIED]


async def test_the_sample_feed_is_taken_in_whole_and_only_once(database):
    first = [receipt.outcome for receipt in await chain.import_sample()]
    assert first.count(Outcome.DUPLICATE) == 1
    parked = await fetch_rows("SELECT 1 FROM inbound_event WHERE state = 'parked'")
    assert parked == []
    before = await calls()
    again = [receipt.outcome for receipt in await chain.import_sample()]
    assert set(again) == {Outcome.DUPLICATE}
    assert await calls() == before


async def test_the_sample_feed_opens_the_calls_that_the_rules_say(database):
    await chain.import_sample()
    open_calls = {
        call["reference"]: call
        for call in await calls("sepot")
        if call["closed_as"] is None
    }
    assert set(open_calls) == {
        "slo-0001",
        "slo-0002",
        "slo-0003",
        "slo-0007",
        "slo-0015",
        "slo-0017",
        "slo-0020",
    }
    assert open_calls["slo-0007"]["waits_for"] == "no_safe_way"
    assert open_calls["slo-0003"]["due_at"] == end_of_day(chain.day("2026-11-20"))
    assert await phase("18-556677-26") == "summoned"
    (geert,) = [call for call in await calls_of("slo-0021") if call["kind"] == "sepot"]
    assert (geert["closed_as"], geert["close_reason"]) == ("cancelled", "revised")


async def test_a_notice_served_after_the_call_opens_a_call_of_its_own(database):
    await happen(report(), case(), decision("2026-11-02T11:30"))
    await execute("UPDATE call_task_decision SET told_at = {}", chain.NOW)
    await execute(
        "UPDATE call_task SET closed_as = 'done', closed_at = {},"
        " close_reason = 'spoken'",
        chain.NOW,
    )
    await happen(chain.served("2026-11-20T09:30"))
    _, again = await calls("sepot")
    assert again["closed_as"] is None
    assert again["due_at"] == end_of_day(chain.day("2026-11-27"))
    await happen(chain.updated(voornamen="Annie"))
    assert len(await calls()) == 2
