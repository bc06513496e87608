"""Contracts section 6, table "What opens a call": row by row, as events come in."""

import itertools
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from portal.actions.export import export_case
from portal.db.engine import execute, fetch_rows
from portal.domain.calendar import end_of_day
from tests.builders import make_staff
from tests.chain import (
    CASE,
    NOW,
    calls,
    calls_of,
    case,
    custody,
    day,
    decision,
    fact,
    happen,
    hearing,
    hearing_changed,
    hearing_held,
    hearing_off,
    import_sample,
    intention,
    judgment,
    report,
    revised,
    served,
    updated,
    victim,
)

AT_RISK = victim(kwetsbaar=True)
BESIDE = {"halt": "halt", "mediation": "mediation", "dagvaarden": "term_consultation"}


def speaks():
    return case(feiten=[fact(spreekrecht=True)])


async def open_kinds():
    return sorted(it["kind"] for it in await calls() if it["closed_as"] is None)


async def end_of_calls(*kinds, closed_as="done", told=True):
    """As if somebody had made these calls."""
    for call in await calls(*kinds):
        for table in ("call_task_decision", "call_task_happening"):
            if told:
                await execute(
                    f"UPDATE {table} SET told_at = {{}} WHERE task = {{}}",  # noqa: S608
                    NOW,
                    call["id"],
                )
        await execute(
            "UPDATE call_task SET closed_as = {}, closed_at = {},"
            " close_reason = 'spoken' WHERE id = {} AND closed_as IS NULL",
            closed_as,
            NOW,
            call["id"],
        )


async def written():
    rows = await fetch_rows(
        "SELECT message, state FROM notification ORDER BY queued_at, message"
    )
    return [row["message"] for row in rows if row["state"] != "cancelled"]


@pytest.mark.parametrize("kind", ["strafbeschikking", "transactie", *BESIDE])
async def test_every_decision_makes_a_call_and_some_another_beside_it(database, kind):
    await happen(report(), case(), decision(beslissing=kind, sepotcodes=[]))
    found = {call["kind"]: call for call in await calls()}
    beside = {BESIDE[kind]} if kind in BESIDE else set()
    assert set(found) == {"decision", *beside}
    assert {call["due_at"] for call in found.values()} == {
        end_of_day(day("2026-11-23"))
    }
    assert found["decision"]["organisation"] == "om"
    assert found["decision"]["notice_by"] == day("2026-11-30")
    owners = {"halt": "halt", "term_consultation": "shn", "mediation": "om"}
    for other in beside:
        assert found[other]["organisation"] == owners[other]
        assert found[other]["notice_by"] is None


async def test_someone_at_risk_hears_of_any_decision_within_one_working_day(database):
    await happen(report(AT_RISK), case(), decision(beslissing="halt", sepotcodes=[]))
    assert {call["due_at"] for call in await calls()} == {end_of_day(day("2026-11-17"))}


async def test_a_decision_that_falls_untold_takes_every_call_about_it_off(database):
    summons = decision(beslissing="dagvaarden", sepotcodes=[])
    await happen(report(), case(), summons, revised())
    assert {(it["closed_as"], it["close_reason"]) for it in await calls()} == {
        ("cancelled", "revised")
    }


@pytest.mark.parametrize("kind", ["strafbeschikking", "halt", "dagvaarden", "sepot"])
async def test_a_decision_that_falls_after_it_was_told_makes_a_call_that_it_goes_on(
    database, kind
):
    codes = ["02"] if kind == "sepot" else []
    await happen(report(), case(), decision(beslissing=kind, sepotcodes=codes))
    await end_of_calls()
    await happen(revised())
    [again] = [it for it in await calls() if it["closed_as"] is None]
    assert (again["kind"], again["organisation"]) == ("decision", "om")
    assert again["due_at"] == end_of_day(day("2026-11-24"))
    [tick] = await fetch_rows(
        "SELECT tells_revision FROM call_task_decision WHERE task = {}", again["id"]
    )
    assert tick["tells_revision"]


