"""Queries for sessions. Their id is a digest: who reads the table cannot log in."""

from dataclasses import dataclass
from datetime import datetime

from portal.db.tables.staff import WebSession


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSession:
    id: str
    data: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


async def fetch_session(*, session_id: str, now: datetime) -> StoredSession | None:
    row = (
        await WebSession.select()
        .where((WebSession.id == session_id) & (WebSession.expires_at > now))
        .first()
    )
    return StoredSession(**row) if row else None


async def insert_session(session: StoredSession) -> None:
    await WebSession.insert(
        WebSession(
            id=session.id,
            data=session.data,
            created_at=session.created_at,
            seen_at=session.seen_at,
            expires_at=session.expires_at,
        )
    )


async def set_session(session: StoredSession) -> None:
    """Change a session that still exists: one that was ended stays ended."""
    await WebSession.update(
        {
            WebSession.data: session.data,
            WebSession.seen_at: session.seen_at,
            WebSession.expires_at: session.expires_at,
        }
    ).where(WebSession.id == session.id)


async def delete_session(*, session_id: str) -> None:
    await WebSession.delete().where(WebSession.id == session_id)


async def delete_expired_sessions(*, now: datetime) -> int:
    """Return how many were removed."""
    gone = (
        await WebSession.delete()
        .where(WebSession.expires_at <= now)
        .returning(WebSession.id)
    )
    return len(gone)
