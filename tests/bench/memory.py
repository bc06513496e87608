"""The same portal without a database: its pages are what was read once, beforehand.

Template, context, middleware, session and HTTP are the portal's own. Only what reads
and writes rows is replaced: sessions, the audit trail, the clock, and the two reads.
"""

import os
import pickle
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from litestar import Litestar

from portal import app, clock
from portal.db.sessions import StoredSession
from portal.staff import queue
from portal.victim import incidents
from portal.web import sessions

CAPTURED = "PORTAL_BENCH_CAPTURED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """What the database answered: the queue, and each victim's page."""

    queue: Any
    incidents: dict[tuple[UUID, UUID], Any]
    sessions: dict[str, StoredSession]
    ahead: timedelta


def create_app() -> Litestar:
    """What uvicorn serves; the file is named by the environment."""
    path = Path(os.environ[CAPTURED])
    _replace_reads(pickle.loads(path.read_bytes()))  # noqa: S301 - our own file
    return app.create_app_without_jobs()


def _replace_reads(captured: Captured) -> None:
    kept, audit = dict(captured.sessions), list[Any]()

    async def read_queue(**_: Any) -> Any:
        return captured.queue

    async def fetch_incident(
        *, victim_id: UUID, incident_id: UUID, now: datetime
    ) -> Any:
        del now
        return captured.incidents.get((victim_id, incident_id))

    async def note(*row: Any, **more: Any) -> None:
        audit[:] = [row, more]

    async def fetch_session(*, session_id: str, now: datetime) -> StoredSession | None:
        found = kept.get(session_id)
        return found if found and found.expires_at > now else None

    async def set_session(session: StoredSession) -> None:
        kept[session.id] = session

    async def current_time() -> datetime:
        return clock.now() + captured.ahead

    queue.read_queue = read_queue
    queue.note_queue_read = note
    incidents.fetch_seen_incident_for_victim = fetch_incident
    incidents.note = note
    sessions.fetch_session = fetch_session
    sessions.set_session = set_session
    app.current_time = current_time
    app.open_ready_database = _no_database


@asynccontextmanager
async def _no_database() -> AsyncIterator[None]:
    yield
