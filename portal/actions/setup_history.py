"""Writing down who changed what in the set-up, and reading it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.db.audit import insert_audit
from portal.db.setup_changes import (
    PAGE,
    SetupChange,
    fetch_setup_changes,
    insert_setup_change,
)
from portal.domain.errors import UnableToError
from portal.domain.staff import Organisation, Worker


class UnableToSaveSetupError(UnableToError):
    """What was typed cannot be kept; `problems` says why, by field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


class UnableToKeepBothError(UnableToError):
    """Somebody else changed the same meanwhile: nothing was saved."""

    is_conflict = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """Who changes the set-up: a supervisor, or whoever runs a command."""

    staff_id: UUID | None
    name: str
    organisation: Organisation
    location: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    changes: tuple[SetupChange, ...]
    number: int
    has_more: bool


def editor_of(worker: Worker) -> Editor:
    return Editor(
        staff_id=worker.staff_id,
        name=worker.name,
        organisation=worker.organisation,
        location=worker.location,
    )


async def note_change(
    *,
    by: Editor,
    now: datetime,
    location: str | None,
    subject: str,
    subject_id: UUID,
    name: str,
    changes: Mapping[str, tuple[object, object]],
) -> None:
    """Keep it in the history that supervisors read, and in the audit trail."""
    await insert_setup_change(
        at=now,
        staff_id=by.staff_id,
        actor=by.name,
        organisation=by.organisation,
        location=location,
        subject=subject,
        subject_id=subject_id,
        name=name,
        changes=changes,
    )
    await insert_audit(
        now=now,
        actor_kind="staff" if by.staff_id else "command",
        actor=str(by.staff_id or by.name),
        organisation=by.organisation.value,
        action=f"setup_changed:{subject}",
        object_kind=subject,
        object_id=str(subject_id),
    )


async def read_history(*, worker: Worker, page: int) -> HistoryPage:
    found = await fetch_setup_changes(
        organisation=worker.organisation, location=worker.location, page=page
    )
    return HistoryPage(
        changes=tuple(found[:PAGE]), number=page, has_more=len(found) > PAGE
    )
