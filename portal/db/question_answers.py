"""Questions in writing as who answers them has them: of one organisation and place."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.db.dossiers import read_name
from portal.db.engine import execute, fetch_row, fetch_rows
from portal.db.questions import COLUMNS, ListedQuestion, read_question
from portal.domain.questions import Question
from portal.domain.staff import Organisation, Worker


async def fetch_open_questions(
    *, worker: Worker, limit: int, offset: int = 0
) -> list[ListedQuestion]:
    """Give what waits for an answer of this organisation, the oldest first."""
    place, values = _place(worker)
    rows = await fetch_rows(
        f"""SELECT {COLUMNS}, v.given_names, v.infix, v.family_name, m.name AS holder
            FROM question q JOIN victim v ON v.id = q.victim
            LEFT JOIN staff_member m ON m.id = q.taken_by
            WHERE {place} AND q.state = 'open'
            ORDER BY q.waits_since, q.id LIMIT {{}} OFFSET {{}}""",  # noqa: S608 - own words
        *(*values, limit, offset),
    )
    return [_listed(row) for row in rows]


async def fetch_question(
    *, question_id: UUID, worker: Worker, lock: bool = False
) -> ListedQuestion | None:
    """Give one of the own organisation and place; any other is not there."""
    place, values = _place(worker)
    row = await fetch_row(
        f"""SELECT {COLUMNS}, v.given_names, v.infix, v.family_name, m.name AS holder
            FROM question q JOIN victim v ON v.id = q.victim
            LEFT JOIN staff_member m ON m.id = q.taken_by
            WHERE q.id = {{}} AND {place} {"FOR UPDATE OF q" if lock else ""}""",  # noqa: S608 - own words
        *(question_id, *values),
    )
    return _listed(row) if row else None


async def take_question(
    *, question_id: UUID, worker: Worker, until: datetime, now: datetime
) -> bool:
    """Hold it, unless a colleague does: one statement settles who."""
    place, values = _place(worker)
    changed = await execute(
        f"""UPDATE question AS q SET taken_by = {{}}, taken_until = {{}}
            WHERE q.id = {{}} AND {place} AND q.state = 'open'
              AND (q.taken_until IS NULL OR q.taken_until <= {{}}
                   OR q.taken_by = {{}})""",  # noqa: S608 - own words
        *(worker.staff_id, until, question_id, *values, now, worker.staff_id),
    )
    return bool(changed)


async def set_let_go(*, question_id: UUID, worker: Worker) -> bool:
    return bool(
        await execute(
            "UPDATE question SET taken_by = NULL, taken_until = NULL"
            " WHERE id = {} AND taken_by = {}",
            *(question_id, worker.staff_id),
        )
    )


async def set_answered(*, question_id: UUID, worker: Worker) -> bool:
    """Also when the hour is over, as long as no colleague took it."""
    return bool(
        await execute(
            """UPDATE question SET state = 'answered', taken_until = NULL
               WHERE id = {} AND state = 'open' AND taken_by = {}""",
            *(question_id, worker.staff_id),
        )
    )


async def set_moved(
    *, question_id: UUID, worker: Worker, to: Organisation, location: str
) -> bool:
    return bool(
        await execute(
            """UPDATE question SET organisation = {}, location = {}, taken_by = NULL,
                 taken_until = NULL, alerted_at = NULL
               WHERE id = {} AND state = 'open' AND taken_by = {}""",
            *(to.value, location, question_id, worker.staff_id),
        )
    )


async def take_late_questions(*, now: datetime) -> list[Question]:
    """Give those whose day is over, each once."""
    rows = await fetch_rows(
        f"""UPDATE question SET alerted_at = {{}} WHERE state = 'open'
              AND due_at < {{}} AND alerted_at IS NULL
            RETURNING {COLUMNS.replace("q.", "")}""",  # noqa: S608 - own words
        *(now, now),
    )
    return [read_question(row) for row in rows]


def _place(worker: Worker) -> tuple[str, list[object]]:
    if worker.location is None:
        return "q.organisation = {}", [worker.organisation.value]
    return (
        "q.organisation = {} AND q.location = {}",
        [worker.organisation.value, worker.location],
    )


def _listed(row: Mapping[str, Any]) -> ListedQuestion:
    return ListedQuestion(
        question=read_question(row), name=read_name(row), holder=row["holder"] or ""
    )
