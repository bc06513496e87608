"""Victim support's first call: once for every victim of every incident at the OM."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.domain.news import FallenBecause
from portal.domain.phases import HappeningCode, HistoryEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstContact:
    """A first contact on file, about one incident."""

    task_id: UUID
    incident_id: UUID
    opened_at: datetime
    is_open: bool
    was_cancelled: bool

    @property
    def is_done(self) -> bool:
        return not (self.is_open or self.was_cancelled)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstContactOwed:
    """`opens_at` is the moment to count from; None is that no call is to open."""

    opens_at: datetime | None = None
    stops: tuple[UUID, ...] = ()
    reason: FallenBecause = FallenBecause.MERGED


def first_contact_owed(
    history: Iterable[HistoryEntry],
    on_file: Sequence[FirstContact],
    *,
    incident_id: UUID,
    is_deceased: bool,
) -> FirstContactOwed:
    """Say what is left to do: also who wants no information is offered support once.

    A second case of the same incident opens nothing anew, and an earlier one that
    comes in late makes the call due sooner.
    """
    mine = [it for it in on_file if it.incident_id == incident_id]
    is_open = tuple(it.task_id for it in mine if it.is_open)
    if is_deceased:
        return FirstContactOwed(stops=is_open, reason=FallenBecause.DECEASED)
    if any(it.is_done for it in mine):
        return FirstContactOwed(stops=is_open)
    received = [it.at for it in history if it.code == HappeningCode.CASE_RECEIVED]
    first = min(received, default=None)
    is_covered = any(it.is_open and first and it.opened_at <= first for it in mine)
    return FirstContactOwed(opens_at=None if is_covered else first)
