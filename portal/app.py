"""Joins everything: the only module that knows all rooms."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.plugins.htmx import HTMXPlugin

from portal import clock
from portal.actions.demo_clock import current_time
from portal.config import Settings, problems
from portal.db.availability import open_ready_database
from portal.db.engine import UnableToMakeEngineError, make_engine
from portal.domain.opening_hours import (
    UnableToReadOpeningHoursError,
    read_opening_hours,
)
from portal.jobs.run import run_due_jobs
from portal.jobs.schedule import Metronome, run_scheduler
from portal.notifications.email import MailServer, UnableToReadSmtpUrlError
from portal.notifications.outlets import demo_mail_folder
from portal.partners import routes as partners
from portal.staff import routes as staff
from portal.victim import routes as victim
from portal.web.demo import build_demo
from portal.web.head import answer_head
from portal.web.health import build_health
from portal.web.setup import MAX_FORM_BYTES, build_web


class UnableToStartError(Exception):
    """The settings are not fit for what is asked; the message says which."""


@dataclass(slots=True)
class _Running:
    """What the application's life brings up."""

    metronome: Metronome | None = None

    def is_scheduler_fit(self) -> bool | None:
        return self.metronome.is_fit if self.metronome else None


def create_app(settings: Settings | None = None, *, has_jobs: bool = True) -> Litestar:
    """Build the web application; with `has_jobs` it also does the clock's work."""
    settings = settings or Settings.from_env()
    check_fit(settings)
    running = _Running()

    @asynccontextmanager
    async def live(_: Litestar) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(open_ready_database())
            if has_jobs:
                running.metronome = await stack.enter_async_context(run_scheduler())
            yield

    app = Litestar(
        route_handlers=[
            victim.router,
            staff.router,
            partners.router,
            build_health(running.is_scheduler_fit),
            *_demo(settings),
        ],
        dependencies={"now": Provide(current_time)},
        on_app_init=[build_web(settings, clock=clock.now)],
        plugins=[HTMXPlugin()],
        lifespan=[live],
        request_max_body_size=MAX_FORM_BYTES,
        state=State({"settings": settings}),
        openapi_config=None,
        logging_config=None,
    )
    app.asgi_handler = answer_head(app.asgi_handler)
    return app


def create_app_without_jobs() -> Litestar:
    return create_app(has_jobs=False)


def check_fit(settings: Settings) -> None:
    """Refuse settings that nobody can use, and people what is only fit for play."""
    found = find_unusable(settings)
    if not settings.is_play:
        found += problems(settings)
    if found:
        raise UnableToStartError(" ".join(found))


def find_unusable(settings: Settings) -> list[str]:
    """Say what is wrong with settings that only who uses them can read."""
    found = []
    try:
        make_engine(settings.database_url)
    except UnableToMakeEngineError as error:
        found.append(str(error))
    try:
        read_opening_hours(settings.opening_hours)
    except UnableToReadOpeningHoursError as error:
        found.append(str(error))
    try:
        MailServer.from_url(settings.smtp_url or "smtp://localhost")
    except UnableToReadSmtpUrlError as error:
        found.append(str(error))
    return found


def _demo(settings: Settings) -> list[Router]:
    if not settings.is_play:
        return []

    async def run_jobs(now: datetime) -> None:
        await run_due_jobs(now=now)

    return [build_demo(run_jobs=run_jobs, mail_folder=demo_mail_folder(settings))]
