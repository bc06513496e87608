"""What a caller says of each decision, as far as she may know it."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from portal.actions.call_situation import CallState
from portal.db.decisions_told import fetch_decision_told
from portal.domain.calendar import local_date
from portal.domain.cases import DecisionKind
from portal.domain.complaints import (
    ComplaintTerm,
    Knowledge,
    KnowledgeSubject,
    KnownBy,
    complaint_term,
)
from portal.domain.notifications import DecisionTold
from portal.domain.sepot_grounds import SepotGround, ground_for
from portal.domain.sepot_hints import NEVER_SAY
from portal.domain.staff import Organisation, Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionSheet:
    """`term` is the one that runs, or that would run from today."""

    decision_id: UUID
    told: DecisionTold
    is_told: bool
    term: ComplaintTerm | None
    grounds: tuple[SepotGround, ...]
    sees: Organisation

    @property
    def shows_grounds(self) -> bool:
        return self.sees is Organisation.OM

    @property
    def shows_reason(self) -> bool:
        """Halt knows that there is a decision; why is not for Halt to tell."""
        return self.sees is not Organisation.HALT or self.told.kind == DecisionKind.HALT

    @property
    def is_over(self) -> bool:
        """Whether the call is to say that it stands no more."""
        return not self.told.state.is_standing

    @property
    def not_to_say(self) -> tuple[str, ...]:
        """What each ground forbids; what is never said stands once, at the end."""
        own = (
            it.not_to_say.removesuffix(NEVER_SAY).strip()
            for it in self.grounds
            if self.shows_grounds
        )
        return (*dict.fromkeys(filter(None, own)), NEVER_SAY)


async def read_decision_sheets(
    state: CallState, worker: Worker
) -> tuple[DecisionSheet, ...]:
    sheets = []
    for each in state.decisions:
        told = await fetch_decision_told(
            victim_id=state.task.victim_id, decision_id=each.decision_id
        )
        if told is not None:
            told = _as_seen_by(worker, told)
            sheets.append(
                DecisionSheet(
                    decision_id=each.decision_id,
                    told=told,
                    is_told=each.told_at is not None,
                    term=_term(told, state.at),
                    grounds=tuple(
                        ground_for(code, decided_on=told.decided_on)
                        for code in told.grounds
                    ),
                    sees=worker.organisation,
                )
            )
    return tuple(sheets)


def _as_seen_by(worker: Worker, told: DecisionTold) -> DecisionTold:
    """A complaint and its term are no business of Halt (design section 5)."""
    if worker.organisation is not Organisation.HALT:
        return told
    return replace(told, term=None, complained_on=None, complaint_court=None)


def _term(told: DecisionTold, at: datetime) -> ComplaintTerm | None:
    """Give the term that runs, or the one that telling her now would start."""
    if told.term is None or told.term.known_at is not None:
        return told.term
    today = local_date(at)
    is_served = told.served_on is not None and told.served_on <= today
    subject = KnowledgeSubject.SERVED_NOTICE if is_served else KnowledgeSubject.DECISION
    known_now = Knowledge(
        known_on=today,
        source=KnownBy.CALL,
        subject=subject,
        is_assumed=False,
        recorded_by="",
        recorded_at=at,
    )
    return complaint_term(
        kind_of_decision=told.kind,
        grounds=told.grounds,
        served_on=told.served_on,
        parket=told.parketnummer[:2],
        knowledge=[known_now],
    )
