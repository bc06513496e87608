"""Questions in writing: what she asked and what was answered, sealed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from portal.db.engine import execute, fetch_row, fetch_rows
from portal.db.rows import insert_row, insert_row_once
from portal.db.sealing_ring import sealer, unseal_if_possible
from portal.domain.questions import (
    About,
    Question,
    QuestionState,
    QuestionStep,
    StepKind,
)
from portal.domain.staff import Organisation

COLUMNS = """q.id, q.victim AS victim_id, q.incident AS incident_id, q.organisation,
    q.location, q.about, q.state, q.asked_at, q.waits_since, q.due_at, q.taken_by,
    q.taken_until"""
_UNREAD = """EXISTS (SELECT 1 FROM question_step s WHERE s.question = q.id
    AND s.kind = 'answered' AND s.read_at IS NULL) AS "is_unread [boolean]" """


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStep:
    submission: UUID
    question_id: UUID
    kind: StepKind
    organisation: Organisation
    at: datetime
    text: str | None = None
    staff_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedQuestion:
    """One row of her own list, or of the list of who answers."""

    question: Question
    is_unread: bool = False
    name: str = ""
    holder: str = ""


async def insert_question(question: Question) -> None:
    await insert_row(
        "question",
        {
            "id": question.id,
            "victim": question.victim_id,
            "incident": question.incident_id,
            "organisation": question.organisation.value,
            "location": question.location,
            "about": question.about.value,
            "state": question.state.value,
            "asked_at": question.asked_at,
            "waits_since": question.waits_since,
            "due_at": question.due_at,
        },
    )


async def insert_step(step: NewStep) -> bool:
    """Tell whether it is new: the same form sent twice is one step."""
    row = await fetch_row(
        "SELECT count(*) AS before FROM question_step WHERE question = {}",
        step.question_id,
    )
    step_id = uuid4()
    place = f"question_step/{step_id}/text_sealed"
    return await insert_row_once(
        "question_step",
        {
            "id": step_id,
            "submission": step.submission,
            "question": step.question_id,
            "step": (row["before"] if row else 0) + 1,
            "at": step.at,
            "kind": step.kind.value,
            "organisation": step.organisation.value,
            "staff": step.staff_id,
            "text_sealed": sealer().seal(step.text, place=place) if step.text else None,
        },
    )


async def fetch_question_of_submission(*, submission: UUID) -> UUID | None:
    row = await fetch_row(
        "SELECT question FROM question_step WHERE submission = {}", submission
    )
    return row["question"] if row else None


async def fetch_steps(*, question_id: UUID) -> list[QuestionStep]:
    rows = await fetch_rows(
        """SELECT s.*, m.name FROM question_step s
           LEFT JOIN staff_member m ON m.id = s.staff
           WHERE s.question = {} ORDER BY s.step, s.id""",
        question_id,
    )
    return [_read_step(row) for row in rows]


async def fetch_questions_for_victim(*, victim_id: UUID) -> list[ListedQuestion]:
    """Give hers, the newest first."""
    rows = await fetch_rows(
        f"SELECT {COLUMNS}, {_UNREAD} FROM question q WHERE q.victim = {{}}"  # noqa: S608 - own words
        " ORDER BY q.waits_since DESC, q.id",
        victim_id,
    )
    return [
        ListedQuestion(question=read_question(row), is_unread=bool(row["is_unread"]))
        for row in rows
    ]


async def lock_question_for_victim(
    *, victim_id: UUID, question_id: UUID
) -> Question | None:
    row = await fetch_row(
        f"SELECT {COLUMNS} FROM question q WHERE q.id = {{}} AND q.victim = {{}}"  # noqa: S608 - own words
        " FOR UPDATE",
        *(question_id, victim_id),
    )
    return read_question(row) if row else None


async def count_open_for_victim(*, victim_id: UUID) -> int:
    row = await fetch_row(
        "SELECT count(*) AS number FROM question WHERE victim = {} AND state = 'open'",
        victim_id,
    )
    return int(row["number"]) if row else 0


async def lock_victim_to_ask_for_victim(*, victim_id: UUID) -> None:
    """Hold her row, so that two windows are counted one after the other."""
    await fetch_rows("SELECT id FROM victim WHERE id = {} FOR UPDATE", victim_id)


async def set_open_again_for_victim(
    *, victim_id: UUID, question_id: UUID, due_at: datetime, now: datetime
) -> bool:
    """Let an answered question wait again; one that waits keeps its day."""
    changed = await execute(
        """UPDATE question SET
             waits_since = CASE WHEN state = 'open' THEN waits_since
                                ELSE {}::timestamptz END,
             due_at = CASE WHEN state = 'open' THEN due_at ELSE {}::timestamptz END,
             alerted_at = CASE WHEN state = 'open' THEN alerted_at END,
             taken_by = CASE WHEN state = 'open' THEN taken_by END,
             taken_until = CASE WHEN state = 'open' THEN taken_until END,
             state = 'open'
           WHERE id = {} AND victim = {} AND state <> 'withdrawn'""",
        *(now, due_at, question_id, victim_id),
    )
    return bool(changed)


async def set_withdrawn_for_victim(
    *, victim_id: UUID, question_id: UUID, now: datetime
) -> bool:
    """Unless somebody is just answering it."""
    changed = await execute(
        """UPDATE question SET state = 'withdrawn', taken_by = NULL, taken_until = NULL
           WHERE id = {} AND victim = {} AND state = 'open'
             AND (taken_until IS NULL OR taken_until <= {})""",
        *(question_id, victim_id, now),
    )
    return bool(changed)


async def set_answers_read_for_victim(
    *, victim_id: UUID, question_id: UUID, now: datetime
) -> None:
    await execute(
        """UPDATE question_step SET read_at = {} WHERE kind = 'answered'
             AND read_at IS NULL AND question IN (
               SELECT id FROM question WHERE id = {} AND victim = {})""",
        *(now, question_id, victim_id),
    )


def read_question(row: Mapping[str, Any]) -> Question:
    same = {name: row[name] for name in Question.__slots__}
    return Question(
        **same
        | {
            "organisation": Organisation(row["organisation"]),
            "about": About(row["about"]),
            "state": QuestionState(row["state"]),
        }
    )


def _read_step(row: Mapping[str, Any]) -> QuestionStep:
    place = f"question_step/{row['id']}/text_sealed"
    sealed = row["text_sealed"]
    return QuestionStep(
        id=row["id"],
        kind=StepKind(row["kind"]),
        at=row["at"],
        organisation=Organisation(row["organisation"]),
        by=row["name"] or "",
        text=unseal_if_possible(sealed, place=place) if sealed else None,
        read_at=row["read_at"],
    )
