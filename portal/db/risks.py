"""Whether a victim is at risk in anything that she is involved in."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from portal.db.engine import fetch_rows
from portal.domain.cases import OffenceCategory
from portal.domain.risk import is_at_risk
from portal.domain.victims import Relation

# Reports, facts and grounds each by themselves: beside each other they would multiply.
_RISKS = """
SELECT victim.id, victim.is_vulnerable, victim.birth_date, victim.relation,
       victim.same_address, found.what, found.words,
       (SELECT count(*) FROM call_task
        WHERE call_task.victim = victim.id AND is_at_risk) AS tasks_at_risk
FROM victim LEFT JOIN (
    SELECT involvement.victim, 'category' AS what, incident.category AS words
    FROM involvement JOIN incident ON incident.id = involvement.incident
    WHERE involvement.victim = ANY({})
    UNION
    SELECT fact_victim.victim, 'article' AS what, fact.article AS words
    FROM fact_victim JOIN fact ON fact.id = fact_victim.fact
    WHERE fact_victim.victim = ANY({})
    UNION
    SELECT fact_victim.victim, 'grounds' AS what, decision.grounds AS words
    FROM fact_victim JOIN fact ON fact.id = fact_victim.fact
    JOIN decision ON decision."case" = fact."case"
    WHERE fact_victim.victim = ANY({})
) found ON found.victim = victim.id
WHERE victim.id = ANY({})
"""


async def fetch_is_at_risk(*, victim_id: UUID, today: date) -> bool:
    """Judge over all her incidents: she has one mailbox and one front door.

    A call that stopped as unsafe marks its task, and that holds for messages too.
    """
    rows = await fetch_rows(_RISKS, *[[victim_id]] * 4)
    if not rows:
        raise LookupError(f"There is no victim with id {victim_id}.")
    return _is_at_risk(rows, today)


async def fetch_those_at_risk(*, victim_ids: Sequence[UUID], today: date) -> set[UUID]:
    """Give who of these is at risk, at once."""
    of_each: dict[UUID, list[dict[str, Any]]] = {}
    for row in await fetch_rows(_RISKS, *[list(victim_ids)] * 4):
        of_each.setdefault(row["id"], []).append(row)
    return {victim for victim, rows in of_each.items() if _is_at_risk(rows, today)}


def _is_at_risk(rows: list[dict[str, Any]], today: date) -> bool:
    person, found = rows[0], _by_what(rows)
    grounds = {code for words in found["grounds"] for code in words.split(",")}
    return bool(person["tasks_at_risk"]) or any(
        is_at_risk(
            vulnerable=person["is_vulnerable"],
            birth_date=person["birth_date"],
            today=today,
            offence_category=OffenceCategory(category),
            articles=found["article"],
            relation=Relation(person["relation"]) if person["relation"] else None,
            same_address=person["same_address"],
            grounds=grounds,
        )
        for category in found["category"] or {OffenceCategory.OTHER}
    )


def _by_what(rows: list[dict[str, Any]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {"category": set(), "article": set(), "grounds": set()}
    for row in rows:
        if row["words"]:
            found[row["what"]].add(row["words"])
    return found
