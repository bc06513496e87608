"""Queries for what a victim reads about her complaint: how it was counted, and why."""

from uuid import UUID

from portal.db.decisions import read_decision
from portal.db.engine import fetch_rows
from portal.domain.complaints import Knowledge, KnowledgeSubject, KnownBy


async def fetch_knowledge_for_victim(
    *, victim_id: UUID, decision_id: UUID
) -> list[Knowledge]:
    """Give all that was recorded; of a member of staff only the organisation."""
    rows = await fetch_rows(
        "SELECT knowledge.*, call_task.organisation FROM knowledge"
        " LEFT JOIN call_attempt ON call_attempt.id = knowledge.attempt"
        " LEFT JOIN call_task ON call_task.id = call_attempt.task"
        " WHERE knowledge.victim = {} AND knowledge.decision = {}"
        " ORDER BY knowledge.recorded_at",
        victim_id,
        decision_id,
    )
    return [
        Knowledge(
            known_on=row["known_on"],
            source=KnownBy(row["source"]),
            subject=KnowledgeSubject(row["subject"]),
            is_assumed=row["is_assumed"],
            recorded_by=row["organisation"] or "",
            recorded_at=row["recorded_at"],
            withdrawn=row["withdrawn_at"] is not None,
        )
        for row in rows
    ]


async def fetch_offences_for_victim(
    *, victim_id: UUID, decision_id: UUID
) -> tuple[str, ...]:
    """Give the facts that the decision is about and that name her."""
    rows = await fetch_rows(
        "SELECT decision.*, fact.reference AS fact_reference,"
        " fact.description AS offence FROM decision"
        ' JOIN fact ON fact."case" = decision."case"'
        " JOIN fact_victim ON fact_victim.fact = fact.id"
        " WHERE fact_victim.victim = {} AND decision.id = {}"
        " ORDER BY fact.reference",
        victim_id,
        decision_id,
    )
    return tuple(
        dict.fromkeys(
            row["offence"].rstrip(". ")
            for row in rows
            if _is_about(read_decision(row).facts, row["fact_reference"])
        )
    )


def _is_about(facts: frozenset[str] | None, reference: str) -> bool:
    return facts is None or reference in facts
