"""Applying what the police and SHN tell: reports, and who the victims are."""

from uuid import UUID

from portal.actions.applying import Applied, Moment
from portal.db.case_records import (
    add_fact_victim,
    add_involvement,
    fetch_open_facts,
    insert_happening,
    insert_involvements,
    save_incident,
)
from portal.db.cases import fetch_incident_id
from portal.db.merging import merge_victims
from portal.db.victim_records import merge_victim, record_victims
from portal.db.victims import fetch_cases_of_victim, fetch_victim_id
from portal.domain.chain_events import (
    InvestigationEnded,
    ReportRecorded,
    VictimsMerged,
    VictimUpdated,
)


async def apply_report(data: ReportRecorded, moment: Moment) -> Applied:
    incident = await save_incident(data, at=moment.at)
    await insert_happening(
        incident_id=incident.id, code="reported", at=moment.at, arrival=moment.arrival
    )
    merged = await record_victims(data.victims, at=moment.at, now=moment.now)
    victims = [one.victim_id for one in merged]
    known = {one.victim_id for one in merged if not one.is_new}
    cases = await _cases_of(known)
    if incident.is_new:
        await insert_involvements(incident_id=incident.id, victim_ids=victims)
        return Applied(cases=cases, victims=known)
    joined = [
        victim_id
        for victim_id in victims
        if await add_involvement(incident_id=incident.id, victim_id=victim_id)
    ]
    cases |= await _join_open_facts(incident.id, joined)
    return Applied(cases=cases, victims=known)


async def _cases_of(victims: set[UUID]) -> set[UUID]:
    """A report may tell something new of who is a victim elsewhere already."""
    found = [await fetch_cases_of_victim(victim_id=it) for it in sorted(victims)]
    return set().union(*found)


async def _join_open_facts(incident_id: UUID, victims: list[UUID]) -> set[UUID]:
    """A victim who comes in later belongs to the facts that name all victims."""
    found = await fetch_open_facts(incident_id=incident_id) if victims else []
    for fact_id, _ in found:
        for victim_id in victims:
            await add_fact_victim(fact_id=fact_id, victim_id=victim_id)
    return {case_id for _, case_id in found}


async def apply_investigation_ended(
    data: InvestigationEnded, moment: Moment
) -> Applied:
    await insert_happening(
        incident_id=await fetch_incident_id(pv_number=data.pv_number),
        code="investigation_stopped",
        at=moment.at,
        arrival=moment.arrival,
        detail={
            "ended_on": data.ended_on.isoformat(),
            "explanation": data.explanation,
        },
    )
    return Applied()


async def apply_victim_update(data: VictimUpdated, moment: Moment) -> Applied:
    merged = await merge_victim(
        data.facts, at=moment.at, by_victim_or_shn=True, now=moment.now
    )
    victim_id = merged.victim_id
    return Applied(
        victims={victim_id}, cases=await fetch_cases_of_victim(victim_id=victim_id)
    )


async def apply_merge(data: VictimsMerged, moment: Moment) -> Applied:
    stays = await fetch_victim_id(reference=data.victim_id)
    dropped = await fetch_victim_id(reference=data.dropped_id)
    if stays is None or dropped is None or stays == dropped:
        return Applied()
    await merge_victims(stays=stays, dropped=dropped, now=moment.now)
    return Applied(victims={stays}, cases=await fetch_cases_of_victim(victim_id=stays))
