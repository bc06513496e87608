"""What happened in a victim's incidents and cases, for her own pages and for export."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.db.decisions import DecisionOnFile, read_decision
from portal.db.engine import fetch_row, fetch_rows
from portal.db.gate import fetch_records_for_victim
from portal.db.gate_records import Records
from portal.db.incidents import OwnCase, fetch_incident_for_victim
from portal.domain.calendar import local_date
from portal.domain.overview import HearingSeen
from portal.domain.phases import HappeningCode, HistoryEntry
from portal.domain.timeline import TimelineEntry, Viewer, timeline
from portal.domain.victims import Wish

_DECISION = (
    "id",
    "case",
    "kind",
    "decided_on",
    "decided_at",
    "arrival",
    "grounds",
    "is_conditional",
    "probation_until",
    "served_on",
    "own_served_on",
    "explanation",
    "is_explanation_released",
    "fact_references",
    "compensates",
    "duplicate_of",
    "state",
)
_HEARING = (
    "id",
    "reference",
    "kind",
    "judge",
    "state",
    "starts_at",
    "minutes",
    "court",
    "place",
    "room",
    "is_public",
)

# Two halves, each by its own index; the victim's own facts decide in the second.
_HISTORY = f"""
SELECT happened.id, happened.at, happened.arrival, happened.code, happened.detail,
       inbound_event.applied_at AS known_at,
       happened.incident, happened."case" AS case_id, happened.victim,
       happened.decision, happened.hearing,
       {", ".join(f'decision."{name}" AS decision_{name}' for name in _DECISION)},
       {", ".join(f'hearing."{name}" AS hearing_{name}' for name in _HEARING)}
FROM (
    SELECT happening.* FROM happening
    JOIN involvement ON involvement.incident = happening.incident
    WHERE happening."case" IS NULL AND happening.incident = ANY({{}})
      AND involvement.victim = {{}}
    UNION ALL
    SELECT happening.* FROM happening
    WHERE happening."case" = ANY({{}}) AND EXISTS (
        SELECT 1 FROM fact JOIN fact_victim ON fact_victim.fact = fact.id
        WHERE fact."case" = happening."case" AND fact_victim.victim = {{}})
) happened
LEFT JOIN decision ON decision.id = happened.decision
LEFT JOIN hearing ON hearing.id = happened.hearing
LEFT JOIN inbound_event ON inbound_event.arrival = happened.arrival
WHERE happened.victim IS NULL OR happened.victim = {{}}
ORDER BY happened.at, happened.arrival
"""  # noqa: S608 - own names


# A case may rest on several reports: hers is one she is involved in.
_HER_REPORT = """
SELECT case_incident.incident FROM case_incident
JOIN case_file ON case_file.id = case_incident."case"
JOIN involvement ON involvement.incident = case_incident.incident
WHERE case_incident."case" = {} AND involvement.victim = {}
ORDER BY case_incident.incident <> case_file.incident, case_incident.incident LIMIT 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingRow:
    reference: str
    state: str
    seen: HearingSeen


@dataclass(slots=True)
class OwnHistory:
    """Rows that may be hers; what of them she sees, `portal.domain.timeline` says."""

    of_incident: dict[UUID, list[HistoryEntry]] = field(default_factory=dict)
    of_case: dict[UUID, list[HistoryEntry]] = field(default_factory=dict)
    decisions: dict[UUID, DecisionOnFile] = field(default_factory=dict)
    hearings: dict[UUID, HearingRow] = field(default_factory=dict)


async def fetch_history_for_victim(
    *, victim_id: UUID, incident_ids: Iterable[UUID], case_ids: Iterable[UUID]
) -> OwnHistory:
    rows = await fetch_rows(
        _HISTORY, list(incident_ids), victim_id, list(case_ids), victim_id, victim_id
    )
    history = OwnHistory()
    for row in rows:
        _add_entry(history, row)
    return history


