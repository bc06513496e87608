"""The demo: who to be, what time it is, and what was sent. Never in production."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from litestar import MediaType, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.demo import (
    list_stand_ins,
    list_victims,
    log_in_representative,
    log_in_victim,
    log_in_worker,
)
from portal.actions.demo_clock import move_clock, next_reminder_at
from portal.actions.demo_setup import list_workers
from portal.db.letters import PrintedLetter, fetch_letter_page, fetch_letters
from portal.domain.calendar import AMSTERDAM
from portal.domain.errors import UnableToError
from portal.notifications.catcher import CaughtEmail, list_caught
from portal.web.actors import StaffActor, Standing, VictimActor, log_in
from portal.web.errors import BACK
from portal.web.languages import remember_language
from portal.web.pages import go_to, say, show_page

TO_DEMO = {BACK: "/demo"}
SANDBOX = {"Content-Security-Policy": "sandbox allow-same-origin"}  # no scripts
PAPER = '<link rel="stylesheet" href="/static/letter.css"></head>'
ONE_DAY = timedelta(days=1)

RunJobs = Callable[[datetime], Awaitable[object]]


class UnableToReadMomentError(UnableToError):
    """What was typed is no moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonForm:
    """A victim by the chain's own id, who stands in for one, or a member of staff."""

    victim: str = ""
    staff: UUID | None = None
    namens: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockForm:
    step: str
    moment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One message in the list: an e-mail or a letter."""

    at: datetime
    email: CaughtEmail | None = None
    letter: PrintedLetter | None = None


def build_demo(*, run_jobs: RunJobs, mail_folder: Path) -> Router:
    """After the clock moved, `run_jobs` does what is due by then."""

    @get("/demo", name="demo")
    async def show_demo(
        request: HTMXRequest, now: NamedDependency[datetime]
    ) -> Template:
        return show_page(
            request,
            "demo/demo.html",
            title="Demo",
            now=now,
            next_reminder_at=await next_reminder_at(),
            victims=await list_victims(),
            stand_ins=await list_stand_ins(now=now),
            workers=await list_workers(),
            messages=_in_order(list_caught(mail_folder), await fetch_letters()),
        )

    @post("/demo/klok", name="demo.clock", opt=TO_DEMO)
    async def submit_clock(
        request: HTMXRequest, data: URLEncodedBody[ClockForm]
    ) -> Response[Any]:
        moment = await _move(data)
        await run_jobs(moment)
        say(request, "De klok is verzet. Al het werk van dat moment is gedaan.")
        return go_to(request, "/demo")

    return Router(
        "/",
        route_handlers=[show_demo, submit_login, submit_clock, show_letter],
        include_in_schema=False,
    )


@post("/demo/inloggen", name="demo.login", opt=TO_DEMO)
async def submit_login(
    request: HTMXRequest,
    data: URLEncodedBody[PersonForm],
    now: NamedDependency[datetime],
) -> Response[Any]:
    if data.staff is not None:
        worker = await log_in_worker(staff_id=data.staff, now=now)
        log_in(
            request,
            StaffActor(
                staff_id=worker.staff_id,
                name=worker.name,
                organisation=worker.organisation,
                role=worker.role,
                location=worker.location,
                is_experienced=worker.is_experienced,
            ),
        )
    elif data.namens is not None:
        who = await log_in_representative(representative_id=data.namens, now=now)
        standing = Standing(representative_id=who.id, role=who.role)
        log_in(
            request,
            VictimActor(victim_id=who.victim_id, name=who.name, standing=standing),
        )
    else:
        victim = await log_in_victim(reference=data.victim, now=now)
        log_in(request, VictimActor(victim_id=victim.id, name=victim.name))
        remember_language(request.scope, victim.language)
    return go_to(request, "/")


@get("/demo/brieven/{letter_id:uuid}", name="demo.letter")
async def show_letter(letter_id: FromPath[UUID]) -> Response[str]:
    """Show it as it goes to the printer, in a sandbox: it is not a page of ours."""
    page = await fetch_letter_page(letter_id=letter_id)
    if page is None:
        raise NotFoundException
    shown = page.replace("</head>", PAPER, 1)
    return Response(shown, media_type=MediaType.HTML, headers=SANDBOX)


async def _move(data: ClockForm) -> datetime:
    if data.step == "day":
        return await move_clock(by=ONE_DAY)
    if data.step == "reminder":
        due_at = await next_reminder_at()
        if due_at is None:
            raise UnableToReadMomentError("Er staat geen herinnering klaar.")
        return await move_clock(to=due_at)
    return await move_clock(to=_read_moment(data.moment))


def _read_moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)
    except ValueError:
        raise UnableToReadMomentError("Kies een dag en een tijd.") from None


def _in_order(
    emails: Sequence[CaughtEmail], letters: Sequence[PrintedLetter]
) -> list[Sent]:
    """Give the newest first."""
    sent = [
        *(Sent(at=email.written_at, email=email) for email in emails),
        *(Sent(at=letter.sent_at, letter=letter) for letter in letters),
    ]
    return sorted(sent, key=lambda one: one.at, reverse=True)