async def test_what_she_was_told_and_fell_shows_the_new_decision_behind_a_gate(
    database,
):
    await happen(report(), case(), decision(beslissing="halt", sepotcodes=[]))
    await end_of_calls()
    summons = decision("2026-11-18T10:00", beslissing="dagvaarden", sepotcodes=[])
    await happen(revised(), summons)
    [call] = [it for it in await calls("decision") if it["closed_as"] is None]
    ticks = await fetch_rows(
        "SELECT tells_revision FROM call_task_decision WHERE task = {}", call["id"]
    )
    assert sorted(tick["tells_revision"] for tick in ticks) == [False, True]


async def test_a_case_makes_one_first_contact_for_each_victim(database):
    opted_out = victim("slo-2", wensen={"informatie": False})
    died = victim("slo-3", overleden=True)
    company = victim("slo-4", soort="rechtspersoon", contactpersoon="J. Smit")
    await happen(report(victim(), opted_out, died, company), case())
    found = await calls("first_contact")
    assert {it["reference"] for it in found} == {"slo-1", "slo-2", "slo-4"}
    assert {it["organisation"] for it in found} == {"shn"}
    assert {it["due_at"] for it in found} == {end_of_day(day("2026-11-09"))}


async def test_a_decision_that_shows_risk_stops_her_other_calls_too(database):
    never_asked = victim(veiligContact={})
    await happen(report(never_asked), case())
    (call,) = await calls("first_contact")
    assert call["waits_for"] is None
    await happen(decision(sepotcodes=["73"]))
    found = await calls("first_contact", "sepot")
    assert {it["waits_for"] for it in found} == {"no_safe_way"}


@pytest.mark.parametrize("order", list(itertools.permutations(range(2))))
async def test_a_second_case_of_the_incident_makes_no_second_first_contact(
    database, order
):
    other = "16-123457-26"
    later = case(
        "2026-11-06T09:00",
        parketnummer=other,
        feiten=[fact(feitId=f"{other}/1")],
    )
    both = [case(), later]
    await happen(report(), *(both[place] for place in order))
    [call] = await calls("first_contact")
    assert call["due_at"] == end_of_day(day("2026-11-09"))
    exported = await export_case(number=other, by="test", now=NOW)
    [she] = exported["victims"]
    assert [it["kind"] for it in she["call_tasks"]] == ["first_contact"]


async def test_a_first_contact_that_was_made_is_not_made_again(database):
    await happen(report(), case())
    await end_of_calls("first_contact")
    other = "16-123457-26"
    await happen(case(parketnummer=other, feiten=[fact(feitId=f"{other}/1")]))
    await happen(updated(voornamen="Annie"))
    assert len(await calls("first_contact")) == 1


async def test_who_comes_into_the_report_later_gets_a_first_contact_too(database):
    await happen(report(), case())
    await happen(report(victim(), victim("slo-2"), at="2026-11-10T10:00"))
    assert len(await calls("first_contact")) == 2


async def test_nobody_gets_a_first_contact_who_died_meanwhile(database):
    await happen(report(), case(), updated(overleden=True))
    [call] = await calls("first_contact")
    assert (call["closed_as"], call["close_reason"]) == ("cancelled", "deceased")


async def test_who_may_speak_or_wishes_it_is_called_about_a_hearing(database):
    facts = [
        fact(1, slachtofferIds=["slo-1"], spreekrecht=True),
        fact(2, slachtofferIds=["slo-2", "slo-3"]),
    ]
    wishes = victim("slo-2", wensen={"zitting": True})
    await happen(report(victim(), wishes, victim("slo-3")), case(feiten=facts))
    await happen(hearing())
    found = await calls("hearing")
    assert {it["reference"] for it in found} == {"slo-1", "slo-2"}
    assert {it["organisation"] for it in found} == {"om"}
    assert {it["due_at"] for it in found} == {end_of_day(day("2026-11-16"))}
    assert await written() == ["hearing_planned"]