async def fetch_timeline_for_victim(
    *, victim_id: UUID, case_id: UUID, now: datetime
) -> tuple[TimelineEntry, ...]:
    """Give what concerns one victim in one case, each with whether she may see it."""
    row = await fetch_row(_HER_REPORT, case_id, victim_id)
    if row is None:
        return ()
    incident = await fetch_incident_for_victim(
        victim_id=victim_id, incident_id=row["incident"]
    )
    if incident is None:
        return ()
    own = next((case for case in incident.cases if case.id == case_id), None)
    if own is None:
        return ()
    history = await fetch_history_for_victim(
        victim_id=victim_id, incident_ids=[incident.id], case_ids=[case_id]
    )
    records = await fetch_records_for_victim(victim_id=victim_id)
    viewer = viewer_for(
        own,
        victim_id=victim_id,
        wants_custody_news=incident.wishes.get(Wish.CUSTODY) is True,
        decisions=decisions_about(history, own),
        records=records,
        today=local_date(now),
    )
    return timeline(entries_about(history, incident.id, case_id), viewer)


def viewer_for(
    case: OwnCase,
    *,
    victim_id: UUID,
    wants_custody_news: bool,
    decisions: Iterable[DecisionOnFile],
    records: Records,
    today: date,
) -> Viewer:
    return Viewer(
        victim_id=victim_id,
        facts=case.facts,
        wants_custody_news=wants_custody_news,
        told={one.id: records.told(one, today) for one in decisions},
    )


def entries_about(
    history: OwnHistory, incident_id: UUID, case_id: UUID
) -> list[HistoryEntry]:
    """Give a case's rows with those of the report that it rests on."""
    return [
        *history.of_incident.get(incident_id, ()),
        *history.of_case.get(case_id, ()),
    ]


def decisions_about(history: OwnHistory, case: OwnCase) -> list[DecisionOnFile]:
    """Give the decisions in the case that concern a fact of hers, oldest first."""
    hers = (
        one
        for one in history.decisions.values()
        if one.case_id == case.id
        and (one.facts is None or not one.facts.isdisjoint(case.facts))
    )
    return sorted(hers, key=lambda one: one.order)


def hearings_to_come(
    history: OwnHistory, visible: Sequence[HistoryEntry], *, since: datetime
) -> tuple[HearingSeen, ...]:
    """Give the hearings that stand planned and that she may know of."""
    known = {str(entry.detail["hearing"]) for entry in visible if _is_hearing(entry)}
    planned = [
        one.seen
        for one in history.hearings.values()
        if one.state == "planned" and one.reference in known
    ]
    return tuple(
        sorted(
            (one for one in planned if one.starts_at >= since),
            key=lambda one: one.starts_at,
        )
    )


def _is_hearing(entry: HistoryEntry) -> bool:
    return "hearing" in entry.detail


def _add_entry(history: OwnHistory, row: dict[str, Any]) -> None:
    entry = HistoryEntry(
        id=row["id"],
        at=row["at"],
        arrival=row["arrival"],
        code=row["code"],
        detail=json.loads(row["detail"]),
        victim_id=row["victim"],
        decision_id=row["decision"],
        known_at=row["known_at"],
    )
    if row["case_id"] is None:
        history.of_incident.setdefault(row["incident"], []).append(entry)
    else:
        history.of_case.setdefault(row["case_id"], []).append(entry)
    if row["decision"] is not None:
        history.decisions[row["decision"]] = read_decision(_part(row, "decision_"))
    if row["hearing"] is not None:
        _add_hearing(history, row, entry)


def _add_hearing(history: OwnHistory, row: dict[str, Any], entry: HistoryEntry) -> None:
    values = _part(row, "hearing_")
    reference, state = values.pop("reference"), values.pop("state")
    before = history.hearings.get(row["hearing"])
    was_at = before.seen.was_at if before else None
    if entry.code == HappeningCode.HEARING_CHANGED:
        was_at = _moment(entry.detail.get("was"))
    is_other = was_at is not None and was_at != values["starts_at"]
    seen = HearingSeen(**values, was_at=was_at if is_other else None)
    history.hearings[row["hearing"]] = HearingRow(
        reference=reference, state=state, seen=seen
    )


def _part(row: dict[str, Any], prefix: str) -> dict[str, Any]:
    return {
        name.removeprefix(prefix): value
        for name, value in row.items()
        if name.startswith(prefix)
    }


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) else None
