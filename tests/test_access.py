"""What one may not see answers exactly as what is not there: every route and actor."""

import json
import re
from uuid import uuid4

import pytest

from portal.app import create_app
from portal.config import Settings
from portal.db.question_cards import insert_card
from portal.db.rows import insert_row
from portal.db.sealing_ring import sealer
from portal.db.tables.contact import Question, QuestionStep
from portal.db.tables.messages import Notification, WorkItem
from portal.db.tables.people import Phone, Victim
from portal.db.tables.setup import ClosedDay, StaffLeave, WorkLocation
from portal.db.unavailable_days import (
    fetch_unavailable_days_for_victim,
    insert_unavailability,
)
from portal.domain.call_tasks import TaskKind
from portal.domain.question_cards import CardText
from portal.domain.staff import Organisation
from portal.domain.unavailable_days import DayRange
from tests.builders import (
    NOW,
    make_attempt,
    make_case,
    make_decision,
    make_fact,
    make_hearing,
    make_incident,
    make_representative,
    make_staff,
    make_task,
    make_victim,
)
from tests.whole_portal import may_post, visiting

FORM = {"token": str(uuid4()), "uitkomst": "no_answer", "choice": "cancel"} | {
    "word": "ended",
}
OTHER_VICTIMS = ("slo-same-case", "slo-same-report", "slo-elsewhere")
OTHER_STAFF = (
    {"location": "Amsterdam"},
    {"location": "Amsterdam", "role": "supervisor"},
    {"organisation": "shn", "role": "shn_worker", "location": "Amsterdam"},
    {"organisation": "shn", "role": "supervisor", "location": "Amsterdam"},
    {"organisation": "halt", "role": "halt_worker"},
    {"role": "planner"},
    {"role": "privacy_officer"},
)


async def make_annas():
    """What is Anna's, by the names that addresses give it."""
    anna = await make_victim(reference="slo-anna")
    in_case = await make_victim(reference="slo-same-case", given_names="Bo")
    in_report = await make_victim(reference="slo-same-report", given_names="Cas")
    elsewhere = await make_victim(reference="slo-elsewhere", given_names="Dee")
    await make_incident(victims=(elsewhere,))
    incident = await make_incident(victims=(anna, in_case, in_report))
    case = await make_case(incident=incident, victims=(anna,))
    await make_fact(case=case, victims=(in_case,))
    facts = json.dumps([f"{case.parketnummer}/1"])
    hers = await make_fact(case=case, victims=(anna,), reference=json.loads(facts)[0])
    sepot = await make_decision(case=case, fact_references=facts)
    task = await make_task(victim=anna, incident=incident, decisions=(sepot,))
    callback = await make_task(victim=anna, incident=incident, kind="callback")
    owed = await make_task(victim=anna, incident=incident, kind="hearing")
    assert hers.reference in sepot.fact_references
    await make_happening(sepot, incident)
    return {
        "incident_id": incident.id,
        "victim_id": anna.id,
        "decision_id": sepot.id,
        "message_id": await make_message(anna),
        "task_id": task.id,
        "attempt_id": (await make_attempt(task=task)).id,
        "item_id": await make_item(task),
        "callback_id": callback.id,
        "call_id": owed.id,
        "question_id": await make_question(anna, incident),
        "card_id": await make_card(),
        "phone_id": (await Phone.objects().get(Phone.victim == anna.id)).id,
        "representative_id": (await make_representative(victim=anna)).id,
        **await make_appointment(incident, anna),
        **await make_set_up(),
    }


async def make_appointment(incident, anna):
    """A hearing that concerns her alone, and days on which she cannot come."""
    case = await make_case(incident=incident, victims=(anna,))
    hearing = await make_hearing(case=case)
    detail = {"hearing": hearing.reference, "kind": hearing.kind, "court": "Rechtbank"}
    await insert_row(
        "happening",
        {
            "id": uuid4(),
            "incident": incident.id,
            "case": case.id,
            "hearing": hearing.id,
            "code": "hearing_planned",
            "at": hearing.updated_at,
            "arrival": 1,
            "detail": json.dumps(
                {**detail, "starts_at": hearing.starts_at.isoformat()}
            ),
        },
    )
    days = DayRange(first_day=NOW.date(), last_day=NOW.date())
    await insert_unavailability(victim_id=anna.id, days=days, now=NOW)
    (standing,) = await fetch_unavailable_days_for_victim(
        victim_id=anna.id, since=NOW.date()
    )
    return {"hearing_id": hearing.id, "range_id": standing.id}


