"""What to call now, in which order and why; and the next call by one button."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Redirect, Template
from litestar.response.base import ASGIResponse

from portal.actions.calls import note_queue_read, read_queue, take_next_call
from portal.db.call_drafts import has_drafts
from portal.domain.calendar import local_date
from portal.domain.queue_order import QueuedTask, WhyNow, why_now
from portal.domain.staff import CALLING_ROLES, Organisation
from portal.staff.workers import requires_caller, worker_of
from portal.web.actors import StaffActor
from portal.web.meanwhile import meanwhile, render
from portal.web.pages import go_to, say, show_page
from portal.web.sessions import BACKGROUND

QUEUE = "/werk/bellen"
DRAFTS = "/werk/concepten"
NOTHING_TO_DO = "Er is nu niets te bellen. Kijk straks nog een keer."


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One line of the list, ready to be shown."""

    href: str
    name: str
    is_at_risk: bool
    kind: str
    topic: str
    decisions: int
    is_served: bool
    due_at: datetime
    urgency: str
    why: WhyNow
    agreed_at: datetime | None
    attempts: int
    last_at: datetime | None
    last_organisation: str | None
    last_outcome: str | None
    """None for another organisation's: that it was there and when is all one sees."""


@get("/", name="staff.start")
async def show_start(
    request: HTMXRequest, staff: NamedDependency[StaffActor]
) -> Redirect | Template:
    if staff.role in CALLING_ROLES:
        is_unfinished = await has_drafts(staff_id=staff.staff_id)
        return Redirect(DRAFTS if is_unfinished else QUEUE, status_code=303)
    return show_page(request, "staff/no_work.html", title="Werk")


@get("/bellen", name="staff.queue", guards=[requires_caller])
async def show_queue(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> ASGIResponse:
    return await _show(request, staff, now)


@get(
    "/bellen/lijst",
    name="staff.queue.again",
    guards=[requires_caller],
    opt={BACKGROUND: True},
)
async def show_queue_again(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> ASGIResponse:
    """What the page asks by itself each minute: no sign of life of a person."""
    return await _show(request, staff, now)


@post("/bellen/volgende", name="staff.queue.next", guards=[requires_caller])
async def submit_next(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    lease = await take_next_call(worker=worker_of(staff), now=now)
    if lease is None:
        say(request, NOTHING_TO_DO)
        return go_to(request, QUEUE)
    return go_to(request, call_path(lease.task_id))


async def _show(request: HTMXRequest, staff: StaffActor, now: datetime) -> ASGIResponse:
    worker = worker_of(staff)
    async with meanwhile(note_queue_read(worker=worker, now=now)):
        queue = await read_queue(worker=worker, now=now)
        page = show_page(
            request,
            "staff/queue.html",
            title="Bellen",
            fragment="staff/_queue.html",
            rows=[read_row(row, staff.organisation, now) for row in queue.rows],
            counts=queue.counts,
            now=now,
        )
        return render(request, page)


def call_path(task_id: UUID) -> str:
    return f"/werk/gesprek/{task_id}"


def read_row(
    row: dict[str, Any], organisation: Organisation, now: datetime
) -> QueueRow:
    is_own = row["last_organisation"] == organisation
    return QueueRow(
        href=call_path(row["id"]),
        name=_name(row),
        is_at_risk=row["is_at_risk"],
        kind=row["kind"],
        topic=row["topic"],
        decisions=row["decisions"],
        is_served=bool(row["served"]),
        due_at=row["due_at"],
        urgency=_urgency(row["due_at"], now),
        why=why_now(
            QueuedTask(
                id=row["id"],
                is_agreed=row["is_agreed"],
                not_before=now,
                due_at=row["due_at"],
                opened_at=row["opened_at"],
                attempts=row["attempts"],
                priority=row["priority"],
            ),
            now,
        ),
        agreed_at=row["earliest_at"] if row["is_agreed"] else None,
        attempts=row["attempts"],
        last_at=row["last_at"],
        last_organisation=row["last_organisation"],
        last_outcome=row["last_outcome"] if is_own else None,
    )


def _name(row: dict[str, Any]) -> str:
    parts = (row["given_names"], row["infix"], row["family_name"])
    return " ".join(part for part in parts if part) or "Naam onbekend"


def _urgency(due_at: datetime, now: datetime) -> str:
    if due_at < now:
        return "late"
    return "soon" if local_date(due_at) == local_date(now) else ""
