"""What to call now, in which order and why; and the next call by one button."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Redirect, Template
from litestar.response.base import ASGIResponse

from portal.actions.calls import note_queue_read, read_queue, take_next_call
from portal.actions.queue_filters import read_filters
from portal.db.call_drafts import has_drafts
from portal.domain.queue_filters import NamedFilter, write_filter
from portal.domain.staff import CALLING_ROLES
from portal.staff.queue_filters import chosen_filter, filter_on_page
from portal.staff.queue_rows import read_row
from portal.staff.workers import requires_caller, worker_of
from portal.web.actors import StaffActor
from portal.web.meanwhile import meanwhile, render
from portal.web.pages import go_to, say, show_page
from portal.web.sessions import BACKGROUND

QUEUE = "/werk/bellen"
DRAFTS = "/werk/concepten"
DRAFTS_SHOWN = "drafts_shown"
"""Kept in the session: what was not recorded is brought up once after a login."""
NOTHING_CHOSEN = "Binnen uw keuze is nu niets te bellen."
NOTHING_TO_DO = "Er is nu niets te bellen. Kijk straks nog een keer."


@get("/", name="staff.start")
async def show_start(
    request: HTMXRequest, staff: NamedDependency[StaffActor]
) -> Redirect | Template:
    if staff.role in CALLING_ROLES:
        is_new = DRAFTS_SHOWN not in request.session
        is_unfinished = is_new and await has_drafts(staff_id=staff.staff_id)
        return Redirect(DRAFTS if is_unfinished else QUEUE, status_code=303)
    return show_page(request, "staff/no_work.html", title="Werk")


@get("/bellen", name="staff.queue", guards=[requires_caller])
async def show_queue(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> ASGIResponse:
    saved = await read_filters(worker=worker_of(staff))
    return await _show(request, staff, now, chosen_filter(request, saved), saved)


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
    chosen = filter_on_page(request, request.query_params.get("keuze"))
    return await _show(request, staff, now, chosen)


@post("/bellen/volgende", name="staff.queue.next", guards=[requires_caller])
async def submit_next(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    data = await request.form()
    text = data.get("keuze")
    chosen = filter_on_page(request, text if isinstance(text, str) else None)
    lease = await take_next_call(worker=worker_of(staff), now=now, wanted=chosen.wanted)
    if lease is None:
        say(request, NOTHING_TO_DO if chosen.wanted.is_empty else NOTHING_CHOSEN)
        return go_to(request, QUEUE)
    return go_to(request, call_path(lease.task_id))


async def _show(
    request: HTMXRequest,
    staff: StaffActor,
    now: datetime,
    chosen: NamedFilter,
    saved: Sequence[NamedFilter] = (),
) -> ASGIResponse:
    worker = worker_of(staff)
    async with meanwhile(note_queue_read(worker=worker, now=now)):
        queue = await read_queue(worker=worker, now=now, wanted=chosen.wanted)
        page = show_page(
            request,
            "staff/queue.html",
            title="Bellen",
            fragment="staff/_queue.html",
            rows=[
                read_row(
                    row,
                    organisation=staff.organisation,
                    staff_id=staff.staff_id,
                    now=now,
                )
                for row in queue.rows
            ],
            counts=queue.counts,
            load=queue.load,
            chosen=chosen,
            choice=write_filter(chosen.wanted),
            saved=saved,
            now=now,
        )
        return render(request, page)


def call_path(task_id: UUID) -> str:
    return f"/werk/gesprek/{task_id}"
