"""Whether a victim is at risk in anything that she is involved in."""

from datetime import date
from uuid import UUID

from portal.db.engine import fetch_rows
from portal.domain.cases import OffenceCategory
from portal.domain.risk import is_at_risk
from portal.domain.victims import Relation

_RISKS = """
SELECT victim.is_vulnerable, victim.birth_date, victim.relation,
       victim.same_address, incident.category, fact.article, decision.grounds,
       (SELECT count(*) FROM call_task
        WHERE call_task.victim = victim.id AND is_at_risk) AS tasks_at_risk
FROM victim
LEFT JOIN involvement ON involvement.victim = victim.id
LEFT JOIN incident ON incident.id = involvement.incident
LEFT JOIN fact_victim ON fact_victim.victim = victim.id
LEFT JOIN fact ON fact.id = fact_victim.fact
LEFT JOIN decision ON decision."case" = fact."case"
WHERE victim.id = {}
"""


async def fetch_is_at_risk(*, victim_id: UUID, today: date) -> bool:
    """Judge over all her incidents: she has one mailbox and one front door.

    A call that stopped as unsafe marks its task, and that holds for messages too.
    """
    rows = await fetch_rows(_RISKS, victim_id)
    if not rows:
        raise LookupError(f"There is no victim with id {victim_id}.")
    person = rows[0]
    grounds = {code for row in rows for code in (row["grounds"] or "").split(",")}
    return bool(person["tasks_at_risk"]) or any(
        is_at_risk(
            vulnerable=person["is_vulnerable"],
            birth_date=person["birth_date"],
            today=today,
            offence_category=category,
            articles={row["article"] for row in rows if row["article"]},
            relation=Relation(person["relation"]) if person["relation"] else None,
            same_address=person["same_address"],
            grounds=grounds,
        )
        for category in {
            OffenceCategory(row["category"] or OffenceCategory.OTHER) for row in rows
        }
    )
