"""The lines of the list of calls, ready to be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.db.dossiers import read_name
from portal.domain.calendar import local_date
from portal.domain.queue_order import QueuedTask, WhyNow, why_now
from portal.domain.staff import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class LastContact:
    """Of another organisation that it was there, when, and whether she was spoken."""

    at: datetime
    organisation: str
    is_own: bool
    outcome: str | None
    kind: str | None
    reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One line; `word` is what a colleague who handed the call over wrote."""

    task_id: UUID
    name: str
    is_at_risk: bool
    kind: str
    topic: str
    decisions: int
    is_served: bool
    due_at: datetime
    urgency: str
    why: WhyNow
    agreed_at: datetime | None
    attempts: int
    last: LastContact | None
    word: str
    word_from: str


def read_row(
    row: Mapping[str, Any], *, organisation: Organisation, staff_id: UUID, now: datetime
) -> QueueRow:
    is_for_me = row["preferred_staff"] in {None, staff_id}
    return QueueRow(
        task_id=row["id"],
        name=read_name(row),
        is_at_risk=row["is_at_risk"],
        kind=row["kind"],
        topic=row["topic"],
        decisions=row["decisions"],
        is_served=bool(row["served"]),
        due_at=row["due_at"],
        urgency=_urgency(row["due_at"], now),
        why=why_now(
            QueuedTask(
                id=row["id"],
                is_agreed=row["is_agreed"],
                not_before=now,
                due_at=row["due_at"],
                opened_at=row["opened_at"],
                attempts=row["attempts"],
                priority=row["priority"],
            ),
            now,
        ),
        agreed_at=row["earliest_at"] if row["is_agreed"] else None,
        attempts=row["attempts"],
        last=_last(row, organisation),
        word=(row["word"] or "") if is_for_me else "",
        word_from=(row["word_from"] or "") if is_for_me else "",
    )


def _last(row: Mapping[str, Any], organisation: Organisation) -> LastContact | None:
    """Give the latest: a call of anybody's, or a contact that came in."""
    called, came = row["last_at"], row["contact_at"]
    if called is None and came is None:
        return None
    if called is None or (came is not None and came > called):
        is_own = row["contact_organisation"] == organisation
        return LastContact(
            at=came,
            organisation=row["contact_organisation"],
            is_own=is_own,
            outcome=None,
            kind=row["contact_kind"],
            reached=row["contact_reached"],
        )
    is_own = row["last_organisation"] == organisation
    return LastContact(
        at=called,
        organisation=row["last_organisation"],
        is_own=is_own,
        outcome=row["last_outcome"] if is_own else None,
        kind=None,
        reached=row["last_reached"],
    )


def _urgency(due_at: datetime, now: datetime) -> str:
    if due_at < now:
        return "late"
    return "soon" if local_date(due_at) == local_date(now) else ""
