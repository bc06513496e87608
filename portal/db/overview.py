"""A victim's own pages, read in three statements, past the gate that each keeps to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from itertools import chain
from uuid import UUID

from portal.db.decisions import DecisionOnFile
from portal.db.gate import fetch_records_for_victim
from portal.db.gate_records import Records
from portal.db.incidents import (
    OwnCase,
    OwnIncident,
    fetch_incident_for_victim,
    fetch_incident_of_decision_for_victim,
    fetch_incidents_for_victim,
)
from portal.db.timeline import (
    OwnHistory,
    decisions_about,
    entries_about,
    fetch_history_for_victim,
    hearings_to_come,
    viewer_for,
)
from portal.domain.calendar import at_local_time, local_date
from portal.domain.complaints import ComplaintTerm, complaint_term
from portal.domain.gate import (
    has_news,
    is_gate_closed,
    is_notice_gate_closed,
    is_shown,
)
from portal.domain.overview import (
    CaseSeen,
    DecisionSeen,
    HearingSeen,
    IncidentSeen,
    Overview,
    WaitingNews,
    judgment_in,
)
from portal.domain.phases import HappeningCode, HistoryEntry, phase_of
from portal.domain.sources import sources_seen
from portal.domain.steps import steps_for
from portal.domain.timeline import Viewer, visible_history
from portal.domain.victims import Wish
from portal.domain.visits import NO_VISIT, NOTHING_UNREAD, visit_of

INCIDENTS_ON_A_PAGE = 20

_BEHIND_GATES = frozenset({HappeningCode.DECISION, HappeningCode.NOTICE_SERVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What was read for one page."""

    victim_id: UUID
    history: OwnHistory
    records: Records
    now: datetime


async def fetch_overview_for_victim(
    *, victim_id: UUID, now: datetime, page: int = 1
) -> Overview:
    found = await fetch_incidents_for_victim(
        victim_id=victim_id,
        limit=INCIDENTS_ON_A_PAGE + 1,
        offset=(page - 1) * INCIDENTS_ON_A_PAGE,
    )
    shown = found[:INCIDENTS_ON_A_PAGE]
    incidents = await _see(shown, victim_id=victim_id, now=now)
    return Overview(
        incidents=incidents,
        has_more=len(found) > len(shown),
        visit=incidents[0].visit if incidents else NO_VISIT,
        unread=incidents[0].unread if incidents else NOTHING_UNREAD,
    )


async def fetch_seen_incident_for_victim(
    *, victim_id: UUID, incident_id: UUID, now: datetime
) -> IncidentSeen | None:
    own = await fetch_incident_for_victim(victim_id=victim_id, incident_id=incident_id)
    if own is None:
        return None
    return (await _see([own], victim_id=victim_id, now=now))[0]


async def fetch_incident_with_decision_for_victim(
    *, victim_id: UUID, decision_id: UUID, now: datetime
) -> IncidentSeen | None:
    """Give her incident in which the decision was taken, behind its gate or not."""
    own = await fetch_incident_of_decision_for_victim(
        victim_id=victim_id, decision_id=decision_id
    )
    if own is None:
        return None
    return (await _see([own], victim_id=victim_id, now=now))[0]


async def _see(
    incidents: Sequence[OwnIncident], *, victim_id: UUID, now: datetime
) -> tuple[IncidentSeen, ...]:
    if not incidents:
        return ()
    ids = [one.id for one in incidents]
    history = await fetch_history_for_victim(
        victim_id=victim_id,
        incident_ids=ids,
        case_ids=[case.id for one in incidents for case in one.cases],
    )
    records = await fetch_records_for_victim(victim_id=victim_id, with_frame=True)
    known = _Known(victim_id=victim_id, history=history, records=records, now=now)
    return tuple(_see_incident(one, known) for one in incidents)


def _see_incident(own: OwnIncident, known: _Known) -> IncidentSeen:
    viewer = Viewer(victim_id=known.victim_id, facts=frozenset())
    happened = visible_history(known.history.of_incident.get(own.id, ()), viewer)
    phase = phase_of(happened)
    cases = tuple(
        _see_case(case, number, own, known)
        for number, case in enumerate(own.cases, start=1)
    )
    return IncidentSeen(
        id=own.id,
        pv_number=own.pv_number,
        recorded_on=own.recorded_on,
        place=own.place,
        phase=phase,
        steps=steps_for(phase, happened),
        happened=happened,
        cases=cases,
        callback=known.records.callback(own.id, known.now),
        caller_words=known.records.caller_words,
        sources=sources_seen(
            chain(happened, *(case.happened for case in cases)),
            known.records.source_told_at,
        ),
        visit=visit_of(
            since=known.records.seen_since,
            last_page_at=known.records.last_page_at,
            now=known.now,
        ),
        unread=known.records.unread,
    )


