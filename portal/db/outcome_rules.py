"""What organisations changed about their ladders: rows are added and stay."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from portal.db.engine import fetch_row, fetch_rows
from portal.db.rows import insert_row
from portal.domain.call_tasks import TaskKind
from portal.domain.outcome_rules import ALL_KINDS, Figure, Figures
from portal.domain.staff import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesVersion:
    """One change; `kind` None is of every kind, and `figures` what it set."""

    kind: TaskKind | None
    version: int
    figures: Figures
    valid_from: datetime
    at: datetime
    by: str
    staff_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesOnFile:
    """What holds for one kind at one moment; version 0 is as shipped."""

    version: int = 0
    general: Figures = field(default_factory=dict)
    own: Figures = field(default_factory=dict)


async def fetch_rules(
    *, organisation: str, kind: TaskKind, at: datetime
) -> RulesOnFile:
    rows = await fetch_rows(
        """SELECT kind, version, figures FROM outcome_rules AS rules
           WHERE organisation = {} AND version IN (
               SELECT max(version) FROM outcome_rules
               WHERE organisation = {} AND kind IN ('', {}) AND valid_from <= {}
               GROUP BY kind)""",
        *(organisation, organisation, kind.value, at),
    )
    found = {row["kind"]: _figures(row["figures"]) for row in rows}
    return RulesOnFile(
        version=max((row["version"] for row in rows), default=0),
        general=found.get(ALL_KINDS, {}),
        own=found.get(kind.value, {}),
    )


async def fetch_rules_versions(*, organisation: Organisation) -> list[RulesVersion]:
    """Give every change of an organisation, the newest first."""
    rows = await fetch_rows(
        """SELECT rules.kind, rules.version, rules.figures, rules.valid_from, rules.at,
                  rules.staff, rules.reason, staff_member.name
           FROM outcome_rules AS rules
           JOIN staff_member ON staff_member.id = rules.staff
           WHERE rules.organisation = {} ORDER BY rules.version DESC""",
        organisation.value,
    )
    return [_read(row) for row in rows]


async def insert_rules(
    *,
    organisation: Organisation,
    kind: TaskKind | None,
    version: int,
    figures: Figures,
    valid_from: datetime,
    staff_id: UUID,
    at: datetime,
    reason: str,
) -> UUID:
    """Raise a unique violation where a colleague's change has this version."""
    rules_id = uuid4()
    await insert_row(
        "outcome_rules",
        {
            "id": rules_id,
            "organisation": organisation.value,
            "kind": kind.value if kind else ALL_KINDS,
            "version": version,
            "figures": json.dumps(dict(figures), sort_keys=True),
            "valid_from": valid_from,
            "staff": staff_id,
            "at": at,
            "reason": reason,
        },
    )
    return rules_id


async def count_open_calls(
    *, organisation: Organisation, kinds: Collection[TaskKind]
) -> int:
    row = await fetch_row(
        "SELECT count(*) AS number FROM call_task WHERE organisation = {}"
        " AND closed_as IS NULL AND kind = ANY({})",
        *(organisation.value, sorted(kinds)),
    )
    return row["number"] if row else 0


def _read(row: Mapping[str, Any]) -> RulesVersion:
    return RulesVersion(
        kind=TaskKind(row["kind"]) if row["kind"] else None,
        version=row["version"],
        figures=_figures(row["figures"]),
        valid_from=row["valid_from"],
        at=row["at"],
        by=row["name"],
        staff_id=row["staff"],
        reason=row["reason"],
    )


def _figures(text: str) -> dict[Figure, int | str]:
    return {Figure(name): value for name, value in json.loads(text).items()}
