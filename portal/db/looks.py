"""The trail of who looked at one victim's data, as she may read it."""

from dataclasses import dataclass
from uuid import UUID

from portal.db.engine import fetch_rows
from portal.db.gate import fetch_records_for_victim
from portal.domain.looks import Look, Trace, looks_in

TRACES_ON_A_PAGE = 100
MOST_TRACES = 5_000

# People only: what the portal itself did for her stands with her messages.
_TRACES = """
SELECT at, actor_kind, organisation, role, action, outcome FROM audit_event
WHERE victim = {} AND actor_kind IN ('staff', 'command', 'representative')
ORDER BY at DESC, id LIMIT {} OFFSET {}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookPage:
    looks: tuple[Look, ...]
    has_more: bool


async def fetch_looks_for_victim(*, victim_id: UUID, page: int = 1) -> LookPage:
    """Give a page of the trail; what is alike on one day stands in one line."""
    return await _fetch(victim_id, TRACES_ON_A_PAGE, (page - 1) * TRACES_ON_A_PAGE)


async def fetch_all_looks_for_victim(*, victim_id: UUID) -> LookPage:
    return await _fetch(victim_id, MOST_TRACES, 0)


async def _fetch(victim_id: UUID, limit: int, offset: int) -> LookPage:
    rows = await fetch_rows(_TRACES, victim_id, limit + 1, offset)
    records = await fetch_records_for_victim(victim_id=victim_id)
    return LookPage(
        looks=looks_in(
            (Trace(**row) for row in rows[:limit]),
            hides_halt=records.has_gate_before_any,
        ),
        has_more=len(rows) > limit,
    )
