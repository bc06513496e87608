"""When she was here before, and from when calls are owed and sources told us things.

It comes with the one statement that a page has for what is about her: `FRAME` is a
part of it, with its columns (`portal.db.gate`).
"""

from datetime import datetime
from uuid import UUID, uuid4

from portal.db.engine import execute
from portal.domain.sources import EVENT_TYPES
from portal.domain.visits import Visit

_NOTHING = ", ".join(["NULL"] * 9)
_TYPES = " UNION ALL ".join(f"SELECT '{kind}' AS kind" for kind in EVENT_TYPES)

# Logging in is no page: else every visit would have begun a moment ago.
FRAME = f"""
UNION ALL
SELECT 'visit', NULL, NULL, NULL, NULL, NULL, NULL,
       (SELECT since FROM visit WHERE victim = {{}}),
       (SELECT at FROM audit_event WHERE victim = {{}} AND actor_kind = 'victim'
        AND action <> 'logged_in' ORDER BY at DESC LIMIT 1),
       {_NOTHING}
UNION ALL
SELECT 'unread', NULL, NULL, NULL, count(*)::text, NULL, NULL, max(sent_at),
       NULL, {_NOTHING}
FROM notification
WHERE victim = {{}} AND state = 'sent' AND read_at IS NULL
UNION ALL
SELECT 'opened', NULL, id, NULL, NULL, NULL, NULL, opened_at, NULL, {_NOTHING}
FROM call_task WHERE victim = {{}} AND closed_as IS NULL
UNION ALL
SELECT 'source', NULL, NULL, NULL, kinds.kind, NULL, NULL,
       (SELECT max(received_at) FROM inbound_event
        WHERE inbound_event.kind = kinds.kind),
       NULL, {_NOTHING}
FROM ({_TYPES}) AS kinds
"""  # noqa: S608 - own words


async def set_visit_for_victim(*, victim_id: UUID, visit: Visit, now: datetime) -> bool:
    """Note that a visit begins; tell whether no other window did so just before."""
    changed = await execute(
        "INSERT INTO visit (id, victim, started_at, since) VALUES ({}, {}, {}, {})"
        " ON CONFLICT (victim) DO UPDATE SET started_at = excluded.started_at,"
        " since = excluded.since WHERE visit.started_at <= excluded.since",
        *(uuid4(), victim_id, now, visit.since),
    )
    return changed > 0
