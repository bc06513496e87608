"""Rows to test with: one builder a noun, sensible unless a test says otherwise.

    victim = await make_victim(given_names="Anna", phones=["06-12345678"])
    task = await make_task(victim=victim, decisions=[await make_decision()])

They write straight into the tables, past the rules; each gives the row.
"""

import json
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from portal.db.sealing_ring import sealer
from portal.db.tables.calls import CallAttempt, CallTask, CallTaskDecision
from portal.db.tables.cases import (
    Case,
    CaseIncident,
    Decision,
    Fact,
    FactVictim,
    Hearing,
    HearingCase,
    Incident,
    Involvement,
)
from portal.db.tables.people import Phone, Representative, Victim
from portal.db.tables.staff import StaffMember
from portal.db.victim_names import replace_names
from portal.domain.phone_numbers import PhoneNumber, read_number
from portal.domain.search import last_digits
from portal.domain.staff import Organisation, Role, Worker

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""Monday 23 November 2026, 10:00 in Amsterdam: where the demo begins."""

CLOSES = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)
"""When the calling hours of that Monday end."""

_number = count(1)


def agreed() -> dict[str, Any]:
    """A yes to every channel, given on Friday."""
    friday = NOW - timedelta(days=3)
    channels = ("calling", "voicemail", "sms", "email", "post")
    return {
        **dict.fromkeys(channels, True),
        **{f"{channel}_at": friday for channel in channels},
    }


async def make_staff(**given: Any) -> StaffMember:
    row = {
        "id": uuid4(),
        "name": f"Beller {next(_number)}",
        "organisation": "om",
        "role": "caller",
        "location": None,
        "is_experienced": False,
        **given,
    }
    return await _save(StaffMember(**row))


def worker(staff: StaffMember) -> Worker:
    """The same person as actions know one."""
    return Worker(
        staff_id=staff.id,
        name=staff.name,
        organisation=Organisation(staff.organisation),
        role=Role(staff.role),
        location=staff.location,
        is_experienced=staff.is_experienced,
    )


async def make_victim(
    *,
    phones: list[str | dict[str, Any]] | None = None,
    email_address: str | None = None,
    address: dict[str, str] | None = None,
    **given: Any,
) -> Victim:
    """`phones` are numbers as typed, or columns of Phone with a "number"."""
    victim_id = given.pop("id", uuid4())
    number = next(_number)
    row = {
        "id": victim_id,
        "reference": f"slo-test-{number}",
        "kind": "person",
        "given_names": "Anna",
        "infix": "de",
        "family_name": "Vries",
        "birth_date": date(1988, 5, 17),
        "created_at": NOW - timedelta(days=100),
        "email_sealed": _sealed(email_address, f"victim/{victim_id}/email_sealed"),
        "address_sealed": _sealed(
            json.dumps(address) if address else None,
            f"victim/{victim_id}/address_sealed",
        ),
        **given,
    }
    victim = await _save(Victim(**row))
    await replace_names(victim_id=victim.id)
    own = ["06-12345678"] if phones is None else phones
    for position, phone in enumerate(own):
        await make_phone(victim=victim, phone=phone, position=position)
    return victim


async def make_phone(
    *,
    victim: Victim,
    phone: str | dict[str, Any] = "06-12345678",
    representative: Representative | None = None,
    **given: Any,
) -> Phone:
    columns = {"number": phone} if isinstance(phone, str) else dict(phone)
    phone_id, number = uuid4(), str(columns.pop("number"))
    read, last_six = read_number(number), last_digits(number)
    whole = read.e164 if isinstance(read, PhoneNumber) else number
    row = {
        "id": phone_id,
        "victim": victim.id,
        "representative": representative.id if representative else None,
        "position": 0,
        "number_sealed": _sealed(number, f"phone/{phone_id}/number_sealed"),
        "number_index": sealer().index(whole, purpose="phone"),
        "last_six_index": last_six and sealer().index(last_six, purpose="last six"),
        "is_readable": True,
        "is_own": True,
        "is_safe": True,
        "given_at": NOW - timedelta(days=3),
        **columns,
        **given,
    }
    return await _save(Phone(**row))


async def make_representative(*, victim: Victim, **given: Any) -> Representative:
    row = {
        "id": uuid4(),
        "victim": victim.id,
        "position": next(_number),
        "name": "K. Bos",
        "role": "lawyer",
        "may_view": True,
        "may_act": True,
        "has_conflict": False,
        **given,
    }
    representative = await _save(Representative(**row))
    await replace_names(victim_id=victim.id)
    return representative


async def make_incident(*, victims: tuple[Victim, ...] = (), **given: Any) -> Incident:
    row = {
        "id": uuid4(),
        "pv_number": f"PL0900-2026{next(_number):06}",
        "category": "property",
        "description": "Diefstal van een fiets bij het station.",
        "place": "Utrecht",
        "recorded_on": date(2026, 8, 14),
        "reported_at": NOW - timedelta(days=100),
        "updated_at": NOW - timedelta(days=100),
        **given,
    }
    incident = await _save(Incident(**row))
    for victim in victims:
        await make_involvement(incident=incident, victim=victim)
    return incident


async def make_involvement(*, incident: Incident, victim: Victim) -> Involvement:
    return await _save(Involvement(id=uuid4(), incident=incident.id, victim=victim.id))


async def make_case(
    *,
    incident: Incident | None = None,
    victims: tuple[Victim, ...] = (),
    **given: Any,
) -> Case:
    """Make a case with one fact, which concerns these victims."""
    incident = incident or await make_incident(victims=victims)
    row = {
        "id": uuid4(),
        "parketnummer": f"16-{next(_number):06}-26",
        "incident": incident.id,
        "parket": "16",
        "location": "Midden-Nederland",
        "received_on": date(2026, 10, 5),
        "received_at": NOW - timedelta(days=49),
        "phase": "at_prosecutor",
        "updated_at": NOW - timedelta(days=49),
        **given,
    }
    case = await _save(Case(**row))
    await _save(CaseIncident(id=uuid4(), case=case.id, incident=incident.id))
    await make_fact(case=case, victims=victims)
    return case


async def make_fact(*, case: Case, victims: tuple[Victim, ...], **given: Any) -> Fact:
    row = {
        "id": uuid4(),
        "case": case.id,
        "reference": f"{case.parketnummer}/{next(_number)}",
        "article": "310 Sr",
        "description": "diefstal",
        **given,
    }
    fact = await _save(Fact(**row))
    for victim in victims:
        await _save(FactVictim(id=uuid4(), fact=fact.id, victim=victim.id))
    return fact


async def make_decision(*, case: Case | None = None, **given: Any) -> Decision:
    """A sepot on ground 02, taken a week ago, that stands."""
    case = case or await make_case()
    row = {
        "id": uuid4(),
        "case": case.id,
        "kind": "sepot",
        "decided_on": date(2026, 11, 16),
        "decided_at": datetime(2026, 11, 16, 10, 30, tzinfo=UTC),
        "arrival": next(_number),
        "grounds": "02",
        "explanation": "Er is te weinig bewijs tegen deze persoon.",
        "state": "stands",
        **given,
    }
    return await _save(Decision(**row))


async def make_hearing(*, case: Case, **given: Any) -> Hearing:
    row = {
        "id": uuid4(),
        "reference": f"zit-{next(_number)}",
        "kind": "inhoudelijk",
        "judge": "police_judge",
        "state": "planned",
        "starts_at": NOW + timedelta(days=50),
        "minutes": 60,
        "court": "Rechtbank Midden-Nederland",
        "place": "Utrecht",
        "updated_at": NOW - timedelta(days=10),
        **given,
    }
    hearing = await _save(Hearing(**row))
    await _save(HearingCase(id=uuid4(), hearing=hearing.id, case=case.id))
    return hearing


async def make_task(
    *,
    victim: Victim | None = None,
    incident: Incident | None = None,
    decisions: tuple[Decision, ...] = (),
    **given: Any,
) -> CallTask:
    """A call that may be made now, about these decisions."""
    victim = victim or await make_victim()
    incident = incident or await make_incident(victims=(victim,))
    row = {
        "id": uuid4(),
        "victim": victim.id,
        "incident": incident.id,
        "kind": "sepot",
        "organisation": "om",
        "location": "Midden-Nederland",
        "opened_at": NOW - timedelta(days=7),
        "due_at": NOW + timedelta(hours=13, minutes=59, seconds=59),
        "notice_by": date(2026, 11, 30),
        "not_before": NOW - timedelta(hours=1),
        "window_ends": CLOSES,
        **given,
    }
    task = await _save(CallTask(**row))
    for decision in decisions:
        await _save(CallTaskDecision(id=uuid4(), task=task.id, decision=decision.id))
    return task


async def make_attempt(
    *, task: CallTask, staff: StaffMember | None = None, **given: Any
) -> CallAttempt:
    """A try of Friday afternoon to which nobody answered."""
    staff = staff or await make_staff()
    row = {
        "id": uuid4(),
        "submission": uuid4(),
        "task": task.id,
        "victim": task.victim,
        "staff": staff.id,
        "organisation": staff.organisation,
        "at": NOW - timedelta(days=3) + timedelta(hours=5),
        "outcome": "no_answer",
        "day_part": "afternoon",
        "counts": True,
        **given,
    }
    return await _save(CallAttempt(**row))


async def reload_task(task_id: UUID) -> CallTask:
    task = await CallTask.objects().get(CallTask.id == task_id)
    assert task is not None
    return task


def _sealed(text: str | None, place: str) -> str | None:
    return sealer().seal(text, place=place) if text else None


async def _save(row: Any) -> Any:
    await row.save()
    return row