async def test_a_hearing_that_is_near_is_told_fourteen_days_before_it(database):
    await happen(report(), speaks(), hearing(begin="2026-11-26T10:00"))
    [call] = await calls("hearing")
    assert call["due_at"] == end_of_day(day("2026-11-12"))


async def test_a_hearing_that_is_off_ends_its_call_and_is_told_as_a_change(database):
    off = hearing_off("2026-11-21T16:40")
    await happen(report(), speaks(), hearing(begin="2026-11-24T09:15"), off)
    found = {call["kind"]: call for call in await calls()}
    planned, changed = found["hearing"], found["hearing_changed"]
    assert (planned["closed_as"], planned["close_reason"]) == (
        "cancelled",
        "hearing_off",
    )
    assert changed["closed_as"] is None
    assert changed["priority"] == 2
    assert changed["due_at"] == end_of_day(day("2026-11-21"))


async def test_what_changes_this_week_may_be_told_on_a_sunday_evening(database):
    sunday = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
    off = hearing_off("2026-11-22T16:40")
    await happen(report(), speaks(), hearing(begin="2026-11-24T09:15"), off, now=sunday)
    found = {call["kind"]: call for call in await calls()}
    urgent = found["hearing_changed"]
    assert urgent["not_before"] <= sunday < urgent["window_ends"]
    assert urgent["window_ends"] == datetime(2026, 11, 22, 19, tzinfo=UTC)


async def test_what_changes_later_waits_for_the_hours_of_the_location(database):
    sunday = datetime(2026, 11, 22, 12, tzinfo=UTC)
    change = hearing_changed("2026-11-20T15:45", "2027-01-12T13:30")
    await happen(report(), speaks(), hearing(), change, now=sunday)
    [call] = await calls("hearing_changed")
    assert call["priority"] == 0
    assert call["due_at"] == end_of_day(day("2026-11-23"))
    assert call["not_before"] == datetime(2026, 11, 23, 8, tzinfo=UTC)


async def test_the_own_hours_of_a_victim_abroad_hold_for_what_is_urgent_too(database):
    """Nine in the morning in Suriname is one in the afternoon here."""
    sunday = datetime(2026, 11, 22, 9, tzinfo=UTC)
    abroad = victim(telefoonnummers=["+597 8123456"])
    off = hearing_off("2026-11-22T08:40")
    await happen(
        report(abroad), speaks(), hearing(begin="2026-11-24T09:15"), off, now=sunday
    )
    [call] = await calls("hearing_changed")
    assert call["not_before"] == datetime(2026, 11, 22, 12, tzinfo=UTC)


async def test_who_was_given_the_baton_brings_the_news_of_a_hearing(database):
    await happen(report(), speaks(), hearing())
    [planned] = await calls("hearing")
    [row] = await fetch_rows("SELECT id FROM case_file")
    staff = await make_staff()
    await execute(
        'INSERT INTO baton (id, victim, "case", subject, step, holder, given_by,'
        " staff, note, at) VALUES ({}, {}, {}, 'hearing', 1, 'shn', 'om', {}, '', {})",
        *(uuid4(), planned["victim"], row["id"], staff.id, NOW),
    )
    await happen(hearing_changed("2026-11-20T15:45", "2027-01-12T13:30"), judgment())
    found = {call["kind"]: call["organisation"] for call in await calls()}
    assert found == {"hearing": "om", "hearing_changed": "shn", "judgment": "om"}


async def test_only_the_newest_of_several_changes_is_told(database):
    await happen(
        report(),
        speaks(),
        hearing(),
        hearing_changed("2026-11-18T10:00", "2027-01-13T10:00"),
        hearing_changed("2026-11-19T10:00", "2027-01-14T10:00"),
    )
    [call] = await calls("hearing_changed")
    ticks = await fetch_rows(
        "SELECT removed_at FROM call_task_happening WHERE task = {}", call["id"]
    )
    assert sorted(tick["removed_at"] is None for tick in ticks) == [False, True]
    assert call["closed_as"] is None


