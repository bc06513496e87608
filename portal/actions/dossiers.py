"""Reading a report with all that hangs on it, and leaving a trace of who did."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.actions import trail
from portal.actions.hearing_attendance import Attendance, read_attendance
from portal.actions.refused_looks import note_refused_look
from portal.db.batons import BatonOnFile, fetch_batons
from portal.db.call_attempts import PastContact, fetch_contacts
from portal.db.complaints import VictimTerm, fetch_terms_for_victim
from portal.db.decisions import DecisionOnFile, fetch_decisions
from portal.db.dossiers import (
    Dossier,
    DossierCall,
    DossierCase,
    DossierVictim,
    fetch_dossier,
    fetch_dossier_calls,
    fetch_dossier_victims,
    fetch_latest_dossiers,
)
from portal.db.engine import transaction
from portal.db.hearings import HearingOnFile, fetch_hearings
from portal.db.her_views import HerView, fetch_her_views
from portal.db.timeline import fetch_timeline_for_victim
from portal.db.victims import fetch_cases_of_victim
from portal.domain.batons import Subject, first_holder, receivers
from portal.domain.halt_view import CODES
from portal.domain.sepot_grounds import SepotGround, ground_for
from portal.domain.staff import Organisation, Worker
from portal.domain.timeline import TimelineEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRead:
    """What this organisation may know of a decision and its grounds."""

    decision: DecisionOnFile
    grounds: tuple[SepotGround, ...]
    hides_grounds: bool

    @property
    def explanation(self) -> str:
        is_free = self.decision.is_explanation_released or not any(
            ground.discloses_protected for ground in self.grounds
        )
        return self.decision.explanation if is_free or not self.hides_grounds else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatonRead:
    """Who tells her about a subject now, how that came, and who else might."""

    subject: Subject
    holder: Organisation
    receivers: tuple[Organisation, ...]
    steps: tuple[BatonOnFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRead:
    """`timeline` is of one victim, with for each line whether she may see it.

    Halt has of a case only how its own referral goes.
    """

    case: DossierCase
    timeline: tuple[TimelineEntry, ...]
    decisions: tuple[DecisionRead, ...] = ()
    hearings: tuple[HearingOnFile, ...] = ()
    term: VictimTerm | None = None
    batons: tuple[BatonRead, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierRead:
    dossier: Dossier
    victims: tuple[DossierVictim, ...]
    victim: DossierVictim | None
    cases: tuple[CaseRead, ...]
    calls: tuple[DossierCall, ...]
    views: tuple[HerView, ...]  # for the OM, which asked for them
    contacts: tuple[PastContact, ...]
    attendance: Attendance | None  # at her hearings, for who arranges that


async def read_latest_dossiers(*, worker: Worker, now: datetime) -> list[Dossier]:
    """Give the reports that changed last; to look for one: portal.actions.search."""
    async with transaction():
        await trail.note(worker, now, "dossiers_read", object_kind="incident")
    return await fetch_latest_dossiers(worker=worker)


async def read_dossier(
    *, incident_id: UUID, victim_id: UUID | None, worker: Worker, now: datetime
) -> DossierRead | None:
    """Read a report through the eyes of one of its victims, unless said the first."""
    dossier = await fetch_dossier(incident_id=incident_id, worker=worker)
    if dossier is None:
        await note_refused_look(incident_id=incident_id, worker=worker, now=now)
        return None
    victims = await fetch_dossier_victims(incident_id=incident_id, worker=worker)
    chosen = [victim for victim in victims if victim.id == victim_id] or victims
    victim = chosen[0] if chosen else None
    async with transaction():
        await trail.note(
            worker,
            now,
            "dossier_read",
            object_kind="incident",
            object_id=incident_id,
            victim_id=victim.id if victim else None,
        )
    return DossierRead(
        dossier=dossier,
        victims=tuple(victims),
        victim=victim,
        cases=await _read_cases(dossier, victim, worker, now),
        calls=tuple(
            await fetch_dossier_calls(
                incident_id=incident_id, victim_ids=[it.id for it in victims], now=now
            )
        ),
        views=await _read_views(dossier, victim, worker),
        contacts=tuple(await fetch_contacts(victim_id=victim.id)) if victim else (),
        attendance=await _read_attendance(dossier, victim, worker, now),
    )


async def _read_attendance(
    dossier: Dossier, victim: DossierVictim | None, worker: Worker, now: datetime
) -> Attendance | None:
    if victim is None:
        return None
    return await read_attendance(
        victim_id=victim.id,
        case_ids=[case.id for case in dossier.cases],
        worker=worker,
        now=now,
    )


async def _read_views(
    dossier: Dossier, victim: DossierVictim | None, worker: Worker
) -> tuple[HerView, ...]:
    if victim is None or worker.organisation is not Organisation.OM:
        return ()
    views = await fetch_her_views(incident_id=dossier.id, victim_id=victim.id)
    return tuple(views)


async def _read_cases(
    dossier: Dossier, victim: DossierVictim | None, worker: Worker, now: datetime
) -> tuple[CaseRead, ...]:
    if victim is None:
        return ()
    hers = await fetch_cases_of_victim(victim_id=victim.id)
    terms = await fetch_terms_for_victim(victim_id=victim.id)
    steps = await fetch_batons(victim_id=victim.id)
    return tuple(
        [
            await _read_case(case, victim, terms, steps, worker=worker, now=now)
            for case in dossier.cases
            if case.id in hers
        ]
    )


async def _read_case(
    case: DossierCase,
    victim: DossierVictim,
    terms: list[VictimTerm],
    steps: list[BatonOnFile],
    *,
    worker: Worker,
    now: datetime,
) -> CaseRead:
    timeline = await fetch_timeline_for_victim(
        victim_id=victim.id, case_id=case.id, now=now
    )
    if worker.organisation is Organisation.HALT:
        return CaseRead(
            case=case, timeline=tuple(it for it in timeline if it.code in CODES)
        )
    return CaseRead(
        case=case,
        decisions=tuple(
            _read_decision(decision, worker)
            for decision in await fetch_decisions(case_id=case.id)
        ),
        hearings=tuple(await fetch_hearings(case_id=case.id)),
        timeline=timeline,
        term=next((it for it in terms if it.case_id == case.id), None),
        batons=_read_batons(case.id, steps),
    )


def _read_batons(case_id: UUID, steps: list[BatonOnFile]) -> tuple[BatonRead, ...]:
    """Give every subject that can come up; an apology only once it did."""
    read = []
    for subject in Subject:
        its = tuple(
            it for it in steps if it.case_id == case_id and it.subject is subject
        )
        holder = its[0].holder if its else first_holder(subject)
        if its or subject is not Subject.APOLOGY:
            read.append(
                BatonRead(
                    subject=subject,
                    holder=holder,
                    receivers=receivers(subject, holder=holder),
                    steps=its,
                )
            )
    return tuple(read)


def _read_decision(decision: DecisionOnFile, worker: Worker) -> DecisionRead:
    return DecisionRead(
        decision=decision,
        grounds=tuple(
            ground_for(code, decided_on=decision.decided_on)
            for code in decision.grounds
        ),
        hides_grounds=worker.organisation is not Organisation.OM,
    )
