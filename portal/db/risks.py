"""Whether a victim is at risk in anything that she is involved in."""

from datetime import date
from uuid import UUID

from portal.db.engine import fetch_row, fetch_rows
from portal.domain.cases import OffenceCategory
from portal.domain.risk import is_at_risk
from portal.domain.victims import Relation


async def fetch_is_at_risk(*, victim_id: UUID, today: date) -> bool:
    """Judge over all her incidents: she has one mailbox and one front door.

    A call that stopped as unsafe marks its task, and that holds for messages too.
    """
    person = await fetch_row(
        "SELECT is_vulnerable, birth_date, relation, same_address,"
        " (SELECT count(*) FROM call_task"
        " WHERE call_task.victim = victim.id AND is_at_risk) AS tasks_at_risk"
        " FROM victim WHERE id = {}",
        victim_id,
    )
    if person is None:
        raise LookupError(f"There is no victim with id {victim_id}.")
    categories = await fetch_rows(
        "SELECT DISTINCT incident.category FROM involvement"
        " JOIN incident ON incident.id = involvement.incident"
        " WHERE involvement.victim = {}",
        victim_id,
    )
    told = await fetch_rows(
        "SELECT DISTINCT fact.article, decision.grounds FROM fact_victim"
        " JOIN fact ON fact.id = fact_victim.fact"
        ' LEFT JOIN decision ON decision."case" = fact."case"'
        " WHERE fact_victim.victim = {}",
        victim_id,
    )
    grounds = {code for row in told for code in (row["grounds"] or "").split(",")}
    return bool(person["tasks_at_risk"]) or any(
        is_at_risk(
            vulnerable=person["is_vulnerable"],
            birth_date=person["birth_date"],
            today=today,
            offence_category=category,
            articles={row["article"] for row in told},
            relation=Relation(person["relation"]) if person["relation"] else None,
            same_address=person["same_address"],
            grounds=grounds,
        )
        for category in {OffenceCategory(row["category"]) for row in categories}
        or {OffenceCategory.OTHER}
    )
