"""Applying what the OM, Halt and CJIB tell of a case."""

from dataclasses import dataclass
from uuid import UUID

from portal.actions.applying import Applied, Moment
from portal.db.case_records import (
    add_case_incident,
    fetch_victims_of_incidents,
    insert_facts,
    insert_happening,
    save_case,
    save_fact,
)
from portal.db.cases import fetch_case_key, fetch_incident_id
from portal.db.decisions import insert_decision
from portal.db.victims import fetch_current_references, fetch_victim_id
from portal.domain import chain_events


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    incident_id: UUID
    case_id: UUID | None


async def apply_case(data: chain_events.CaseReceived, moment: Moment) -> Applied:
    incident_id = await fetch_incident_id(pv_number=data.pv_number)
    joined = [await fetch_incident_id(pv_number=pv) for pv in data.joined_pv_numbers]
    incidents = [incident_id, *joined]
    case = await save_case(data, incident_id=incident_id, at=moment.at)
    await _note(Key(incident_id=incident_id, case_id=case.id), "case_received", moment)
    if not case.is_newest:
        return Applied(cases={case.id})
    for one in incidents:
        await add_case_incident(case_id=case.id, incident_id=one)
    everyone = await fetch_victims_of_incidents(incident_ids=incidents)
    victims = [
        everyone if fact.victim_ids is None else await _known(fact.victim_ids)
        for fact in data.facts
    ]
    if case.is_new:
        await insert_facts(data.facts, case_id=case.id, victims=victims)
        return Applied(cases={case.id})
    for fact, named in zip(data.facts, victims, strict=True):
        await save_fact(fact, case_id=case.id, victims=named)
    return Applied(cases={case.id})


async def apply_intention(
    data: chain_events.IntendedDecision, moment: Moment
) -> Applied:
    return await _in_case(
        data.parketnummer,
        "intended_decision",
        moment,
        kind=str(data.kind),
        grounds=list(data.grounds),
        decides_by=data.decides_by.isoformat(),
    )


async def apply_decision(data: chain_events.DecisionTaken, moment: Moment) -> Applied:
    key = await fetch_case_key(parketnummer=data.parketnummer)
    facts = data.fact_references
    compensates = data.compensates and await fetch_current_references(
        references=data.compensates
    )
    decision_id = await insert_decision(
        data,
        case_id=key.case_id,
        compensates=compensates,
        at=moment.at,
        arrival=moment.arrival,
    )
    await insert_happening(
        incident_id=key.incident_id,
        case_id=key.case_id,
        decision_id=decision_id,
        code="decision",
        at=moment.at,
        arrival=moment.arrival,
        detail={
            "kind": str(data.kind),
            "decided_on": data.decided_on.isoformat(),
            "grounds": list(data.grounds),
            "facts": None if facts is None else list(facts),
        },
    )
    return Applied(cases={key.case_id})


async def apply_revision(data: chain_events.DecisionRevised, moment: Moment) -> Applied:
    return await _in_case(
        data.parketnummer,
        "decision_revised",
        moment,
        revised_on=data.revised_on.isoformat(),
        reason=str(data.reason),
    )


async def apply_objection(
    data: chain_events.ObjectionChanged, moment: Moment
) -> Applied:
    return await _in_case(
        data.parketnummer,
        "objection",
        moment,
        changed_on=data.changed_on.isoformat(),
        state=str(data.state),
    )


async def apply_served_notice(
    data: chain_events.NoticeServed, moment: Moment
) -> Applied:
    return await _in_case(
        data.parketnummer,
        "notice_served",
        moment,
        served_on=data.served_on.isoformat(),
    )


async def apply_custody(data: chain_events.CustodyChanged, moment: Moment) -> Applied:
    return await _in_case(
        data.parketnummer,
        "custody_changed",
        moment,
        change=str(data.change),
        effective_at=data.effective_at.isoformat(),
        conditions=list(data.conditions),
    )


async def apply_halt_referral(
    data: chain_events.HaltReferred, moment: Moment
) -> Applied:
    key = await _halt_key(data.parketnummer, data.pv_number)
    await _note(
        key,
        "halt_referred",
        moment,
        referred_on=data.referred_on.isoformat(),
        referrer=str(data.referrer),
        is_damage_known=data.damages is not None,
        are_wishes_known=data.are_wishes_known,
    )
    for damage in data.damages or ():
        await _note(
            key,
            "halt_damage",
            moment,
            victim_reference=damage.victim_id,
            amount_cents=damage.amount_cents,
        )
    return Applied(cases={key.case_id} if key.case_id else set())


async def apply_halt_start(data: chain_events.HaltStarted, moment: Moment) -> Applied:
    key = await _halt_key(data.parketnummer, data.pv_number)
    await _note(key, "halt_started", moment, started_on=data.started_on.isoformat())
    return Applied()


async def apply_halt_end(data: chain_events.HaltEnded, moment: Moment) -> Applied:
    key = await _halt_key(data.parketnummer, data.pv_number)
    await _note(
        key,
        "halt_ended",
        moment,
        ended_on=data.ended_on.isoformat(),
        result=str(data.result),
    )
    return Applied()


async def apply_payment(data: chain_events.PaymentMade, moment: Moment) -> Applied:
    return await _in_case(
        data.parketnummer,
        "payment",
        moment,
        victim_reference=data.victim_id,
        paid_on=data.paid_on.isoformat(),
        amount_cents=data.amount_cents,
        kind=str(data.kind),
    )


async def _in_case(
    parketnummer: str, code: str, moment: Moment, **detail: object
) -> Applied:
    key = await fetch_case_key(parketnummer=parketnummer)
    await _note(
        Key(incident_id=key.incident_id, case_id=key.case_id), code, moment, **detail
    )
    return Applied(cases={key.case_id})


async def _note(key: Key, code: str, moment: Moment, **detail: object) -> None:
    """A detail `victim_reference` makes it a happening of that victim alone."""
    reference = detail.pop("victim_reference", None)
    await insert_happening(
        incident_id=key.incident_id,
        case_id=key.case_id,
        victim_id=await fetch_victim_id(reference=str(reference))
        if reference
        else None,
        code=code,
        at=moment.at,
        arrival=moment.arrival,
        detail=detail,
    )


async def _halt_key(parketnummer: str | None, pv_number: str | None) -> Key:
    if parketnummer:
        found = await fetch_case_key(parketnummer=parketnummer)
        return Key(incident_id=found.incident_id, case_id=found.case_id)
    return Key(
        incident_id=await fetch_incident_id(pv_number=pv_number or ""), case_id=None
    )


async def _known(references: tuple[str, ...]) -> list[UUID]:
    found = [await fetch_victim_id(reference=it) for it in references]
    return [it for it in found if it is not None]