async def test_a_hearing_that_was_held_is_not_announced_any_more(database):
    await happen(report(), speaks(), hearing(), hearing_held("2027-01-12T12:00"))
    [call] = await calls("hearing")
    assert (call["closed_as"], call["close_reason"]) == ("cancelled", "hearing_over")
    assert await calls("hearing_changed") == []


async def test_that_a_hearing_goes_on_another_day_is_told(database):
    adjourned = hearing_held("2027-01-12T12:00", "aangehouden")
    await happen(report(), speaks(), hearing(), adjourned)
    assert await open_kinds() == ["hearing_changed"]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
async def test_hearings_may_come_in_in_any_order(database, order):
    story = [
        hearing(),
        hearing_changed("2026-11-18T10:00", "2027-01-13T10:00"),
        hearing_off("2026-11-19T10:00"),
    ]
    await happen(report(), speaks(), *(story[place] for place in order))
    assert await open_kinds() == ["hearing_changed"]
    [row] = await fetch_rows(
        "SELECT happening.code FROM call_task_happening AS tells"
        " JOIN happening ON happening.id = tells.happening"
        " JOIN call_task ON call_task.id = tells.task"
        " WHERE call_task.closed_as IS NULL AND tells.removed_at IS NULL"
    )
    assert row["code"] == "hearing_cancelled"


async def test_one_hearing_of_two_cases_makes_one_call_under_both(database):
    other = "16-123457-26"
    second = case(
        parketnummer=other, feiten=[fact(feitId=f"{other}/1", spreekrecht=True)]
    )
    await happen(report(), speaks(), second, hearing(parketnummers=[CASE, other]))
    assert len(await calls("hearing")) == 1
    assert len(await fetch_rows("SELECT id FROM call_task_happening")) == 1
    for number in (CASE, other):
        [she] = (await export_case(number=number, by="test", now=NOW))["victims"]
        assert "hearing" in {it["kind"] for it in she["call_tasks"]}


async def test_who_is_only_written_gets_what_is_true_now(database):
    change = hearing_changed("2026-11-18T10:00", "2027-01-13T10:00")
    await happen(report(), case(), hearing(), change)
    assert await written() == ["hearing_changed"]
    await happen(hearing_off("2026-11-19T10:00"), updated(voornamen="Annie"))
    assert await written() == ["hearing_cancelled"]
    assert await calls() == []


async def test_who_opted_out_is_told_nothing_of_a_hearing(database):
    no = victim(wensen={"informatie": False})
    await happen(report(no), case(), hearing())
    assert await calls() == []
    assert await written() == []


async def test_who_opted_out_hears_in_writing_that_she_may_speak(database):
    no = victim(wensen={"informatie": False})
    await happen(report(no), speaks(), hearing())
    assert await calls() == []
    assert await written() == ["hearing_planned"]


async def test_opting_out_stops_a_call_about_a_hearing(database):
    wishes = victim(wensen={"zitting": True})
    await happen(report(wishes), case(), hearing())
    await happen(updated(wensen={"zitting": False}))
    [call] = await calls("hearing")
    assert (call["closed_as"], call["close_reason"]) == ("cancelled", "opted_out")


async def test_a_judgment_is_told_within_two_working_days(database):
    facts = [fact(1, slachtofferIds=["slo-1"]), fact(2, slachtofferIds=["slo-2"])]
    given = judgment(feitIds=[f"{CASE}/1"])
    await happen(report(victim(), victim("slo-2")), case(feiten=facts), given)
    [call] = await calls("judgment")
    assert call["reference"] == "slo-1"
    assert call["due_at"] == end_of_day(day("2026-11-24"))


