"""Notes that a visit begins, and says since when things are new to who looks."""

from datetime import datetime

from portal.db.visits import set_visit_for_victim
from portal.domain.visits import Visit
from portal.web.actors import VictimActor


async def begin_visit(
    victim: VictimActor, visit: Visit, now: datetime
) -> datetime | None:
    """Note hers before the page leaves its trail, by which the next page knows it."""
    if victim.standing is not None:
        return None
    if visit.begins:
        await set_visit_for_victim(victim_id=victim.victim_id, visit=visit, now=now)
    return visit.since
