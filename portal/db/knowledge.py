"""Queries for what victims know of decisions: rows stay, a mistake is withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from portal.db.engine import execute, fetch_row, fetch_rows
from portal.db.rows import insert_row_once
from portal.domain.complaints import COURT, Knowledge, KnowledgeSubject, KnownBy
from portal.domain.standing import DecisionState


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionToKnow:
    case_id: UUID
    state: DecisionState
    decided_on: date
    served_on: date | None


async def fetch_decision_to_know(*, decision_id: UUID) -> DecisionToKnow | None:
    row = await fetch_row(
        'SELECT "case", state, decided_on, served_on FROM decision WHERE id = {}',
        decision_id,
    )
    if row is None:
        return None
    return DecisionToKnow(
        case_id=row["case"],
        state=DecisionState(row["state"]),
        decided_on=row["decided_on"],
        served_on=row["served_on"],
    )


async def insert_knowledge(
    *,
    victim_id: UUID,
    decision_id: UUID,
    knowledge: Knowledge,
    attempt_id: UUID | None,
    notification_id: UUID | None,
) -> bool:
    """Tell whether it is new: a second click or run adds nothing."""
    return await insert_row_once(
        "knowledge",
        {
            "id": uuid4(),
            "victim": victim_id,
            "decision": decision_id,
            "subject": knowledge.subject.value,
            "known_on": knowledge.known_on,
            "source": knowledge.source.value,
            "is_assumed": knowledge.is_assumed,
            "recorded_by": knowledge.recorded_by,
            "recorded_at": knowledge.recorded_at,
            "attempt": attempt_id,
            "notification": notification_id,
        },
    )


async def has_read_in_portal(
    *, victim_id: UUID, decision_id: UUID, subject: KnowledgeSubject
) -> bool:
    rows = await fetch_rows(
        "SELECT 1 FROM knowledge WHERE victim = {} AND decision = {} AND subject = {}"
        " AND source = 'portal' AND withdrawn_at IS NULL LIMIT 1",
        victim_id,
        decision_id,
        subject.value,
    )
    return bool(rows)


async def fetch_known_by_court(
    *, victim_id: UUID, case_id: UUID
) -> set[tuple[UUID, date]]:
    """Give the decisions that her complaint shows that she knew, and since when."""
    rows = await fetch_rows(
        "SELECT knowledge.decision, knowledge.known_on FROM knowledge"
        " JOIN decision ON decision.id = knowledge.decision"
        ' WHERE knowledge.victim = {} AND decision."case" = {}'
        " AND knowledge.source = 'other' AND knowledge.recorded_by = {}"
        " AND knowledge.withdrawn_at IS NULL",
        victim_id,
        case_id,
        COURT,
    )
    return {(row["decision"], row["known_on"]) for row in rows}


async def set_court_knowledge_withdrawn(
    *, victim_id: UUID, decision_id: UUID, known_on: date, now: datetime
) -> None:
    """The court told another day since; the row stays, marked."""
    await execute(
        "UPDATE knowledge SET withdrawn_at = {}, withdrawn_by = {} WHERE victim = {}"
        " AND decision = {} AND known_on = {} AND source = 'other'"
        " AND recorded_by = {} AND withdrawn_at IS NULL",
        now,
        COURT,
        victim_id,
        decision_id,
        known_on,
        COURT,
    )


async def set_knowledge_withdrawn(
    *, attempt_id: UUID, by: str, now: datetime
) -> set[tuple[UUID, UUID]]:
    """Give the victims and cases whose terms have to be counted anew."""
    rows = await fetch_rows(
        "UPDATE knowledge SET withdrawn_at = {}, withdrawn_by = {}"
        " WHERE attempt = {} AND withdrawn_at IS NULL"
        " RETURNING victim,"
        ' (SELECT "case" FROM decision WHERE decision.id = knowledge.decision)'
        ' AS "case_id [uuid]"',
        now,
        by,
        attempt_id,
    )
    return {(row["victim"], row["case_id"]) for row in rows}


async def fetch_knowledge(
    pairs: Iterable[tuple[UUID, UUID, str]],
) -> dict[tuple[UUID, UUID], list[Knowledge]]:
    wanted = list(pairs)
    if not wanted:
        return {}
    rows = await fetch_rows(
        "SELECT * FROM knowledge WHERE decision = ANY({}) AND victim = ANY({})"
        " ORDER BY recorded_at",
        list({decision_id for decision_id, _, _ in wanted}),
        list({victim_id for _, victim_id, _ in wanted}),
    )
    known: dict[tuple[UUID, UUID], list[Knowledge]] = {}
    for row in rows:
        known.setdefault((row["victim"], row["decision"]), []).append(
            read_knowledge(row)
        )
    return known


def read_knowledge(row: dict[str, Any]) -> Knowledge:
    return Knowledge(
        known_on=row["known_on"],
        source=KnownBy(row["source"]),
        subject=KnowledgeSubject(row["subject"]),
        is_assumed=row["is_assumed"],
        recorded_by=row["recorded_by"],
        recorded_at=row["recorded_at"],
        withdrawn=row["withdrawn_at"] is not None,
    )
