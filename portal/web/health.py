"""Whether this process lives and is fit to serve: for machines, without a login."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from litestar import MediaType, Response, Router, get
from litestar.di import NamedDependency

from portal.actions.demo_clock import current_time
from portal.config import Mode, Settings
from portal.db.engine import fetch_row
from portal.db.migrate import is_migrated
from portal.db.notifications import fetch_backlog
from portal.web.public import NO_SESSION

OK = "ok"
SECONDS = 5
NOT_FIT = 503

logger = logging.getLogger(__name__)

Json = dict[str, Any]


def build_health(is_scheduler_fit: Callable[[], bool | None]) -> Router:
    """`is_scheduler_fit` answers None in a process that runs no jobs."""

    @get("/healthz", media_type=MediaType.TEXT, opt=NO_SESSION)
    async def show_alive() -> str:
        return OK

    @get("/readyz", opt=NO_SESSION)
    async def show_ready(settings: NamedDependency[Settings]) -> Response[Json]:
        parts = {**await _ask_database(), "scheduler": _scheduler(is_scheduler_fit())}
        is_fit = all(part in {OK, "elsewhere"} for part in parts.values())
        outbox = await _ask_outbox() if is_fit else None
        found = {
            "status": "ready" if is_fit else "not ready",
            **parts,
            "mail": _mail(settings),
            "outbox": outbox,
        }
        return Response(found, status_code=200 if is_fit else NOT_FIT)

    return Router("/", route_handlers=[show_alive, show_ready], include_in_schema=False)


async def _ask_database() -> dict[str, str]:
    try:
        async with asyncio.timeout(SECONDS):
            await fetch_row("SELECT 1 AS one")
            has_schema = await is_migrated()
    except Exception:
        logger.exception("The database does not answer.")
        return {"database": "out of reach", "schema": "unknown"}
    return {"database": OK, "schema": OK if has_schema else "not migrated"}


async def _ask_outbox() -> Json:
    """Say how long the oldest message waits that should have left by now."""
    now = await current_time()
    backlog = await fetch_backlog(now=now)
    oldest = backlog.oldest_due_at
    return {
        "due": backlog.messages,
        "oldest_due_seconds": int((now - oldest).total_seconds()) if oldest else None,
    }


def _scheduler(is_fit: bool | None) -> str:  # noqa: FBT001 - the answer to a question
    if is_fit is None:
        return "elsewhere"
    return OK if is_fit else "stuck"


def _mail(settings: Settings) -> str:
    if settings.smtp_url:
        return OK
    if settings.mode is Mode.DEMO:
        return "caught, for a demo"
    return "no server: e-mails wait in the outbox"
