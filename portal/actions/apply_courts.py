"""Applying what the courts tell: hearings, judgments, appeals, complaints."""

from datetime import date
from uuid import UUID

from portal.actions.applying import Applied, Moment
from portal.actions.hearing_wish_work import follow_hearing
from portal.db.call_locks import lock_calls_of_case
from portal.db.case_records import insert_happening
from portal.db.cases import CaseKey, fetch_case_key
from portal.db.complaint_records import save_complaint
from portal.db.hearings import (
    HearingOnFile,
    add_hearing_case,
    fetch_cases_of_hearing,
    fetch_hearing_by_reference,
    save_hearing,
    set_hearing_state,
)
from portal.db.victims import fetch_victim_id
from portal.domain import court_events as court
from portal.domain.cases import HearingOutcome


async def apply_hearing_planned(data: court.HearingPlanned, moment: Moment) -> Applied:
    return await _save_hearing(data.details, "hearing_planned", moment)


async def apply_hearing_changed(data: court.HearingChanged, moment: Moment) -> Applied:
    return await _save_hearing(
        data.details, "hearing_changed", moment, reason=data.reason
    )


async def _save_hearing(
    details: court.HearingDetails, code: str, moment: Moment, **detail: object
) -> Applied:
    before = await fetch_hearing_by_reference(reference=details.hearing_id)
    hearing_id = await save_hearing(details, state="planned", at=moment.at)
    keys = [await fetch_case_key(parketnummer=it) for it in details.parketnummers]
    detail |= {
        "hearing": details.hearing_id,
        "kind": str(details.kind),
        "starts_at": details.starts_at.isoformat(),
        "court": details.court,
        "place": details.place,
        "room": details.room,
        "cases": sorted(str(key.case_id) for key in keys),
    }
    if before is not None:
        detail["was"] = before.starts_at.isoformat()
    for key in keys:
        await add_hearing_case(hearing_id=hearing_id, case_id=key.case_id)
        await _note(key, code, moment, hearing_id=hearing_id, detail=detail)
    if before is not None:
        await follow_hearing(hearing_id=hearing_id, stands=True, now=moment.now)
    return Applied(cases={key.case_id for key in keys})


async def apply_hearing_cancelled(
    data: court.HearingCancelled, moment: Moment
) -> Applied:
    return await _end_hearing(
        data.hearing_id, "cancelled", "hearing_cancelled", moment, reason=data.reason
    )


async def apply_hearing_held(data: court.HearingHeld, moment: Moment) -> Applied:
    is_adjourned = data.outcome is HearingOutcome.ADJOURNED
    return await _end_hearing(
        data.hearing_id,
        "adjourned" if is_adjourned else "held",
        "hearing_adjourned" if is_adjourned else "hearing_held",
        moment,
        is_next_known=data.is_next_known,
    )


async def _end_hearing(
    reference: str, state: str, code: str, moment: Moment, **detail: object
) -> Applied:
    hearing = await fetch_hearing_by_reference(reference=reference)
    if hearing is None:
        raise LookupError(f"No hearing {reference}, though it was looked up before.")
    await set_hearing_state(hearing_id=hearing.id, state=state, at=moment.at)
    keys = await fetch_cases_of_hearing(hearing_id=hearing.id)
    for case_id, incident_id in keys:
        key = CaseKey(case_id=case_id, incident_id=incident_id)
        known = detail | _of_hearing(hearing)
        await _note(key, code, moment, hearing_id=hearing.id, detail=known)
    await follow_hearing(hearing_id=hearing.id, stands=False, now=moment.now)
    return Applied(cases={case_id for case_id, _ in keys})


def _of_hearing(hearing: HearingOnFile) -> dict[str, object]:
    return {
        "hearing": hearing.reference,
        "kind": hearing.kind,
        "starts_at": hearing.starts_at.isoformat(),
    }


async def apply_judgment(data: court.JudgmentGiven, moment: Moment) -> Applied:
    key = await fetch_case_key(parketnummer=data.parketnummer)
    facts = data.fact_references
    await _note(
        key,
        "judgment",
        moment,
        detail={
            "judged_on": data.judged_on.isoformat(),
            "outcome": str(data.outcome),
            "facts": None if facts is None else list(facts),
            "explanation": data.explanation,
        },
    )
    for claim in data.claims:
        await _note(
            key,
            "judgment_victim",
            moment,
            victim_id=await fetch_victim_id(reference=claim.victim_id),
            detail={
                "claim": str(claim.outcome) if claim.outcome else None,
                "amount_cents": claim.amount_cents,
                "orders_payment": claim.orders_payment,
            },
        )
    return Applied(cases={key.case_id})


async def apply_final(data: court.JudgmentFinal, moment: Moment) -> Applied:
    key = await fetch_case_key(parketnummer=data.parketnummer)
    await _note(key, "final", moment, detail={"final_on": data.final_on.isoformat()})
    return Applied(cases={key.case_id})


async def apply_appeal(data: court.AppealFiled, moment: Moment) -> Applied:
    key = await fetch_case_key(parketnummer=data.parketnummer)
    await _note(
        key,
        "appeal",
        moment,
        detail={"filed_on": data.filed_on.isoformat(), "by": str(data.by)},
    )
    return Applied(cases={key.case_id})


async def apply_complaint_received(
    data: court.ComplaintReceived, moment: Moment
) -> Applied:
    return await _save_complaint(
        data.parketnummer,
        data.victim_id,
        moment,
        code="complaint_received",
        court=data.court,
        received_on=data.received_on,
    )


async def apply_complaint_decided(
    data: court.ComplaintDecided, moment: Moment
) -> Applied:
    return await _save_complaint(
        data.parketnummer,
        data.victim_id,
        moment,
        code="complaint_decided",
        court=data.court,
        received_on=data.received_on,
        decided_on=data.decided_on,
        outcome=str(data.outcome),
    )


async def _save_complaint(
    parketnummer: str, reference: str, moment: Moment, *, code: str, **facts: object
) -> Applied:
    key = await fetch_case_key(parketnummer=parketnummer)
    victim_id = await fetch_victim_id(reference=reference)
    if victim_id is None:
        raise LookupError(f"No victim {reference}, though she was looked up before.")
    known = {name: value for name, value in facts.items() if value is not None}
    await lock_calls_of_case(case_id=key.case_id)
    await save_complaint(
        victim_id=victim_id, case_id=key.case_id, facts=known, at=moment.at
    )
    detail = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in known.items()
    }
    await _note(key, code, moment, victim_id=victim_id, detail=detail)
    return Applied(cases={key.case_id})


async def _note(
    key: CaseKey,
    code: str,
    moment: Moment,
    *,
    victim_id: UUID | None = None,
    hearing_id: UUID | None = None,
    detail: dict[str, object],
) -> None:
    await insert_happening(
        incident_id=key.incident_id,
        case_id=key.case_id,
        victim_id=victim_id,
        hearing_id=hearing_id,
        code=code,
        at=moment.at,
        arrival=moment.arrival,
        detail=detail,
    )
