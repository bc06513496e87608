"""Two victims on file who are one person: nothing that keeps her safe gets lost."""

from datetime import date

from portal.actions.export import export_case, export_victim
from portal.db.victims import fetch_contact, fetch_victim_id
from tests.chain import (
    CASE,
    NOW,
    calls_of,
    case,
    decision,
    event,
    happen,
    report,
    updated,
    victim,
)

ELSEWHERE = "PL0900-2026089999"


def merged(stays="slo-1", dropped="slo-2", at="2026-11-20T12:00"):
    kind = "nl.slachtofferhulp.slachtoffer-samengevoegd"
    return event(kind, stays, at, slachtofferId=stays, vervallen=dropped)


async def contact(reference="slo-1"):
    return await fetch_contact(victim_id=await fetch_victim_id(reference=reference))


async def test_the_newest_wins_field_by_field(database):
    older = victim("slo-1", achternaam="Oud", telefoonnummers=["06-11111111"])
    newer = victim(
        "slo-2",
        achternaam="Nieuw",
        telefoonnummers=["06-22222222"],
        email="nieuw@example.org",
    )
    del newer["geboortedatum"], newer["adres"]
    later = report(newer, at="2026-11-03T10:00", pvNummer=ELSEWHERE)
    await happen(report(older), later, merged())
    found = await contact()
    assert (found.family_name, found.email_address) == ("Nieuw", "nieuw@example.org")
    assert [it.e164 for it in found.numbers] == ["+31622222222"]
    assert found.birth_date == date(1988, 5, 17)
    assert found.address.street == "Biltstraat"
    assert (await contact("slo-2")).reference == "slo-1"


async def test_of_calls_opened_at_once_the_open_one_is_told_first(database):
    people = [victim(f"slo-{number}") for number in range(1, 6)]
    away = [merged(dropped=f"slo-{number}") for number in range(2, 6)]
    await happen(report(*people), case(), decision(), *away)
    exported = await export_case(number=CASE, by="test", now=NOW)
    [one] = exported["victims"]
    states = [it["state"] for it in one["call_tasks"] if it["kind"] == "sepot"]
    assert states == ["open", *["cancelled"] * 4]


async def test_a_no_of_either_holds(database):
    no = {"bellen": False, "email": False, "post": False}
    await happen(
        report(victim("slo-2", veiligContact=no), at="2026-11-01T10:00"),
        report(victim("slo-1"), at="2026-11-02T10:00", pvNummer=ELSEWHERE),
        merged(),
        case(),
        decision(),
    )
    [call] = await calls_of("slo-1")
    assert (call["not_before"], call["waits_for"]) == (None, "no_safe_way")


async def test_a_number_that_was_unsafe_stays_so(database):
    unsafe = [{"nummer": "06-12345678", "eigen": True, "veilig": False}]
    await happen(
        report(victim("slo-2", telefoonnummers=unsafe)),
        report(victim("slo-1"), at="2026-11-02T10:00", pvNummer=ELSEWHERE),
        merged(),
    )
    assert [it.safe for it in (await contact()).numbers] == [False]


async def test_who_turns_out_to_be_at_risk_is_called_sooner(database):
    people = (victim("slo-1"), victim("slo-2", kwetsbaar=True))
    await happen(report(*people), case(), decision())
    due = min(it["due_at"] for it in await calls_of("slo-2"))
    await happen(merged(at="2026-11-20T12:00"))
    [call] = [it for it in await calls_of("slo-1") if it["closed_as"] is None]
    assert call["due_at"] == due
    [person] = (await export_case(number=CASE, by="test", now=NOW))["victims"]
    assert person["at_risk"] is True


async def test_news_under_a_name_that_went_twice_reaches_the_one_that_stays(database):
    await happen(
        report(*(victim(f"slo-{number}") for number in (1, 2, 3))),
        merged("slo-2", "slo-3", at="2026-11-20T12:00"),
        merged("slo-1", "slo-2", at="2026-11-20T13:00"),
        updated("2026-11-20T14:00", reference="slo-3", kwetsbaar=True),
    )
    assert (await contact()).is_vulnerable
    told = await export_victim(reference="slo-3", by="test", now=NOW)
    assert told["victim"]["reference"] == "slo-1"


async def test_a_decision_that_named_her_by_the_other_id_still_compensates_her(
    database,
):
    ended = {"sepotcodes": ["96"], "vergoedingVoor": ["slo-2"]}
    await happen(
        report(victim("slo-1"), victim("slo-2")),
        case(),
        decision(**ended),
        merged(),
    )
    [call] = [it for it in await calls_of("slo-1") if it["closed_as"] is None]
    assert call["kind"] == "sepot"


async def test_a_later_decision_may_still_name_the_other_id(database):
    ended = {"sepotcodes": ["96"], "vergoedingVoor": ["slo-2"]}
    people = (victim("slo-1"), victim("slo-2"))
    await happen(report(*people), case(), merged(), decision(**ended))
    [call] = await calls_of("slo-1")
    assert call["kind"] == "sepot"