async def test_who_is_at_risk_is_heard_before_a_decision(database):
    await happen(report(AT_RISK, victim("slo-2")), case(), intention())
    [call] = await calls("consultation")
    assert call["reference"] == "slo-1"
    assert call["due_at"] == end_of_day(day("2026-12-04"))
    assert call["needs_experience"]
    await happen(decision("2026-11-23T09:00"))
    [call] = await calls("consultation")
    assert (call["closed_as"], call["close_reason"]) == ("cancelled", "decided")


async def test_a_release_is_told_every_day_of_the_week_and_before_it(database):
    saturday = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
    await happen(report(AT_RISK, victim("slo-2")), case(), custody(), now=saturday)
    [call] = await calls("release")
    assert (call["reference"], call["priority"]) == ("slo-1", 2)
    assert call["due_at"] < datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert call["not_before"] <= saturday < call["window_ends"]


async def test_who_wishes_it_is_told_of_a_release_that_is_planned(database):
    wishes = victim(wensen={"detentie": True})
    planned = custody("vrijlating", code="nl.dji.vrijlating-gepland")
    await happen(report(wishes), case(), planned)
    assert await open_kinds() == ["release"]


async def test_who_is_held_again_needs_no_call_about_a_release(database):
    again = custody("hervat", at="2026-11-22T09:00")
    await happen(report(AT_RISK), case(), custody(), again)
    [call] = await calls("release")
    assert (call["closed_as"], call["close_reason"]) == ("cancelled", "resumed")


async def test_an_urgent_call_is_held_back_by_no_other_organisation(database):
    """SHN spoke to her an hour ago; that he is free tomorrow cannot wait for that."""
    await happen(report(AT_RISK), case())
    [first] = await calls("first_contact")
    await execute("UPDATE call_task SET guarded_until = {}", NOW + timedelta(hours=7))
    await happen(custody(), now=NOW)
    [call] = await calls("release")
    assert call["guarded_until"] is None
    assert call["not_before"] <= NOW
    assert first["organisation"] == "shn"


async def test_a_merge_moves_what_the_calls_have_to_tell(database):
    from_two = victim("slo-2", achternaam="Vries")
    await happen(report(victim(), from_two), speaks(), hearing(), judgment())
    assert len(await calls("hearing")) == 2
    merged = {
        **updated(),
        "type": "nl.slachtofferhulp.slachtoffer-samengevoegd",
        "data": {"slachtofferId": "slo-1", "vervallen": "slo-2"},
    }
    await happen(merged)
    assert await open_kinds() == ["hearing", "judgment"]
    still = [
        it for it in await calls_of("slo-1", "first_contact") if not it["closed_as"]
    ]
    assert len(still) == 1


async def test_what_she_heard_as_another_on_file_she_is_not_told_again(database):
    await happen(report(victim(), victim("slo-2")), speaks(), decision(), judgment())
    for call in await calls_of("slo-2", "sepot", "judgment"):
        for table in ("call_task_decision", "call_task_happening"):
            await execute(
                f"UPDATE {table} SET told_at = {{}} WHERE task = {{}}",  # noqa: S608
                NOW,
                call["id"],
            )
        await execute(
            "UPDATE call_task SET closed_as = 'done', closed_at = {},"
            " close_reason = 'spoken' WHERE id = {}",
            NOW,
            call["id"],
        )
    await happen(
        {
            **updated(),
            "type": "nl.slachtofferhulp.slachtoffer-samengevoegd",
            "data": {"slachtofferId": "slo-1", "vervallen": "slo-2"},
        }
    )
    found = await calls_of("slo-1", "sepot", "judgment")
    assert sorted((it["kind"], it["close_reason"]) for it in found) == [
        ("judgment", "merged"),
        ("judgment", "spoken"),
        ("sepot", "merged"),
        ("sepot", "spoken"),
    ]


