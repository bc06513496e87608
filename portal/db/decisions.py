"""Decisions and what became of them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from portal.db.engine import execute, fetch_rows
from portal.db.rows import insert_row
from portal.domain.cases import DecisionKind
from portal.domain.chain_events import DecisionTaken
from portal.domain.standing import DecisionState, Standing, TakenDecision


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionOnFile:
    """`facts` None means all facts; `compensates` holds victims' references."""

    id: UUID
    case_id: UUID
    kind: DecisionKind
    decided_on: date
    decided_at: datetime
    arrival: int
    grounds: tuple[str, ...]
    is_conditional: bool
    probation_until: date | None
    served_on: date | None
    own_served_on: date | None
    explanation: str
    is_explanation_released: bool
    facts: frozenset[str] | None
    compensates: frozenset[str]
    duplicate_of: str | None
    state: DecisionState

    @property
    def taken(self) -> TakenDecision:
        return TakenDecision(
            id=self.id,
            kind=self.kind,
            decided_at=self.decided_at,
            arrival=self.arrival,
            facts=self.facts,
            own_served_on=self.own_served_on,
        )

    @property
    def order(self) -> tuple[datetime, int]:
        return (self.decided_at, self.arrival)


async def insert_decision(
    decision: DecisionTaken,
    *,
    case_id: UUID,
    compensates: Sequence[str],
    at: datetime,
    arrival: int,
) -> UUID:
    new_id = uuid4()
    facts = decision.fact_references
    await insert_row(
        "decision",
        {
            "id": new_id,
            "case": case_id,
            "kind": str(decision.kind),
            "decided_on": decision.decided_on,
            "decided_at": at,
            "arrival": arrival,
            "grounds": ",".join(decision.grounds),
            "is_conditional": decision.is_conditional,
            "probation_until": decision.probation_until,
            "served_on": decision.served_on,
            "own_served_on": decision.served_on,
            "explanation": decision.explanation,
            "is_explanation_released": False,
            "fact_references": None if facts is None else json.dumps(list(facts)),
            "compensates": json.dumps(list(compensates)),
            "duplicate_of": decision.duplicate_of,
            "state": "stands",
        },
    )
    return new_id


async def fetch_decisions(*, case_id: UUID) -> list[DecisionOnFile]:
    """Every decision of the case, the oldest first."""
    rows = await fetch_rows(
        'SELECT * FROM decision WHERE "case" = {} ORDER BY decided_at, arrival', case_id
    )
    return [read_decision(row) for row in rows]


async def fetch_decisions_by_id(*, ids: Sequence[UUID]) -> list[DecisionOnFile]:
    rows = await fetch_rows(
        "SELECT * FROM decision WHERE id = ANY({}) ORDER BY decided_at, arrival",
        list(ids),
    )
    return [read_decision(row) for row in rows]


async def set_standing(*, decision_id: UUID, standing: Standing) -> None:
    await execute(
        "UPDATE decision SET state = {}, served_on = {} WHERE id = {}",
        str(standing.state),
        standing.served_on,
        decision_id,
    )


def read_decision(row: dict[str, Any]) -> DecisionOnFile:
    facts = row["fact_references"]
    return DecisionOnFile(
        id=row["id"],
        case_id=row["case"],
        kind=DecisionKind(row["kind"]),
        decided_on=row["decided_on"],
        decided_at=row["decided_at"],
        arrival=row["arrival"],
        grounds=tuple(ground for ground in row["grounds"].split(",") if ground),
        is_conditional=row["is_conditional"],
        probation_until=row["probation_until"],
        served_on=row["served_on"],
        own_served_on=row["own_served_on"],
        explanation=row["explanation"],
        is_explanation_released=row["is_explanation_released"],
        facts=None if facts is None else frozenset(json.loads(facts)),
        compensates=frozenset(json.loads(row["compensates"])),
        duplicate_of=row["duplicate_of"],
        state=DecisionState(row["state"]),
    )
