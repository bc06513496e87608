"""What one call is about: its decisions as this victim may hear them."""

from dataclasses import dataclass
from uuid import UUID

from portal.db.decisions import DecisionOnFile, read_decision
from portal.db.engine import fetch_rows
from portal.domain.cases import OffenceCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class Offence:
    """What the victim's own facts are, over all that the call tells."""

    category: OffenceCategory
    articles: frozenset[str]
    has_right_to_speak: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionToTell:
    decision: DecisionOnFile
    parketnummer: str
    parket: str
    is_told: bool


async def fetch_offence(*, task_id: UUID) -> Offence:
    rows = await fetch_rows(
        """SELECT i.category, f.article, f.has_right_to_speak
           FROM call_task t
           JOIN incident i ON i.id = t.incident
           LEFT JOIN fact f ON f."case" IN (
                SELECT d."case" FROM call_task_decision l
                JOIN decision d ON d.id = l.decision
                WHERE l.task = t.id AND l.removed_at IS NULL
                UNION SELECT h."case" FROM call_task_happening l
                JOIN happening h ON h.id = l.happening
                WHERE l.task = t.id AND l.removed_at IS NULL)
             AND EXISTS (
                SELECT 1 FROM fact_victim v WHERE v.fact = f.id AND v.victim = t.victim)
           WHERE t.id = {}""",
        task_id,
    )
    return Offence(
        category=OffenceCategory(rows[0]["category"]),
        articles=frozenset(row["article"] for row in rows if row["article"]),
        has_right_to_speak=any(row["has_right_to_speak"] for row in rows),
    )


async def fetch_decisions_to_tell(*, task_id: UUID) -> list[DecisionToTell]:
    """Give what the call must tell or has told, the oldest decision first."""
    rows = await fetch_rows(
        """SELECT d.*, c.parketnummer, c.parket, l.told_at
           FROM call_task_decision l
           JOIN decision d ON d.id = l.decision
           JOIN case_file c ON c.id = d."case"
           WHERE l.task = {} AND l.removed_at IS NULL
           ORDER BY d.decided_at, d.arrival""",
        task_id,
    )
    return [
        DecisionToTell(
            decision=read_decision(row),
            parketnummer=row["parketnummer"],
            parket=row["parket"],
            is_told=row["told_at"] is not None,
        )
        for row in rows
    ]