async def test_who_is_in_the_facts_no_more_is_called_no_more(database):
    both = [fact(slachtofferIds=["slo-1", "slo-2"], spreekrecht=True)]
    only_one = [fact(slachtofferIds=["slo-1"], spreekrecht=True)]
    await happen(report(victim(), victim("slo-2")), case(feiten=both))
    await happen(decision(), hearing())
    assert len(await calls_of("slo-2")) == 2
    await happen(case("2026-11-18T09:00", feiten=only_one))
    assert {
        (it["closed_as"], it["close_reason"]) for it in await calls_of("slo-2")
    } == {("cancelled", "not_concerned")}
    assert {it["closed_as"] for it in await calls_of("slo-1")} == {None}


async def test_a_decision_about_facts_that_are_hers_no_more_is_not_told(database):
    mine = [
        fact(1, slachtofferIds=["slo-1", "slo-2"]),
        fact(2, slachtofferIds=["slo-2"]),
    ]
    other = [fact(1, slachtofferIds=["slo-1"]), fact(2, slachtofferIds=["slo-2"])]
    await happen(report(victim(), victim("slo-2")), case(feiten=mine))
    await happen(decision(feitIds=[f"{CASE}/1"]))
    assert len(await calls_of("slo-2")) == 1
    await happen(case("2026-11-18T09:00", feiten=other))
    [call] = await calls_of("slo-2")
    assert (call["closed_as"], call["close_reason"]) == ("cancelled", "not_concerned")


async def test_reading_it_all_again_changes_nothing(database):
    await happen(
        report(AT_RISK),
        speaks(),
        decision(beslissing="dagvaarden", sepotcodes=[]),
        hearing(),
        hearing_changed("2026-11-18T10:00", "2027-01-13T10:00"),
        judgment(),
        intention(),
        custody(),
    )
    before = await calls()
    ticks = await fetch_rows("SELECT * FROM call_task_happening ORDER BY id")
    await happen(updated(voornamen="Annie"), report(AT_RISK, at="2026-11-12T10:00"))
    assert await calls() == before
    assert await fetch_rows("SELECT * FROM call_task_happening ORDER BY id") == ticks


SAMPLE = {
    "decision": "2 4 5 6 8 9 10 11 13 14 21",
    "halt": "4 5",
    "mediation": "11",
    "term_consultation": "2 8 9 10 13 14 21",
    "hearing": "2 13 14",
    "hearing_changed": "2 8",
    "judgment": "9 10",
    "release": "18",
    "consultation": "19",
    "first_contact": "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21",
}


async def test_the_sample_feed_opens_every_kind_of_call_for_whom_it_is_due(database):
    await import_sample()
    rows = await calls(*SAMPLE)
    found = {
        kind: {
            int(row["reference"].removeprefix("slo-"))
            for row in rows
            if row["kind"] == kind and row["closed_as"] is None
        }
        for kind in SAMPLE
    }
    assert found == {kind: set(map(int, who.split())) for kind, who in SAMPLE.items()}
    urgent = {(it["reference"], it["kind"]) for it in rows if it["priority"] == 2}
    assert urgent >= {("slo-0008", "hearing_changed"), ("slo-0018", "release")}
    assert ("slo-0002", "hearing_changed") not in urgent


async def test_a_served_notice_reaches_who_is_only_written_to(database):
    await happen(report(victim(communicatiewijze="schriftelijk")), case(), decision())
    await happen(served())
    [person] = (await export_case(number=CASE, by="test", now=NOW))["victims"]
    messages = [it["message"] for it in person["notifications"]]
    assert messages == ["decision_notice", "served_notice"]


async def test_the_right_to_speak_in_one_of_two_cases_is_enough_for_a_call(database):
    other = "16-654321-26"
    spoken = [fact(1, spreekrecht=True)]
    silent = [fact(1, feitId=f"{other}/1")]
    await happen(report(), case(feiten=spoken), case(parketnummer=other, feiten=silent))
    await happen(hearing(parketnummers=[CASE, other]))
    [call] = await calls("hearing")
    assert call["closed_as"] is None
