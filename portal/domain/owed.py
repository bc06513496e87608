"""A decision, what was done to tell it, and what is owed to her about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from portal.domain.call_tasks import TaskKind
from portal.domain.cases import DecisionKind
from portal.domain.standing import DecisionState


class Duty(StrEnum):
    CALL = "call"
    CALL_ABOUT_NOTICE = "call_about_notice"
    STOP_CALLING = "stop_calling"
    WRITE = "write"
    WRITE_LEGAL_NOTICE = "write_legal_notice"
    CALL_THAT_IT_GOES_ON = "call_that_it_goes_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDecision:
    """`served_on` is the day of the KNVV, when one was served."""

    id: UUID
    kind: DecisionKind
    state: DecisionState
    grounds: tuple[str, ...]
    served_on: date | None
    order: tuple[datetime, int]
    facts: frozenset[str] | None = None  # of the case; None is all of them

    def is_about_facts_of(self, other: Self) -> bool:
        if self.facts is None or other.facts is None:
            return True
        return not self.facts.isdisjoint(other.facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """A call task that had, or has, to tell a decision."""

    decision_id: UUID
    task_id: UUID
    tells_revision: bool
    is_open: bool
    was_cancelled: bool
    is_told: bool
    is_removed: bool
    covers_notice: bool
    was_refused: bool = False  # she did not want to hear it by phone
    kind: TaskKind = TaskKind.SEPOT
    is_at_risk: bool = False  # as the task counts its norm

    @property
    def waits(self) -> bool:
        """Whether an open call still has to say how it was decided."""
        return self._is_ahead and not self.tells_revision

    @property
    def has_to_say_that_it_goes_on(self) -> bool:
        return self._is_ahead and self.tells_revision

    @property
    def fell(self) -> bool:
        return self.was_cancelled or self.is_removed

    @property
    def _is_ahead(self) -> bool:
        return self.is_open and not (self.is_told or self.is_removed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Decisions that reached the victim otherwise: by knowledge on file, by letter."""

    known: frozenset[UUID]
    known_of_notice: frozenset[UUID]
    written: frozenset[UUID]
    written_of_notice: frozenset[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    duty: Duty
    decision_id: UUID
    task_id: UUID | None = None
    reason: str = ""
    kind: TaskKind = TaskKind.SEPOT


def has_reached(decision: KnownDecision, mine: Sequence[Coverage], told: Told) -> bool:
    ended = [it for it in mine if not (it.is_open or it.was_cancelled or it.is_removed)]
    return (
        any(it.is_told for it in mine)
        or bool(ended)
        or decision.id in told.known | told.written
    )
