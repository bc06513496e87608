"""After something happened in a case: what stands, how far it is, who must be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.actions.complaints import refresh_complaint
from portal.actions.court_knowledge import know_by_complaint
from portal.actions.sepot_calls import (
    About,
    do_what_is_owed,
    victim_is_at_risk,
)
from portal.db.call_locks import lock_calls_of_case
from portal.db.call_tasks import fetch_coverage
from portal.db.case_people import CaseOnFile, CaseVictim, fetch_case, fetch_case_victims
from portal.db.complaints import fetch_victims_with_complaint
from portal.db.decisions import DecisionOnFile, fetch_decisions, set_standing
from portal.db.engine import joined_transaction
from portal.db.history import fetch_history, set_phase
from portal.db.told import fetch_told
from portal.domain.calendar import local_date
from portal.domain.call_tasks import Recipient
from portal.domain.cases import ObjectionState
from portal.domain.phases import HistoryEntry, phase_of
from portal.domain.sepot_duties import Coverage, KnownDecision, Told, duties
from portal.domain.standing import Objection, ServedNotice, settle

_NOTHING_TOLD = Told(
    known=frozenset(),
    known_of_notice=frozenset(),
    written=frozenset(),
    written_of_notice=frozenset(),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Situation:
    case: CaseOnFile
    decisions: Sequence[DecisionOnFile]
    revisions: Sequence[datetime]
    notices: Sequence[ServedNotice]
    coverage: dict[UUID, list[Coverage]]
    told: dict[UUID, Told]
    with_complaint: set[UUID]


async def refresh_case(*, case_id: UUID, now: datetime) -> None:
    """Draw every consequence of what is on file; doing it again changes nothing.

    It holds the calls before it reads: what is being recorded of them is waited for.
    """
    async with joined_transaction():
        await lock_calls_of_case(case_id=case_id)
        case = await fetch_case(case_id=case_id)
        history = await fetch_history(case_id=case_id)
        phase = phase_of(history)
        if phase != case.phase:
            await set_phase(case_id=case_id, phase=str(phase))
        decisions = await _settled_decisions(case, history)
        if not decisions:
            return
        victims = await fetch_case_victims(case_id=case_id)
        await know_by_complaint(victims=victims, decisions=decisions, now=now)
        situation = _Situation(
            case=case,
            decisions=decisions,
            revisions=[it.at for it in history if it.code == "decision_revised"],
            notices=[_notice(it) for it in history if it.code == "notice_served"],
            coverage=await fetch_coverage(case_id=case_id),
            told=await fetch_told(case_id=case_id),
            with_complaint=await fetch_victims_with_complaint(case_id=case_id),
        )
        for victim in victims:
            await _keep_word(situation, victim, now=now)


async def _settled_decisions(
    case: CaseOnFile, history: Sequence[HistoryEntry]
) -> list[DecisionOnFile]:
    decisions = await fetch_decisions(case_id=case.id)
    settled = settle(
        decisions=[decision.taken for decision in decisions],
        revised_at=[it.at for it in history if it.code == "decision_revised"],
        objections=[_objection(it) for it in history if it.code == "objection"],
        notices=[_notice(it) for it in history if it.code == "notice_served"],
        facts=case.facts,
    )
    changed = [
        decision
        for decision in decisions
        if (decision.state, decision.served_on)
        != (settled[decision.id].state, settled[decision.id].served_on)
    ]
    for decision in changed:
        await set_standing(decision_id=decision.id, standing=settled[decision.id])
    return await fetch_decisions(case_id=case.id) if changed else decisions


def _objection(entry: HistoryEntry) -> Objection:
    return Objection(at=entry.at, state=ObjectionState(str(entry.detail["state"])))


def _notice(entry: HistoryEntry) -> ServedNotice:
    served_on = date.fromisoformat(str(entry.detail["served_on"]))
    return ServedNotice(at=entry.at, served_on=served_on)


async def _keep_word(
    situation: _Situation, victim: CaseVictim, *, now: datetime
) -> None:
    hers = [
        decision
        for decision in situation.decisions
        if decision.facts is None or decision.facts & victim.facts
    ]
    if not hers:
        return
    by_id = {decision.id: decision for decision in hers}
    at_risk = victim_is_at_risk(victim, hers, today=local_date(now))
    for owed in duties(
        decisions=[_known(decision) for decision in hers],
        recipient=Recipient(
            is_deceased=victim.is_deceased,
            opted_out=victim.opted_out,
            has_compensation=False,
            communication=victim.communication,
            is_at_risk=at_risk,
        ),
        compensated={it.id for it in hers if victim.reference in it.compensates},
        coverage=situation.coverage.get(victim.id, []),
        told=situation.told.get(victim.id, _NOTHING_TOLD),
    ):
        decision = by_id[owed.decision_id]
        about = About(
            case=situation.case,
            victim=victim,
            decision=decision,
            revised_at=_revised_at(decision, situation.revisions),
            notice_at=_notice_at(decision, situation.notices),
            at_risk=at_risk,
        )
        await do_what_is_owed(owed, about, now=now)
    if victim.id in situation.with_complaint:
        case_id = situation.case.id
        await refresh_complaint(victim_id=victim.id, case_id=case_id, now=now)


def _revised_at(
    decision: DecisionOnFile, revisions: Sequence[datetime]
) -> datetime | None:
    after = [at for at in revisions if at >= decision.decided_at]
    return min(after, default=None)


def _notice_at(
    decision: DecisionOnFile, notices: Sequence[ServedNotice]
) -> datetime | None:
    served = [it.at for it in notices if it.served_on == decision.served_on]
    return min(served, default=None)


def _known(decision: DecisionOnFile) -> KnownDecision:
    return KnownDecision(
        id=decision.id,
        kind=decision.kind,
        state=decision.state,
        grounds=decision.grounds,
        served_on=decision.served_on,
        order=decision.order,
    )
