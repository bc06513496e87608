"""What other systems told us: known again by source and id, parked when too early."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.db.engine import database, execute, fetch_row, fetch_rows
from portal.db.engine_postgres import PostgresEngine
from portal.db.rows import insert_rows
from portal.db.sealing_ring import sealer
from portal.domain.chain_events import InboundEvent

ONE_LINE_LOCK = 7_201_000
IDS_PER_STATEMENT = 500
PROBLEM_LENGTH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedEvent:
    id: UUID
    kind: str
    subject: str
    happened_at: datetime
    received_at: datetime
    waits_for: str
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingEvent:
    """One that waited for what is there now; what it says is sealed still."""

    id: UUID
    arrival: int
    content_sealed: str

    def unseal(self) -> bytes:
        place = f"inbound_event/{self.id}/content_sealed"
        return sealer().unseal(self.content_sealed, place=place).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """One that we did not know; `arrival` breaks ties between equal moments."""

    id: UUID
    arrival: int
    event: InboundEvent


async def take_the_line() -> int:
    """Wait for our turn to apply events; give the next number of arrival.

    Events are applied one after another, also by several processes: an event
    that waits for a case and the case itself can then never miss each other.
    """
    if isinstance(database(), PostgresEngine):
        await execute("SELECT pg_advisory_xact_lock({}::bigint)", ONE_LINE_LOCK)
    row = await fetch_row(
        "SELECT arrival FROM inbound_event ORDER BY arrival DESC LIMIT 1"
    )
    return int(row["arrival"]) + 1 if row else 1


async def fetch_content_hashes(
    events: Sequence[InboundEvent],
) -> dict[tuple[str, str], str]:
    """Give, by source and id, the content of those that we know already."""
    rows = await fetch_rows(
        "SELECT source, event_id, content_hash FROM inbound_event"
        " WHERE source = ANY({}) AND event_id = ANY({})",
        sorted({event.source for event in events}),
        sorted({event.event_id for event in events}),
    )
    return {(row["source"], row["event_id"]): row["content_hash"] for row in rows}


async def insert_events(events: Sequence[NewEvent], *, now: datetime) -> None:
    """Note events as applied, before they are: it is one transaction."""
    await insert_rows(
        "inbound_event",
        [
            {
                "id": new.id,
                "source": new.event.source,
                "event_id": new.event.event_id,
                "kind": new.event.type,
                "subject": new.event.subject,
                "happened_at": new.event.happened_at,
                "content_hash": new.event.content_hash,
                "state": "applied",
                "arrival": new.arrival,
                "received_at": now,
                "applied_at": now,
            }
            for new in events
        ],
    )


async def set_parked(*, row_id: UUID, waits_for: str, content: bytes) -> None:
    place = f"inbound_event/{row_id}/content_sealed"
    await execute(
        "UPDATE inbound_event SET state = 'parked', applied_at = NULL,"
        " waits_for = {}, content_sealed = {}, problem = '' WHERE id = {}",
        waits_for,
        sealer().seal(content.decode(), place=place),
        row_id,
    )


async def set_applied(*, row_id: UUID, now: datetime) -> None:
    await execute(
        "UPDATE inbound_event SET state = 'applied', applied_at = {},"
        " waits_for = NULL, content_sealed = NULL, problem = '' WHERE id = {}",
        now,
        row_id,
    )


async def set_problem(*, row_id: UUID, problem: str, now: datetime) -> None:
    """Note why it could not be applied, though what it waited for is there."""
    await execute(
        "UPDATE inbound_event SET problem = {}, tried_at = {} WHERE id = {}",
        problem[:PROBLEM_LENGTH],
        now,
        row_id,
    )


async def fetch_keys_to_retry(*, tried_before: datetime) -> list[str]:
    """Give what stopped events had waited for, where the last try is that long ago."""
    rows = await fetch_rows(
        "SELECT DISTINCT waits_for FROM inbound_event WHERE state = 'parked'"
        " AND problem <> '' AND tried_at <= {} ORDER BY waits_for",
        tried_before,
    )
    return [row["waits_for"] for row in rows]


async def fetch_waited_for(*, keys: Sequence[str]) -> set[str]:
    """Give which of these something is waiting for."""
    if not keys:
        return set()
    rows = await fetch_rows(
        "SELECT DISTINCT waits_for FROM inbound_event"
        " WHERE state = 'parked' AND waits_for = ANY({})",
        list(keys),
    )
    return {row["waits_for"] for row in rows}


async def fetch_waiting(*, keys: list[str]) -> list[WaitingEvent]:
    """Give what waits for one of these, in order of time."""
    rows = await fetch_rows(
        "SELECT id, arrival, content_sealed FROM inbound_event"
        " WHERE state = 'parked' AND waits_for = ANY({})"
        " ORDER BY happened_at, arrival",
        keys,
    )
    return [WaitingEvent(**row) for row in rows]


async def fetch_parked(*, limit: int = 200) -> list[ParkedEvent]:
    """Give what is parked and since when, the longest waiting first."""
    rows = await fetch_rows(
        "SELECT id, kind, subject, happened_at, received_at, waits_for, problem"
        " FROM inbound_event WHERE state = 'parked' ORDER BY received_at LIMIT {}",
        limit,
    )
    return [ParkedEvent(**row) for row in rows]


async def fetch_parked_ids(*, row_ids: Sequence[UUID]) -> list[UUID]:
    """Give which of these are parked still."""
    parked: list[UUID] = []
    for start in range(0, len(row_ids), IDS_PER_STATEMENT):
        rows = await fetch_rows(
            "SELECT id FROM inbound_event WHERE id = ANY({}) AND state = 'parked'",
            list(row_ids[start : start + IDS_PER_STATEMENT]),
        )
        parked += [row["id"] for row in rows]
    return parked


async def fetch_state(*, row_id: UUID) -> str:
    row = await fetch_row("SELECT state FROM inbound_event WHERE id = {}", row_id)
    return str(row["state"]) if row else ""
