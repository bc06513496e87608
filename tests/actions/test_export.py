import json

import pytest

from portal.actions.complaints import record_knowledge
from portal.actions.export import (
    UnableToFindCaseError,
    UnableToFindVictimError,
    export_case,
    export_victim,
)
from portal.db.engine import fetch_rows
from portal.db.personal_data import OF_VICTIM
from portal.db.piccolo_app import APP_CONFIG
from portal.db.tables.cases import Decision
from portal.db.tables.people import Victim
from portal.domain.complaints import KnownBy
from tests.builders import make_attempt, make_staff
from tests.chain import (
    CASE,
    NOW,
    REPORT,
    calls_of,
    case,
    day,
    decision,
    event,
    fact,
    happen,
    report,
    revised,
    victim,
)

KEYS = {
    "parketnummer",
    "pv_number",
    "phase",
    "decision",
    "victims",
    "hearings",
    "term_window",
    "measures",
}
VICTIM_KEYS = {
    "victim_id",
    "at_risk",
    "complaint_term",
    "call_tasks",
    "notifications",
    "reminders",
    "timeline",
}
TERM_KEYS = {
    "kind",
    "known_at",
    "known_by",
    "last_safe_day",
    "post_by",
    "reopened",
    "provisional",
    "competent_court",
}
TASK_KEYS = {
    "kind",
    "state",
    "organisation",
    "opened_at",
    "due_at",
    "not_before",
    "attempts",
    "closed_at",
    "close_reason",
}


async def export(number=CASE, now=NOW):
    return await export_case(number=number, by="tester", now=now)


def calls_in(exported):
    """All but the first contact that every case opens."""
    return [it for it in exported["call_tasks"] if it["kind"] != "first_contact"]


async def only_victim(number=CASE):
    (found,) = (await export(number))["victims"]
    return found


async def test_it_has_every_key_of_the_contract(database):
    await happen(report(), case(), decision())
    exported = await export()
    (found,) = exported["victims"]
    (task,) = calls_in(found)
    assert exported.keys() == KEYS
    assert exported["measures"] == {
        "apologies": [],
        "mediations": [],
        "seizures": [],
        "halt": None,
    }
    assert exported["term_window"] is None
    assert found.keys() == VICTIM_KEYS
    assert found["complaint_term"].keys() == TERM_KEYS
    assert task.keys() == TASK_KEYS
    assert all(
        each.keys() == {"kind", "due_at", "state"} for each in found["reminders"]
    )
    assert all(each.keys() == {"at", "code", "visible"} for each in found["timeline"])


async def test_it_is_json_with_moments_in_utc_and_plain_days(database):
    await happen(report(), case(), decision())
    exported = json.loads(json.dumps(await export()))
    (task,) = calls_in(exported["victims"][0])
    assert exported["decision"] == {
        "kind": "sepot",
        "date": "2026-11-16",
        "grounds": ["02"],
        "conditional": False,
        "served_on": None,
        "state": "stands",
    }
    assert task["opened_at"] == "2026-11-16T10:30:00Z"
    assert task["due_at"] == "2026-11-23T22:59:59Z"
    assert (task["kind"], task["state"], task["organisation"]) == (
        "sepot",
        "open",
        "om",
    )


@pytest.mark.parametrize(
    "number", ["16-123456-26", "16/123456-26", "16 123456 26", "1612345626"]
)
async def test_a_case_is_found_in_any_notation(database, number):
    await happen(report(), case())
    assert (await export(number))["parketnummer"] == CASE


@pytest.mark.parametrize("number", ["16-999999-26", "PL0900-2026999999", "onzin", ""])
async def test_what_is_not_on_file_is_said(database, number):
    with pytest.raises(UnableToFindCaseError):
        await export(number)


