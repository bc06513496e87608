"""News that is no decision: what one victim must hear of a case, and what she heard.

What must be told is drawn from the history each time; compared with the calls on
file it says which to open and which to stop, whatever the order of arrival.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from portal.domain.call_kinds import Priority
from portal.domain.call_tasks import TaskKind
from portal.domain.contacts import is_opted_out_of
from portal.domain.phases import HistoryEntry
from portal.domain.victims import Communication, Wish

Key = tuple[int, TaskKind]
"""The number of the event (one for all cases of a hearing), and the kind of call."""


class FallenBecause(StrEnum):
    """Why a call is not owed any more: the reason with which it closes."""

    DECEASED = "deceased"
    OPTED_OUT = "opted_out"
    HEARING_OFF = "hearing_off"
    HEARING_OVER = "hearing_over"
    REPLACED = "replaced"
    REVISED = "revised"
    DECIDED = "decided"
    RESUMED = "resumed"
    MERGED = "merged"
    NOT_CONCERNED = "not_concerned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """What decides whether this victim is called about news of one case."""

    victim_id: UUID
    facts: frozenset[str]
    is_deceased: bool
    at_risk: bool
    has_right_to_speak: bool
    communication: Communication
    wishes: Mapping[Wish, bool | None]

    @property
    def prefers_writing(self) -> bool:
        return self.communication is Communication.IN_WRITING

    def wants(self, wish: Wish) -> bool:
        return self.wishes.get(wish) is True

    def opted_out_of(self, wish: Wish) -> bool:
        return is_opted_out_of(self.wishes, wish)

    def is_named_by(self, facts: object) -> bool:
        """Whether an entry about these facts concerns her; None is all of the case."""
        if not isinstance(facts, Iterable):
            return True
        return not self.facts.isdisjoint(str(fact) for fact in facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One thing to tell by phone, and until when; `hearing_at` what it is about."""

    happening_id: UUID
    arrival: int
    kind: TaskKind
    happened_at: datetime
    due_at: datetime
    priority: Priority = Priority.USUAL
    hearing_at: datetime | None = None

    @property
    def key(self) -> Key:
        return self.arrival, self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsCoverage:
    """A call that had, or has, something to tell."""

    happening_id: UUID
    task_id: UUID
    arrival: int
    kind: TaskKind
    is_open: bool
    was_cancelled: bool
    is_told: bool
    is_removed: bool
    is_at_risk: bool = False

    @property
    def key(self) -> Key:
        return self.arrival, self.kind

    @property
    def waits(self) -> bool:
        return self.is_open and not (self.is_told or self.is_removed)

    @property
    def has_reached(self) -> bool:
        """Told, or the call ended without falling: in writing, or she refused."""
        has_ended = not (self.is_open or self.was_cancelled or self.is_removed)
        return self.is_told or has_ended


@dataclass(slots=True)
class Wanted:
    """What is to be told now, and why other things are not any more."""

    news: list[News] = field(default_factory=list)
    fallen: dict[int, FallenBecause] = field(default_factory=dict)

    def add(self, other: "Wanted") -> None:
        self.news += other.news
        self.fallen |= other.fallen


@dataclass(frozen=True, slots=True, kw_only=True)
class ToStop:
    happening_id: UUID
    task_id: UUID
    reason: FallenBecause


def calls_to_open(
    wanted: Wanted, coverage: Sequence[NewsCoverage], *, at_risk: bool = False
) -> list[News]:
    """Give what no call tells or told; and what is due sooner, for she is at risk."""
    found = []
    for news in wanted.news:
        mine = [it for it in coverage if it.key == news.key]
        is_late = at_risk and any(it.waits and not it.is_at_risk for it in mine)
        if is_late or not any(it.waits or it.has_reached for it in mine):
            found.append(news)
    return found


def calls_to_stop(
    wanted: Wanted,
    coverage: Sequence[NewsCoverage],
    listener: Listener,
    *,
    of_case: Collection[int],
) -> list[ToStop]:
    """Give what waits to be told and is not to be told any more.

    `of_case` holds the numbers of this case's events: others are not ours to judge.
    What she heard as somebody else on file (records that were joined) she heard.
    """
    keys = {news.key for news in wanted.news}
    heard = {it.key for it in coverage if it.has_reached}
    otherwise = (
        FallenBecause.DECEASED if listener.is_deceased else FallenBecause.OPTED_OUT
    )
    return [
        ToStop(
            happening_id=it.happening_id,
            task_id=it.task_id,
            reason=FallenBecause.MERGED
            if it.key in keys
            else wanted.fallen.get(it.arrival, otherwise),
        )
        for it in coverage
        if it.waits and it.arrival in of_case and it.key not in keys - heard
    ]


def happening_id(entry: HistoryEntry) -> UUID:
    if entry.id is None:
        raise ValueError("What is not on file cannot be told.")
    return entry.id
