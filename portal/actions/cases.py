"""After something happened in a case: what stands, how far it is, who must be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.actions.at_hand import AtHand
from portal.actions.call_endings import stop_telling, stop_telling_news
from portal.actions.call_openings import Concerned, victim_is_at_risk
from portal.actions.call_tasks import refresh_window
from portal.actions.complaints import refresh_complaint
from portal.actions.court_knowledge import know_by_complaint
from portal.actions.decision_calls import About, do_what_is_owed
from portal.actions.news_calls import CaseNews, tell_news
from portal.db.call_coverage import (
    CallsOnFile,
    fetch_coverage,
    fetch_other_calls,
    fetch_ticks_of_strangers,
)
from portal.db.call_locks import lock_calls_of_case, lock_victims_of_case
from portal.db.call_tasks import fetch_calls_thought_safe
from portal.db.case_people import CaseOnFile, CaseVictim, fetch_case, fetch_case_victims
from portal.db.complaints import fetch_complaints
from portal.db.decisions import DecisionOnFile, fetch_decisions, set_standing
from portal.db.engine import joined_transaction
from portal.db.history import fetch_history, set_phase
from portal.db.notifications import fetch_causes_queued
from portal.db.told import fetch_told
from portal.domain.calendar import local_date
from portal.domain.call_tasks import Recipient
from portal.domain.cases import ObjectionState
from portal.domain.decision_duties import duties
from portal.domain.news import FallenBecause
from portal.domain.news_letters import is_written_about
from portal.domain.owed import Coverage, KnownDecision, Told
from portal.domain.phases import HistoryEntry, phase_of
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
    history: Sequence[HistoryEntry]
    coverage: dict[UUID, list[Coverage]]
    told: dict[UUID, Told]
    with_complaint: set[UUID]


async def refresh_case(*, case_id: UUID, now: datetime) -> None:
    """Draw every consequence of what is on file; doing it again changes nothing.

    It holds the victims and the calls before it reads: what she asks just now, and what
    is being recorded, is waited for.
    """
    async with joined_transaction():
        await lock_victims_of_case(case_id=case_id)
        await lock_calls_of_case(case_id=case_id)
        case = await fetch_case(case_id=case_id)
        history = await fetch_history(case_id=case_id)
        phase = phase_of(history)
        if phase != case.phase:
            await set_phase(case_id=case_id, phase=str(phase))
        decisions = await _settled_decisions(case, history)
        victims = await fetch_case_victims(case_id=case_id)
        at_hand = AtHand(victim_ids=tuple(it.id for it in victims), now=now)
        people = [_concerned(case, decisions, it, at_hand, now=now) for it in victims]
        if decisions:
            await _keep_word(case, decisions, history, people, now=now)
        await _tell_news(decisions, history, people, now=now)
        await _keep_safe(people, now=now)
        if sum(entry.code == "case_received" for entry in history) > 1:
            await _tell_no_strangers(case_id, now=now)


async def _keep_safe(people: Sequence[Concerned], *, now: datetime) -> None:
    """Who turns out to be at risk is reached by fewer ways, in every call of hers."""
    at_risk = [person.victim.id for person in people if person.at_risk]
    if at_risk:
        for task_id in await fetch_calls_thought_safe(victim_ids=at_risk):
            await refresh_window(task_id=task_id, now=now, at_hand=people[0].at_hand)


async def _tell_no_strangers(case_id: UUID, *, now: datetime) -> None:
    """Facts that were sent anew may name others: who is out hears nothing more."""
    reason = FallenBecause.NOT_CONCERNED
    for task_id, decision_id, happening_id in await fetch_ticks_of_strangers(
        case_id=case_id
    ):
        if decision_id is not None:
            await stop_telling(
                task_id=task_id, decision_id=decision_id, reason=reason, now=now
            )
        if happening_id is not None:
            await stop_telling_news(
                task_id=task_id, happening_id=happening_id, reason=reason, now=now
            )


async def _settled_decisions(
    case: CaseOnFile, history: Sequence[HistoryEntry]
) -> list[DecisionOnFile]:
    decisions = await fetch_decisions(case_id=case.id)
    settled = settle(
        decisions=[decision.taken for decision in decisions],
        revised_at=_revisions(history),
        objections=[_objection(it) for it in history if it.code == "objection"],
        notices=_notices(history),
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


def _notices(history: Sequence[HistoryEntry]) -> list[ServedNotice]:
    return [
        ServedNotice(
            at=entry.at, served_on=date.fromisoformat(str(entry.detail["served_on"]))
        )
        for entry in history
        if entry.code == "notice_served"
    ]


def _revisions(history: Sequence[HistoryEntry]) -> list[datetime]:
    return [entry.at for entry in history if entry.code == "decision_revised"]


def _concerned(
    case: CaseOnFile,
    decisions: Sequence[DecisionOnFile],
    victim: CaseVictim,
    at_hand: AtHand,
    *,
    now: datetime,
) -> Concerned:
    hers = _about(decisions, victim)
    return Concerned(
        case=case,
        victim=victim,
        at_risk=victim_is_at_risk(victim, hers, today=local_date(now)),
        grounds=tuple(
            ground for it in hers if it.state.is_standing for ground in it.grounds
        ),
        at_hand=at_hand,
    )


def _about(
    decisions: Sequence[DecisionOnFile], victim: CaseVictim
) -> list[DecisionOnFile]:
    return [it for it in decisions if it.facts is None or it.facts & victim.facts]


async def _tell_news(
    decisions: Sequence[DecisionOnFile],
    history: Sequence[HistoryEntry],
    people: Sequence[Concerned],
    *,
    now: datetime,
) -> None:
    ids = [person.victim.id for person in people]
    is_written = any(is_written_about(entry.code) for entry in history)
    calls = await fetch_other_calls(victim_ids=ids)
    news = CaseNews(
        history=history,
        standing=frozenset(it.id for it in decisions if it.state.is_standing),
        queued=await fetch_causes_queued(victim_ids=ids) if is_written else frozenset(),
    )
    for person in people:
        hers = calls.get(person.victim.id, CallsOnFile())
        await tell_news(person, news, hers, now=now)


async def _keep_word(
    case: CaseOnFile,
    decisions: Sequence[DecisionOnFile],
    history: Sequence[HistoryEntry],
    people: Sequence[Concerned],
    *,
    now: datetime,
) -> None:
    complaints = await fetch_complaints(case_id=case.id)
    await know_by_complaint(
        victims=[person.victim for person in people],
        decisions=decisions,
        received={victim: day for victim, day in complaints.items() if day is not None},
        now=now,
    )
    situation = _Situation(
        case=case,
        decisions=decisions,
        history=history,
        coverage=await fetch_coverage(case_id=case.id),
        told=await fetch_told(case_id=case.id),
        with_complaint=set(complaints),
    )
    for person in people:
        await _tell_decisions(situation, person, now=now)


async def _tell_decisions(
    situation: _Situation, concerned: Concerned, *, now: datetime
) -> None:
    victim = concerned.victim
    hers = _about(situation.decisions, victim)
    coverage = situation.coverage.get(victim.id, [])
    await _tell_nothing_of_others(hers, coverage, now=now)
    if not hers:
        return
    by_id = {decision.id: decision for decision in hers}
    for owed in duties(
        decisions=[_known(decision) for decision in hers],
        recipient=Recipient(
            is_deceased=victim.is_deceased,
            opted_out=victim.opted_out,
            has_compensation=False,
            communication=victim.communication,
            is_at_risk=concerned.at_risk,
        ),
        compensated={it.id for it in hers if victim.reference in it.compensates},
        coverage=coverage,
        told=situation.told.get(victim.id, _NOTHING_TOLD),
    ):
        decision = by_id[owed.decision_id]
        about = About(
            concerned=concerned,
            decision=decision,
            revised_at=_revised_at(decision, _revisions(situation.history)),
            notice_at=_notice_at(decision, _notices(situation.history)),
        )
        await do_what_is_owed(owed, about, now=now)
    if victim.id in situation.with_complaint:
        case_id = situation.case.id
        await refresh_complaint(victim_id=victim.id, case_id=case_id, now=now)


async def _tell_nothing_of_others(
    hers: Sequence[DecisionOnFile], coverage: Sequence[Coverage], *, now: datetime
) -> None:
    """A decision about facts that are hers no more is taken out of her call."""
    about_her = {decision.id for decision in hers}
    for it in coverage:
        if it.waits and it.decision_id not in about_her:
            await stop_telling(
                task_id=it.task_id,
                decision_id=it.decision_id,
                reason=FallenBecause.NOT_CONCERNED,
                now=now,
            )


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
        facts=decision.facts,
    )