async def make_set_up():
    """Where her caller works, with who works there and when not."""
    member = await make_staff(location="Midden-Nederland")
    names = ("location_id", "closed_day_id", "leave_id")
    place, day, leave = ids = [uuid4() for _ in names]
    here = {"organisation": "om", "name": "Midden-Nederland"}
    await WorkLocation(id=place, **here).save()
    await ClosedDay(id=day, location=place, day=NOW.date()).save()
    days = {"first_day": NOW.date(), "last_day": NOW.date()}
    await StaffLeave(id=leave, staff=member.id, **days).save()
    return {**dict(zip(names, ids, strict=True)), "staff_id": member.id}


async def make_happening(decision, incident):
    await insert_row(
        "happening",
        {
            "id": uuid4(),
            "incident": incident.id,
            "case": decision.case,
            "decision": decision.id,
            "code": "decision",
            "at": decision.decided_at,
            "arrival": decision.arrival,
            "detail": json.dumps(
                {"kind": "sepot", "facts": json.loads(decision.fact_references)}
            ),
        },
    )


async def make_message(victim):
    message_id = uuid4()
    place = f"notification/{message_id}/content_sealed"
    await Notification(
        id=message_id,
        victim=victim.id,
        message="decision_confirmation",
        channel="email",
        cause=f"test/{message_id}",
        state="sent",
        queued_at=NOW,
        sent_at=NOW,
        content_sealed=sealer().seal("<p>Van Anna.</p>", place=place),
    ).save()
    return message_id


async def make_question(victim, incident):
    question_id, step_id = uuid4(), uuid4()
    await Question(
        id=question_id,
        victim=victim.id,
        incident=incident.id,
        organisation="om",
        location="Midden-Nederland",
        about="case",
        state="open",
        asked_at=NOW,
        waits_since=NOW,
        due_at=NOW,
    ).save()
    place = f"question_step/{step_id}/text_sealed"
    await QuestionStep(
        id=step_id,
        question=question_id,
        step=1,
        submission=uuid4(),
        at=NOW,
        kind="asked",
        organisation="om",
        text_sealed=sealer().seal("Van Anna.", place=place),
    ).save()
    return question_id


async def make_card():
    """One of Halt's: no supervisor of Halt looks here."""
    return await insert_card(
        organisation=Organisation.HALT,
        kind=TaskKind.HALT,
        ground="",
        text=CardText(question="Wat doet Halt?", answer="Praten."),
        staff_id=(await make_staff(organisation="halt", role="supervisor")).id,
        at=NOW,
    )


async def make_item(task):
    item = WorkItem(
        id=uuid4(),
        kind="unsafe",
        cause=task.id,
        organisation="om",
        role="caller",
        location=task.location,
        victim=task.victim,
        task=task.id,
        opened_at=NOW,
    )
    await item.save()
    return item.id


def routes_below(door):
    """Every address below a door that names something."""
    app = create_app(Settings.from_env({"PORTAL_MODE": "test"}), has_jobs=False)
    return [
        (method, route.path)
        for route in app.routes
        if route.path.startswith(door) and "{" in route.path
        for method in sorted(set(route.methods) & {"GET", "POST"})
    ]


def fill(path, names):
    known = {**names, "task_id": names["callback_id"]} if "/mijn" in path else names
    return re.sub(r"{(\w+):uuid}", lambda name: str(known[name[1]]), path)


