"""Sessions in the database. Nothing that a visitor sends is ever taken as an id.

A visitor without a session costs no row and gets no cookie; who logs in gets a new
id; an unchanged session is not written, except to say once a minute that its owner
is still there. Idle for 15 minutes (the limit that DigiD sets), or too old, is the
end. The real clock counts here, because the demo's clock may jump days ahead.
"""

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from portal.db.sessions import (
    StoredSession,
    delete_session,
    fetch_session,
    insert_session,
    set_session,
)

IDLE = timedelta(minutes=15)
LONGEST = {"victim": timedelta(hours=2), "staff": timedelta(hours=10)}
TOUCHED_EVERY = timedelta(minutes=1)
TOKEN_BYTES = 32
TOKEN_LENGTH = 43  # of 32 bytes in URL-safe base64

BACKGROUND = "background"
"""Set this in a handler's `opt` when the page asks by itself: it is no sign of life."""

SECONDS_LEFT = "session-seconds"
"""A header that tells the page how long the session lasts if nothing happens."""

_STORED = "stored_session"
_MUST_ROTATE = "session_must_rotate"
_SECONDS = "session_seconds"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCookie:
    """Named `__Host-…` and for HTTPS only, except where a demo speaks plain HTTP."""

    is_secure: bool

    @property
    def name(self) -> str:
        return "__Host-portal" if self.is_secure else "portal"

    def to_header(self, token: str) -> str:
        """Write a cookie that goes when the browser goes; empty removes it."""
        cookie = Cookie(
            key=self.name,
            value=token,
            max_age=None if token else 0,
            path="/",
            secure=self.is_secure,
            httponly=True,
            samesite="lax",
        )
        return cookie.to_header(header="")


class SessionMiddleware(ASGIMiddleware):
    """Loads the session with one query and writes it only when there is a reason."""

    scopes = (ScopeType.HTTP,)
    exclude_opt_key = "skip_session"

    def __init__(self, *, clock: Callable[[], datetime], cookie: SessionCookie) -> None:
        self.clock = clock
        self.cookie = cookie

    async def handle(
        self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp
    ) -> None:
        await self._load(scope)

        async def keep_and_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                await self._keep(scope, MutableScopeHeaders.from_message(message))
            await send(message)

        await next_app(scope, receive, keep_and_send)

    async def _load(self, scope: Scope) -> None:
        now = self.clock()
        cookies = ASGIConnection[Any, Any, Any, Any](scope).cookies
        token = cookies.get(self.cookie.name, "")
        stored = None
        if len(token) == TOKEN_LENGTH:
            stored = await fetch_session(session_id=digest(token), now=now)
        scope["session"] = json.loads(stored.data) if stored else {}
        scope["state"][_STORED] = stored
        if stored:
            left = _refreshed(stored, scope, now).expires_at - now
            scope["state"][_SECONDS] = int(left.total_seconds())

    async def _keep(self, scope: Scope, headers: MutableScopeHeaders) -> None:
        stored: StoredSession | None = scope["state"][_STORED]
        data = session_of(scope)
        must_rotate = scope["state"].get(_MUST_ROTATE, False)
        if stored and (must_rotate or not data):
            await delete_session(session_id=stored.id)
        if data and (must_rotate or not stored):
            headers.add("set-cookie", await self._open(data))
        elif stored and not data:
            headers.add("set-cookie", self.cookie.to_header(""))
        elif stored:
            headers[SECONDS_LEFT] = str(session_seconds(scope))
            await self._update(stored, scope)

    async def _open(self, data: dict[str, Any]) -> str:
        """Return the cookie of a session under an id that nobody has seen yet."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        now = self.clock()
        await insert_session(
            StoredSession(
                id=digest(token),
                data=_write(data),
                staff_id=_id_in(data, "staff"),
                victim_id=_id_in(data, "victim"),
                representative_id=_stands_in(data),
                created_at=now,
                seen_at=now,
                expires_at=now + IDLE,
            )
        )
        return self.cookie.to_header(token)

    async def _update(self, stored: StoredSession, scope: Scope) -> None:
        refreshed = _refreshed(stored, scope, self.clock())
        refreshed = replace(refreshed, data=_write(session_of(scope)))
        if refreshed != stored:
            await set_session(refreshed)


def session_of(scope: Scope) -> dict[str, Any]:
    """Return what the session holds; empty where there is none, as on a 404."""
    session = scope.get("session")
    return session if isinstance(session, dict) else {}


def start_session(scope: Scope, data: dict[str, Any]) -> None:
    """Begin anew, under a new id, with nothing of what was there before."""
    scope["session"] = data
    scope["state"][_MUST_ROTATE] = True


def end_session(scope: Scope) -> None:
    scope["session"] = {}


def session_seconds(scope: Scope) -> int | None:
    """How long the session lasts when nothing more is heard, or None without one."""
    seconds: int | None = scope["state"].get(_SECONDS)
    return seconds if session_of(scope) else None


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _id_in(data: dict[str, Any], kind: str) -> UUID | None:
    return UUID(data[kind][f"{kind}_id"]) if kind in data else None


def _stands_in(data: dict[str, Any]) -> UUID | None:
    standing = data.get("victim", {}).get("standing")
    return UUID(standing["representative_id"]) if standing else None


def _write(data: dict[str, Any]) -> str:
    return json.dumps(data, sort_keys=True, separators=(",", ":"))


def _refreshed(stored: StoredSession, scope: Scope, now: datetime) -> StoredSession:
    """Lengthen the session for a sign of life, up to the end of its longest life."""
    is_sign_of_life = not scope["route_handler"].opt.get(BACKGROUND)
    if not is_sign_of_life or now - stored.seen_at < TOUCHED_EVERY:
        return stored
    longest = min(
        (span for kind, span in LONGEST.items() if kind in session_of(scope)),
        default=IDLE,
    )
    ends_at = min(now + IDLE, stored.created_at + longest)
    return replace(stored, seen_at=now, expires_at=ends_at)