async def test_a_term_exists_before_she_knows_and_runs_when_she_does(database):
    await happen(report(), case(), decision())
    before = (await only_victim())["complaint_term"]
    (found,) = await Decision.objects()
    (person,) = await Victim.objects()
    await record_knowledge(
        victim_id=person.id,
        decision_id=found.id,
        known_on=day("2026-11-23"),
        source=KnownBy.PORTAL,
        recorded_by="herself",
        now=NOW,
    )
    after = (await only_victim())["complaint_term"]
    assert before["kind"] == "no_statutory_term"
    assert before["known_at"] is before["last_safe_day"] is before["post_by"] is None
    assert before["competent_court"] == "Arnhem-Leeuwarden"
    assert (after["known_at"], after["known_by"]) == ("2026-11-23", "portal")
    assert (after["last_safe_day"], after["post_by"]) == ("2027-02-22", "2027-02-15")


async def test_nothing_stands_after_a_revision(database):
    await happen(report(), case(), decision(), revised())
    exported = await export()
    (found,) = exported["victims"]
    assert exported["decision"] is None
    assert exported["phase"] == "at_prosecutor"
    assert found["complaint_term"] is None
    (task,) = calls_in(found)
    assert task["state"] == "cancelled"
    assert task["close_reason"]
    assert task["closed_at"] is not None


async def test_victims_of_different_facts_are_told_apart(database):
    facts = [
        fact(1, slachtofferIds=["slo-1"]),
        fact(2, slachtofferIds=["slo-2"]),
    ]
    await happen(
        report(victim("slo-1"), victim("slo-2"), victim("slo-3")),
        case(feiten=facts),
        decision(feitIds=[f"{CASE}/1"], beslissing="sepot"),
    )
    first, second = (await export())["victims"]
    assert (first["victim_id"], second["victim_id"]) == ("slo-1", "slo-2")
    assert [task["kind"] for task in calls_in(first)] == ["sepot"]
    assert calls_in(second) == []
    assert second["complaint_term"] is None
    assert "decision" not in {entry["code"] for entry in second["timeline"]}


async def test_risk_is_judged_in_this_case(database):
    await happen(report(victim(kwetsbaar=True)), case(), decision())
    assert (await only_victim())["at_risk"] is True


async def test_an_attempt_that_was_taken_back_is_left_out(database):
    await happen(report(), case(), decision())
    (task,) = await calls_of("slo-1")
    row = type("Task", (), {"id": task["id"], "victim": task["victim"]})
    staff = await make_staff()
    await make_attempt(task=row, staff=staff)
    await make_attempt(task=row, staff=staff, outcome="engaged", corrected_at=NOW)
    (exported,) = calls_in(await only_victim())
    assert [each["outcome"] for each in exported["attempts"]] == ["no_answer"]


async def test_a_call_stands_under_the_cases_that_it_still_tells(database):
    other = "13-123456-26"
    await happen(
        report(),
        case(),
        case(parketnummer=other, parket="13", feiten=[fact(feitId=f"{other}/1")]),
        decision(),
        decision(parketnummer=other),
    )
    for number in (CASE, other):
        calls = (await only_victim(number))["call_tasks"]
        assert [it["state"] for it in calls if it["kind"] == "sepot"] == ["open"]
    await happen(revised())
    assert not [
        it for it in (await only_victim())["call_tasks"] if it["kind"] == "sepot"
    ]
    left = (await only_victim(other))["call_tasks"]
    assert [it["state"] for it in left if it["kind"] == "sepot"] == ["open"]
    fell = {"parketnummer": other, "datum": "2026-11-17", "reden": "nieuwe-feiten"}
    kind = "nl.om.beslissing-herzien"
    await happen(event(kind, other, "2026-11-17T16:00", **fell))
    for number in (CASE, other):
        calls = (await only_victim(number))["call_tasks"]
        assert [it["state"] for it in calls if it["kind"] == "sepot"] == ["cancelled"]


async def test_what_she_may_not_see_yet_is_marked(database):
    await happen(report(), case(), decision())
    timeline = {
        each["code"]: each["visible"] for each in (await only_victim())["timeline"]
    }
    assert timeline == {"reported": True, "case_received": True, "decision": False}


