"""All that is on file of a victim, for herself to read and to take along (AVG art. 15).

Reports, decisions and hearings come from what her pages show: what the gate or a
prosecutor keeps back stays back here too.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.db.looks import fetch_all_looks_for_victim
from portal.db.notices import (
    fetch_contents_for_victim,
    fetch_notices_for_victim,
)
from portal.db.overview import fetch_overview_for_victim
from portal.db.own_data import (
    fetch_own_contact_for_victim,
    fetch_own_person_for_victim,
    fetch_own_rows_for_victim,
)
from portal.db.questions import fetch_questions_for_victim, fetch_steps
from portal.db.risks import fetch_is_at_risk
from portal.domain.calendar import local_date
from portal.domain.complaints import ComplaintTerm
from portal.domain.looks import Look
from portal.domain.masking import mask_email, mask_number
from portal.domain.notices import Notice
from portal.domain.overview import CaseSeen, DecisionSeen, IncidentSeen
from portal.domain.phases import HistoryEntry
from portal.notifications.reading import text_to_read

Json = dict[str, Any]
MOST_PAGES = 100
_HER_CHOICES = (
    "victim_wish",
    "complaint_choice",
    "hearing_wish",
    "unavailability",
    "contact_pause",
    "lawyer_wish",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnData:
    """What stands at the head of the page; `reports` is how each of them goes.

    `is_masked`: for who is at risk where she is and how she is reached stays dark here
    too, for another may have her login.
    """

    person: Json
    contact: Json
    phones: list[Json]
    representatives: list[Json]
    reports: tuple[IncidentSeen, ...]
    is_masked: bool


async def read_own_data(*, victim_id: UUID, now: datetime) -> OwnData:
    contact = await fetch_own_contact_for_victim(victim_id=victim_id)
    phones = await fetch_own_rows_for_victim(victim_id=victim_id, table="phone")
    hides = await fetch_is_at_risk(victim_id=victim_id, today=local_date(now))
    return OwnData(
        person=await fetch_own_person_for_victim(victim_id=victim_id),
        contact=_masked_contact(contact) if hides else contact,
        phones=[_masked_phone(one) for one in phones] if hides else phones,
        is_masked=hides,
        representatives=await fetch_own_rows_for_victim(
            victim_id=victim_id, table="representative"
        ),
        reports=await _reports(victim_id, now),
    )


async def write_own_data(*, victim_id: UUID, now: datetime) -> Json:
    """Give all of it as one object; its keys are English, as in the other exports."""
    data = await read_own_data(victim_id=victim_id, now=now)
    looks = await fetch_all_looks_for_victim(victim_id=victim_id)
    return {
        "made_at": now,
        "person": data.person,
        "contact": {**data.contact, "phones": data.phones},
        "contact_is_masked": data.is_masked,
        "representatives": data.representatives,
        "reports": [_report(one) for one in data.reports],
        "told": await _told(victim_id),
        "choices": {
            table: await fetch_own_rows_for_victim(victim_id=victim_id, table=table)
            for table in _HER_CHOICES
        },
        "questions": await _questions(victim_id),
        "looked": [_looked(one) for one in looks.looks],
        "looked_is_whole": not looks.has_more,
    }


async def _questions(victim_id: UUID) -> list[Json]:
    """What she asked in writing and what was answered; who wrote it is not said."""
    return [
        {
            "organisation": listed.question.organisation,
            "about": listed.question.about,
            "state": listed.question.state,
            "steps": [
                {"at": step.at, "kind": step.kind, "text": step.text}
                for step in await fetch_steps(question_id=listed.question.id)
            ],
        }
        for listed in await fetch_questions_for_victim(victim_id=victim_id)
    ]


def _masked_contact(contact: Json) -> Json:
    address = contact["email_address"]
    return contact | {
        "email_address": mask_email(address) if address else None,
        "address": None,
        "chosen_address": None,
    }


def _masked_phone(phone: Json) -> Json:
    return phone | {"number": mask_number(phone["number"])}


async def _reports(victim_id: UUID, now: datetime) -> tuple[IncidentSeen, ...]:
    found: tuple[IncidentSeen, ...] = ()
    for page in range(1, MOST_PAGES + 1):
        overview = await fetch_overview_for_victim(
            victim_id=victim_id, now=now, page=page
        )
        found += overview.incidents
        if not overview.has_more:
            break
    return found


async def _told(victim_id: UUID) -> list[Json]:
    told: list[Json] = []
    for page in range(1, MOST_PAGES + 1):
        found = await fetch_notices_for_victim(
            victim_id=victim_id, page=page, oldest_first=True
        )
        ids = [one.id for one in found.notices if one.was_sent]
        texts = await fetch_contents_for_victim(victim_id=victim_id, message_ids=ids)
        told += [_notice(one, texts.get(one.id)) for one in found.notices]
        if not found.has_more:
            break
    return told


def _report(incident: IncidentSeen) -> Json:
    return {
        "pv_number": incident.pv_number,
        "recorded_on": incident.recorded_on,
        "place": incident.place,
        "phase": incident.phase,
        "happened": [_happened(one) for one in incident.happened],
        "cases": [_case(one) for one in incident.cases],
    }


def _case(case: CaseSeen) -> Json:
    judgment, complaint = case.judgment, case.complaint
    return {
        "parketnummer": case.parketnummer,
        "phase": case.phase,
        "happened": [_happened(one) for one in case.happened],
        "decisions": [_decision(one) for one in case.decisions],
        "hearings": [
            {
                "starts_at": one.starts_at,
                "kind": one.kind,
                "court": one.court,
                "place": one.place,
                "room": one.room,
            }
            for one in case.hearings
        ],
        "judgment": judgment
        and {
            "outcome": judgment.outcome,
            "claim": judgment.claim,
            "amount_cents": judgment.amount_cents,
        },
        "complaint": complaint
        and {
            "wants_reminders": complaint.wants_reminders,
            "court": complaint.court,
            "received_on": complaint.received_on,
            "decided_on": complaint.decided_on,
            "outcome": complaint.outcome,
        },
    }


def _decision(decision: DecisionSeen) -> Json:
    return {
        "kind": decision.kind,
        "date": decision.decided_on,
        "state": decision.state,
        "in_plain_words": list(decision.paragraphs),
        "explanation": decision.shown_explanation,
        "served_on": decision.notice_served_on,
        "complaint_term": _term(decision.term),
    }


def _term(term: ComplaintTerm | None) -> Json | None:
    if term is None:
        return None
    return {
        "known_at": term.known_at,
        "last_safe_day": term.last_safe_day,
        "post_by": term.post_by,
        "is_advice": term.is_advice,
    }


def _happened(entry: HistoryEntry) -> Json:
    return {"at": entry.at, "code": entry.code}


def _notice(notice: Notice, content: str | None) -> Json:
    text = text_to_read(content, notice.channel) if content and notice.channel else None
    return {
        "at": notice.at,
        "organisation": notice.organisation,
        "conversation": notice.spoken,
        "channel": notice.channel,
        "message": notice.message,
        "state": notice.state,
        "opened_at": notice.opened_at,
        "assumed_read_on": notice.assumed_on,
        "html": text.html if text else None,
    }


def _looked(look: Look) -> Json:
    return {
        "first_at": look.first_at,
        "last_at": look.last_at,
        "who": look.who,
        "role": look.role,
        "did": look.did,
        "times": look.times,
    }
