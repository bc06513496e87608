"""The complaint of art. 12 Sv: what a victim knows, and the term that starts then."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from portal.domain.cases import DecisionKind
from portal.domain.courts import Court, competent_court
from portal.domain.sepot_grounds import is_only_execution_ended
from portal.domain.terms import CountedTerm, TermKind, count_term, is_deadline


class KnownBy(StrEnum):
    CALL = "call"
    PORTAL = "portal"
    LETTER = "letter"
    LAWYER = "lawyer"
    OTHER = "other"


class KnowledgeSubject(StrEnum):
    DECISION = "decision"
    SERVED_NOTICE = "served_notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """One circumstance by which a victim got to know the content of a decision.

    A withdrawn one stays as a row: corrections are added, never written over.
    """

    known_on: date  # in Amsterdam
    source: KnownBy
    subject: KnowledgeSubject
    is_assumed: bool  # a letter's assumed delivery
    recorded_by: str
    recorded_at: datetime
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintTerm:
    """The term of one victim against one decision; days are None until it runs."""

    kind: TermKind
    known_at: date | None
    known_by: KnownBy | None
    last_safe_day: date | None
    post_by: date | None
    reopened: bool
    provisional: bool
    competent_court: Court | None
    is_advice: bool


COURT = "court"
"""Who recorded what a complaint shows that she knew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplainedOf:
    """A decision that a complaint may be about; `facts` None is all of the case."""

    id: UUID
    order: tuple[datetime, int]
    decided_on: date
    facts: frozenset[str] | None
    has_term: bool


_TERM_KINDS: dict[str, TermKind] = {
    DecisionKind.SEPOT: TermKind.NO_STATUTORY_TERM,
    DecisionKind.HALT: TermKind.NO_STATUTORY_TERM,
    DecisionKind.PENALTY_ORDER: TermKind.PENALTY_ORDER,
    DecisionKind.SETTLEMENT: TermKind.SETTLEMENT,
}


def term_kind_for(
    kind_of_decision: str, grounds: Sequence[str], served_on: date | None
) -> TermKind | None:
    """Give the kind of term, or None for a decision that one cannot complain about."""
    if is_reopened(kind_of_decision, grounds):
        return TermKind.PENALTY_ORDER
    kind = _TERM_KINDS.get(kind_of_decision)
    if kind is TermKind.NO_STATUTORY_TERM and served_on is not None:
        return TermKind.SERVED_NOTICE
    return kind


def is_reopened(kind_of_decision: str, grounds: Sequence[str]) -> bool:
    """Whether a penalty order was not fully executed: art. 12k lid 2 Sv, no term."""
    return kind_of_decision == DecisionKind.SEPOT and is_only_execution_ended(grounds)


def complained_of(
    decisions: Sequence[ComplainedOf], *, facts: Collection[str], received_on: date
) -> set[UUID]:
    """Give the decisions that a complaint received that day shows that she knew.

    For each fact of hers the newest of that day; a later one she cannot have meant.
    """
    before = [it for it in decisions if it.decided_on <= received_on]
    meant = set[UUID]()
    for fact in facts:
        about = [it for it in before if it.facts is None or fact in it.facts]
        newest = max(about, key=lambda it: it.order, default=None)
        if newest is not None and newest.has_term:
            meant.add(newest.id)
    return meant


def first_knowledge(kind: TermKind, knowledge: Iterable[Knowledge]) -> Knowledge | None:
    """Give what starts the term: the earliest, a certain one before an assumed one."""
    return min(
        (known for known in knowledge if _counts_for(kind, known)),
        key=lambda known: (known.known_on, known.is_assumed, known.recorded_at),
        default=None,
    )


def _counts_for(kind: TermKind, known: Knowledge) -> bool:
    """Knowledge of a sepot is not knowledge of a notice served later (art. 12l)."""
    is_about_the_notice = known.subject is KnowledgeSubject.SERVED_NOTICE
    return not known.withdrawn and (
        is_about_the_notice or kind is not TermKind.SERVED_NOTICE
    )


def complaint_term(
    *,
    kind_of_decision: str,
    grounds: Sequence[str],
    served_on: date | None,
    parket: str,
    knowledge: Iterable[Knowledge],
) -> ComplaintTerm | None:
    """Give the term on a decision that stands, also before the victim knows of it."""
    kind = term_kind_for(kind_of_decision, grounds, served_on)
    if kind is None:
        return None
    known = first_knowledge(kind, knowledge)
    reopened = is_reopened(kind_of_decision, grounds)
    counted = None if reopened else _count_from(kind, known)
    return ComplaintTerm(
        kind=kind,
        known_at=known.known_on if known else None,
        known_by=known.source if known else None,
        last_safe_day=counted.last_safe_day if counted else None,
        post_by=counted.post_by if counted else None,
        reopened=reopened,
        provisional=_is_provisional(known, counted),
        competent_court=competent_court(parket, grounds),
        is_advice=not is_deadline(kind),
    )


def _count_from(kind: TermKind, known: Knowledge | None) -> CountedTerm | None:
    return count_term(kind=kind, known_at=known.known_on) if known else None


def _is_provisional(known: Knowledge | None, counted: CountedTerm | None) -> bool:
    rests_on_a_letter = known is not None and known.is_assumed
    return rests_on_a_letter or (counted is not None and counted.provisional)