async def test_a_victim_of_a_joined_report_has_a_timeline_too(database):
    other = "PL0900-2026081299"
    await happen(
        report(victim("slo-1")),
        report(victim("slo-2"), pvNummer=other),
        case(gevoegdePvNummers=[other]),
    )
    _, second = (await export())["victims"]
    assert [each["code"] for each in second["timeline"]] == [
        "reported",
        "case_received",
    ]


async def test_hearings_are_told_in_the_words_of_the_chain(database):
    hearing = event(
        "nl.rechtspraak.zitting-gepland",
        "zit-1",
        "2026-11-20T10:00",
        zittingId="zit-1",
        parketnummers=[CASE],
        soort="inhoudelijk",
        rechter="politierechter",
        begin="2027-01-12T10:00:00+01:00",
        duurMinuten=60,
        rechtbank="Rechtbank Midden-Nederland",
        plaats="Utrecht",
        zaal=None,
        openbaar=True,
    )
    await happen(report(), case(), hearing)
    assert (await export())["hearings"] == [
        {
            "hearing_id": "zit-1",
            "state": "planned",
            "starts_at": "2027-01-12T09:00:00Z",
            "kind": "inhoudelijk",
            "court": "Rechtbank Midden-Nederland",
            "version": 1,
        }
    ]


async def test_a_police_referral_to_halt_is_found_by_its_report(database):
    referral = event(
        "nl.halt.verwijzing-ontvangen",
        REPORT,
        "2026-11-02T12:00",
        pvNummer=REPORT,
        datum="2026-11-02",
        verwijzer="politie",
        eersteVerhoorOp="2026-11-01",
        schade=None,
        wensenBekend=True,
    )
    await happen(report(), referral)
    exported = await export("pl0900 2026081234")
    (found,) = exported["victims"]
    assert exported.keys() == KEYS
    assert (exported["parketnummer"], exported["pv_number"]) == (None, REPORT)
    assert exported["phase"] == "reported"
    assert found.keys() == VICTIM_KEYS
    assert [each["code"] for each in found["timeline"]] == ["reported", "halt_referred"]


async def test_who_exports_is_written_down(database):
    await happen(report(), case())
    await export()
    await export_victim(reference="slo-1", by="tester", now=NOW)
    rows = await fetch_rows(
        "SELECT action, actor, object_id, victim FROM audit_event ORDER BY action"
    )
    assert [(row["action"], row["object_id"]) for row in rows] == [
        ("case_exported", CASE),
        ("person_exported", "slo-1"),
    ]
    assert {row["actor"] for row in rows} == {"tester"}
    assert rows[1]["victim"] is not None


async def test_all_of_a_person_is_told_in_the_clear_and_nothing_of_another(database):
    other = victim("slo-2", voornamen="Berta", telefoonnummers=["06-87654321"])
    await happen(report(victim(), other), case(), decision())
    found = await export_victim(reference="slo-1", by="tester", now=NOW)
    text = json.dumps(found, default=str)
    assert found["victim"]["email_in_clear"] == "anna@example.org"
    assert found["phone"][0]["number_in_clear"] == "06-12345678"
    assert "Biltstraat" in text
    assert "Berta" not in text
    assert "slo-2" not in text
    assert "_sealed" not in text
    assert "_index" not in text


async def test_an_unknown_person_is_said(database):
    with pytest.raises(UnableToFindVictimError):
        await export_victim(reference="slo-9", by="tester", now=NOW)


def test_no_table_about_a_victim_is_forgotten():
    tables = [table._meta for table in APP_CONFIG.table_classes]  # noqa: SLF001
    about = {
        table.tablename
        for table in tables
        if "victim" in {column._meta.name for column in table.columns}  # noqa: SLF001
    }
    assert about == set(OF_VICTIM)
