"""Queries for sessions. Their id is a digest: who reads the table cannot log in."""

from dataclasses import asdict, dataclass
from datetime import datetime

from portal.db.engine import execute, fetch_row
from portal.db.rows import insert_row


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSession:
    id: str
    data: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


async def fetch_session(*, session_id: str, now: datetime) -> StoredSession | None:
    row = await fetch_row(
        "SELECT id, data, created_at, seen_at, expires_at FROM web_session"
        " WHERE id = {} AND expires_at > {}",
        session_id,
        now,
    )
    return StoredSession(**row) if row else None


async def insert_session(session: StoredSession) -> None:
    await insert_row("web_session", asdict(session))


async def set_session(session: StoredSession) -> None:
    """Change a session that still exists: one that was ended stays ended."""
    await execute(
        "UPDATE web_session SET data = {}, seen_at = {}, expires_at = {} WHERE id = {}",
        session.data,
        session.seen_at,
        session.expires_at,
        session.id,
    )


async def delete_session(*, session_id: str) -> None:
    await execute("DELETE FROM web_session WHERE id = {}", session_id)


async def delete_expired_sessions(*, now: datetime) -> int:
    """Return how many were removed."""
    return await execute("DELETE FROM web_session WHERE expires_at <= {}", now)
