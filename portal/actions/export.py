"""Telling how a case stands, and all that is kept about a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.actions.call_openings import victim_is_at_risk
from portal.db.audit import insert_audit
from portal.db.case_people import (
    CaseVictim,
    fetch_case,
    fetch_case_victims,
    fetch_report_victims,
)
from portal.db.cases import fetch_case_key
from portal.db.complaints import fetch_terms
from portal.db.decisions import DecisionOnFile, fetch_decisions
from portal.db.engine import snapshot
from portal.db.export import (
    ExportedAttempt,
    ExportedTask,
    ReportOnFile,
    fetch_attempts_of_tasks,
    fetch_messages_about,
    fetch_reminders_about,
    fetch_report,
    fetch_tasks_of_case,
    fetch_tasks_of_report,
)
from portal.db.hearings import fetch_hearings
from portal.db.history import fetch_report_history
from portal.db.personal_data import fetch_personal_data
from portal.db.timeline import fetch_history_for_victim, fetch_timeline_for_victim
from portal.db.victims import fetch_victim_id
from portal.domain.calendar import local_date
from portal.domain.call_tasks import TaskState, task_state
from portal.domain.complaints import ComplaintTerm
from portal.domain.errors import UnableToError
from portal.domain.identifiers import canonical_parketnummer, canonical_pv_number
from portal.domain.phases import phase_of
from portal.domain.timeline import TimelineEntry, Viewer, timeline
from portal.integrations.case_export import (
    ExportedCall,
    ExportedCase,
    ExportedVictim,
    Json,
    write_case,
)


class UnableToFindCaseError(UnableToError):
    """There is no such case."""


class UnableToFindVictimError(UnableToError):
    """There is no such victim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scope:
    """One case, or one report without a case, with the people in it."""

    case_id: UUID | None
    incident_id: UUID
    people: Sequence[CaseVictim]
    decisions: Sequence[DecisionOnFile]

    @property
    def victim_ids(self) -> list[UUID]:
        return [person.id for person in self.people]

    def decisions_about(self, victim: CaseVictim) -> list[DecisionOnFile]:
        return [
            decision
            for decision in self.decisions
            if decision.facts is None or decision.facts & victim.facts
        ]


async def export_case(*, number: str, by: str, now: datetime) -> Json:
    """Find by parketnummer, or a report by its PV number, in any notation."""
    async with snapshot():
        exported = await _read_by_number(number, now=now)
    await insert_audit(
        now=now,
        actor_kind="command",
        actor=by,
        action="case_exported",
        object_kind="case" if exported.parketnummer else "incident",
        object_id=exported.parketnummer or exported.pv_number,
    )
    return write_case(exported)


async def export_victim(*, reference: str, by: str, now: datetime) -> Json:
    """Give everything that is stored about one person (AVG art. 15)."""
    async with snapshot():
        victim_id = await fetch_victim_id(reference=reference)
        if victim_id is None:
            raise UnableToFindVictimError(f"There is no victim {reference}.")
        found = await fetch_personal_data(victim_id=victim_id)
    await insert_audit(
        now=now,
        actor_kind="command",
        actor=by,
        action="person_exported",
        object_kind="victim",
        object_id=reference,
        victim_id=victim_id,
    )
    return found


async def _read_by_number(number: str, *, now: datetime) -> ExportedCase:
    parketnummer = canonical_parketnummer(number)
    if parketnummer is not None:
        return await _read_case(parketnummer, now=now)
    pv_number = canonical_pv_number(number)
    report = await fetch_report(pv_number=pv_number) if pv_number else None
    if report is None:
        raise UnableToFindCaseError(f"There is no case {number}.")
    return await _read_report(report, now=now)


async def _read_case(parketnummer: str, *, now: datetime) -> ExportedCase:
    try:
        key = await fetch_case_key(parketnummer=parketnummer)
    except LookupError as error:
        raise UnableToFindCaseError(str(error)) from error
    case = await fetch_case(case_id=key.case_id)
    scope = _Scope(
        case_id=case.id,
        incident_id=case.incident_id,
        people=await fetch_case_victims(case_id=case.id),
        decisions=await fetch_decisions(case_id=case.id),
    )
    terms = {it.victim_id: it.term for it in await fetch_terms(case_id=case.id)}
    tasks = await fetch_tasks_of_case(case_id=case.id, victim_ids=scope.victim_ids)
    standing = [it for it in scope.decisions if it.state.is_standing]
    return ExportedCase(
        parketnummer=case.parketnummer,
        pv_number=case.pv_number,
        phase=case.phase,
        decision=standing[-1] if standing else None,
        victims=await _read_victims(scope, tasks, terms, now=now),
        hearings=await fetch_hearings(case_id=case.id),
    )


async def _read_report(report: ReportOnFile, *, now: datetime) -> ExportedCase:
    scope = _Scope(
        case_id=None,
        incident_id=report.id,
        people=await fetch_report_victims(incident_id=report.id),
        decisions=[],
    )
    tasks = await fetch_tasks_of_report(
        incident_id=report.id, victim_ids=scope.victim_ids
    )
    return ExportedCase(
        parketnummer=None,
        pv_number=report.pv_number,
        phase=phase_of(await fetch_report_history(incident_id=report.id)),
        decision=None,
        victims=await _read_victims(scope, tasks, {}, now=now),
        hearings=[],
    )


async def _read_victims(
    scope: _Scope,
    tasks: Sequence[ExportedTask],
    terms: Mapping[UUID, ComplaintTerm],
    *,
    now: datetime,
) -> list[ExportedVictim]:
    ids = [task.id for task in tasks]
    victims = scope.victim_ids
    attempts = await fetch_attempts_of_tasks(task_ids=ids)
    calls = [_call(task, attempts, now) for task in tasks]
    messages = await fetch_messages_about(
        case_id=scope.case_id, task_ids=ids, victim_ids=victims
    )
    reminders = await fetch_reminders_about(
        case_id=scope.case_id, task_ids=ids, victim_ids=victims
    )
    return [
        ExportedVictim(
            reference=person.reference,
            is_at_risk=victim_is_at_risk(
                person, scope.decisions_about(person), today=local_date(now)
            ),
            term=terms.get(person.id),
            calls=[it for it in calls if it.task.victim_id == person.id],
            messages=[it for it in messages if it.victim_id == person.id],
            reminders=[it for it in reminders if it.victim_id == person.id],
            timeline=await _timeline(scope, person.id, now=now),
        )
        for person in scope.people
    ]


def _call(
    task: ExportedTask, attempts: Sequence[ExportedAttempt], now: datetime
) -> ExportedCall:
    return ExportedCall(
        task=task,
        state=task_state(
            closed_as=TaskState(task.closed_as) if task.closed_as else None,
            lease_until=task.lease_until,
            not_before=task.not_before,
            now=now,
        ),
        attempts=[it for it in attempts if it.task_id == task.id],
    )


async def _timeline(
    scope: _Scope, victim_id: UUID, *, now: datetime
) -> Sequence[TimelineEntry]:
    if scope.case_id is not None:
        return await fetch_timeline_for_victim(
            victim_id=victim_id, case_id=scope.case_id, now=now
        )
    history = await fetch_history_for_victim(
        victim_id=victim_id, incident_ids=[scope.incident_id], case_ids=[]
    )
    return timeline(
        history.of_incident.get(scope.incident_id, ()),
        Viewer(victim_id=victim_id, facts=frozenset()),
    )