async def ask(visitor, method, path):
    """Give what comes back, without what differs at each visit."""
    await visitor.get("/hulp")  # where what was said before is said
    form = FORM | {"submission": str(uuid4())} if method == "POST" else None
    answer = await visitor.request(method, path, data=form)
    shown = answer.text + answer.headers.get("location", "")
    shown = re.sub(r'data-session-seconds="\d+"', "", shown)  # time goes on meanwhile
    return answer.status_code, re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "…", shown)


async def betrayed(visitor, door, annas):
    """Give the addresses where Anna's things answer otherwise than nothing does."""
    nothing = {name: uuid4() for name in annas}
    found = []
    for method, path in routes_below(door):
        hers = await ask(visitor, method, fill(path, annas))
        none = await ask(visitor, method, fill(path, nothing))
        if hers != none:
            found.append((method, path, hers[0], none[0]))
    return found


@pytest.fixture
async def visitor(database, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with visiting() as visitor:
        yield await may_post(visitor)


@pytest.mark.parametrize("who", OTHER_VICTIMS)
async def test_for_another_victim_there_is_nothing_of_hers(visitor, who):
    annas = await make_annas()
    await visitor.post("/demo/inloggen", data={"victim": who})
    found = await betrayed(visitor, "/mijn", annas)
    own_report = ("GET", "/mijn/verloop/{incident_id:uuid}", 200, 404)
    assert found == ([] if who == "slo-elsewhere" else [own_report])


@pytest.mark.parametrize("who", OTHER_STAFF, ids=lambda who: "-".join(who.values()))
async def test_for_staff_elsewhere_there_is_nothing_of_hers(visitor, who):
    annas = await make_annas()
    staff = await make_staff(**who)
    await visitor.post("/demo/inloggen", data={"staff": str(staff.id)})
    assert await betrayed(visitor, "/werk", annas) == []


@pytest.mark.parametrize("door", ["/mijn", "/werk"])
async def test_the_other_door_and_the_street_see_nothing_at_all(visitor, door):
    annas = await make_annas()
    assert await betrayed(visitor, door, annas) == []
    staff = await make_staff()
    login = {"staff": str(staff.id)} if door == "/mijn" else {"victim": "slo-anna"}
    await visitor.post("/demo/inloggen", data=login)
    assert await betrayed(visitor, door, annas) == []


@pytest.mark.parametrize("whose", ["slo-elsewhere", "slo-same-case"])
async def test_who_stands_in_for_another_finds_nothing_of_hers(visitor, whose):
    annas = await make_annas()
    other = await Victim.objects().get(Victim.reference == whose)
    one = await make_representative(victim=other, role="curator")
    await visitor.post("/demo/inloggen", data={"namens": str(one.id)})
    assert (await visitor.get("/mijn")).status_code == 200
    found = await betrayed(visitor, "/mijn", annas)
    own_report = ("GET", "/mijn/verloop/{incident_id:uuid}", 200, 404)
    assert found == ([] if whose == "slo-elsewhere" else [own_report])


async def test_who_has_a_conflict_of_interest_does_not_come_in_at_all(visitor):
    annas = await make_annas()
    anna = await Victim.objects().get(Victim.reference == "slo-anna")
    one = await make_representative(victim=anna, role="curator", has_conflict=True)
    refused = await visitor.post("/demo/inloggen", data={"namens": str(one.id)})
    assert refused.status_code == 422
    assert await betrayed(visitor, "/mijn", annas) == []


async def test_anna_and_her_caller_do_see_them(visitor):
    """Else the tests above would find nothing either."""
    annas = await make_annas()
    await visitor.post("/demo/inloggen", data={"victim": "slo-anna"})
    hers = await betrayed(visitor, "/mijn", annas)
    assert len(hers) == len(routes_below("/mijn"))
    staff = await make_staff()
    await visitor.post("/demo/inloggen", data={"staff": str(staff.id)})
    seen = await betrayed(visitor, "/werk", annas)
    for organisation in ("halt", "om"):
        keeper = await make_staff(organisation=organisation, role="supervisor")
        await visitor.post("/demo/inloggen", data={"staff": str(keeper.id)})
        seen += await betrayed(visitor, "/werk", annas)
    assert len(seen) > len(routes_below("/werk")) / 2