def _see_case(case: OwnCase, number: int, own: OwnIncident, known: _Known) -> CaseSeen:
    decisions = decisions_about(known.history, case)
    viewer = viewer_for(
        case,
        victim_id=known.victim_id,
        wants_custody_news=own.wishes.get(Wish.CUSTODY) is True,
        decisions=decisions,
        records=known.records,
        today=local_date(known.now),
    )
    entries = entries_about(known.history, own.id, case.id)
    happened = tuple(
        _as_she_came_to_it(entry, known.records)
        for entry in visible_history(entries, viewer)
    )
    phase = phase_of(happened)
    hearings = hearings_to_come(
        known.history, happened, since=_start_of_today(known.now)
    )
    return CaseSeen(
        id=case.id,
        number=number,
        parketnummer=case.parketnummer,
        suspect_is_minor=case.suspect_is_minor,
        phase=phase,
        steps=steps_for(phase, happened, next_hearing_at=_first(hearings)),
        happened=happened,
        news=tuple(_news(decisions, viewer, known.records, entries)),
        decisions=tuple(
            _see_decision(one, case, own, viewer, known.records)
            for one in decisions
            if is_shown(viewer.told[one.id], one.kind)
        ),
        hearings=hearings,
        judgment=judgment_in(happened, is_only_victim=case.is_only_victim),
        complaint=known.records.complaints.get(case.id),
    )


def _as_she_came_to_it(entry: HistoryEntry, records: Records) -> HistoryEntry:
    """Have what a gate hid begin for her when it opened."""
    is_notice = entry.code == HappeningCode.NOTICE_SERVED
    if entry.decision_id is None or entry.code not in _BEHIND_GATES:
        return entry
    opened_at = records.opened_at(entry.decision_id, is_notice=is_notice)
    return replace(entry, known_at=max(entry.visible_from, opened_at or entry.at))


def _news(
    decisions: Iterable[DecisionOnFile],
    viewer: Viewer,
    records: Records,
    entries: Sequence[HistoryEntry],
) -> Iterable[WaitingNews]:
    for one in decisions:
        told, call = viewer.told[one.id], records.promised(one)
        if call is not None and (is_gate_closed(told) or is_notice_gate_closed(told)):
            is_notice = not is_gate_closed(told)
            code = HappeningCode.NOTICE_SERVED if is_notice else HappeningCode.DECISION
            about = (it for it in entries if it.decision_id == one.id)
            known = [it.visible_from for it in about if it.code == code]
            yield WaitingNews(
                decision_id=one.id,
                call=call,
                is_about_notice=is_notice,
                known_at=max(known, default=one.decided_at),
            )


def _see_decision(
    one: DecisionOnFile,
    case: OwnCase,
    own: OwnIncident,
    viewer: Viewer,
    records: Records,
) -> DecisionSeen:
    told = viewer.told[one.id]
    has_waiting_notice = is_notice_gate_closed(told)
    hides_notice = has_waiting_notice or not told.has_notice
    return DecisionSeen(
        id=one.id,
        case_id=case.id,
        kind=one.kind,
        grounds=one.grounds,
        decided_on=one.decided_on,
        is_conditional=one.is_conditional,
        probation_until=one.probation_until,
        state=one.state,
        explanation="" if one.compensates - {own.victim_reference} else one.explanation,
        is_explanation_released=one.is_explanation_released,
        compensates_her=own.victim_reference in one.compensates,
        is_unread=has_news(told) and not has_waiting_notice,
        has_waiting_notice=has_waiting_notice,
        notice_served_on=None if hides_notice else one.served_on,
        term=None if has_waiting_notice else _term(one, case, records),
        call=records.promised(one),
    )


def _term(one: DecisionOnFile, case: OwnCase, records: Records) -> ComplaintTerm | None:
    if not one.state.is_standing:
        return None
    return complaint_term(
        kind_of_decision=one.kind,
        grounds=one.grounds,
        served_on=one.served_on,
        parket=case.parket,
        knowledge=records.known.get(one.id, ()),
    )


def _start_of_today(now: datetime) -> datetime:
    return at_local_time(local_date(now), time.min)


def _first(hearings: Sequence[HearingSeen]) -> datetime | None:
    return hearings[0].starts_at if hearings else None
