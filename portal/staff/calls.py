"""One call on one screen: taking it, being sure who it is, and keeping it in hand."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.call_drafts import discard_draft, keep_draft
from portal.actions.call_screens import (
    CallScreen,
    read_call_screen,
    read_held_call_screen,
)
from portal.actions.call_sheets import UnableToShowCallError
from portal.actions.calls import release_call, renew_lease, take_call
from portal.actions.safe_contact import has_changed_since
from portal.actions.unsafe_calls import is_stopped
from portal.staff.call_drafts import keep_typed
from portal.staff.call_forms import read_form
from portal.staff.call_pages import show_call_form
from portal.staff.draft_forms import restore_form, write_draft
from portal.staff.lost_calls import show_lost_call
from portal.staff.queue import QUEUE, call_path
from portal.staff.unsafe_calls import STOPPED
from portal.staff.workers import worker_of
from portal.web.actors import KEEP_TYPED, StaffActor
from portal.web.pages import go_to, say, show_page
from portal.web.sessions import BACKGROUND

TO_QUEUE = {"back": QUEUE}
TO_CALL = {"back": "/werk/gesprek/{task_id}", KEEP_TYPED: keep_typed}


@get("/", name="staff.call", opt=TO_QUEUE)
async def show_call(
    request: HTMXRequest,
    task_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    """Show it to who has it; of a call that was stopped nothing comes back."""
    worker = worker_of(staff)
    screen = _found(await read_call_screen(task_id=task_id, worker=worker, now=now))
    if screen.is_stopped:
        return go_to(request, STOPPED)
    sheet = screen.sheet
    token = sheet.task.lease_token if sheet.is_mine else None
    if token is None:
        return show_page(
            request,
            "staff/call_free.html",
            title="Gesprek",
            sheet=sheet,
            draft=screen.draft,
            draft_note=restore_form(screen.draft, token=task_id, now=now).note,
            recorded=screen.recorded_by(worker),
            now=now,
        )
    form = restore_form(screen.draft, token=token, now=now)
    return show_call_form(request, screen, form, worker=worker, is_restored=True)


@post("/nemen", name="staff.call.take", opt=TO_QUEUE)
async def submit_take(
    request: HTMXRequest,
    task_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    await take_call(task_id=task_id, worker=worker_of(staff), now=now)
    return go_to(request, call_path(task_id))


@post("/identiteit", name="staff.call.identity", opt=TO_CALL)
async def submit_identity(
    request: HTMXRequest,
    task_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    """Show what to tell once it is sure who is on the line; only a draft is kept."""
    return await _show_again(request, task_id, staff, now)


@post("/vooruitblik", name="staff.call.outlook", opt=TO_CALL)
async def submit_outlook(
    request: HTMXRequest,
    task_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    """Say what would happen now, before it is saved."""
    return await _show_again(request, task_id, staff, now, fragment="_outlook")


@post(
    "/vasthouden",
    name="staff.call.renew",
    opt={BACKGROUND: True, **TO_QUEUE},
)
async def submit_renewal(
    request: HTMXRequest,
    task_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    """Keep the call while its screen is open; this is no sign of life of a person.

    Who has her on the line while a colleague hears that it is unsafe is told so; and
    who calls while she changes how she may be reached.
    """
    data = await request.form()
    form, seen = read_form(data), _moment(data.get("gezien"), now)
    until = await renew_lease(task_id=task_id, token=form.token, now=now)
    is_changed = await has_changed_since(task_id=task_id, token=form.token, seen=seen)
    return show_page(
        request,
        "staff/call_kept.html",
        title="Gesprek",
        fragment="staff/_lease.html",
        path=call_path(task_id),
        token=form.token,
        until=until,
        seen=seen,
        is_changed=is_changed,
        is_stopped=until is None
        and await is_stopped(task_id=task_id, worker=worker_of(staff)),
    )


@post("/teruggeven", name="staff.call.release", opt=TO_QUEUE)
async def submit_release(
    request: HTMXRequest,
    task_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    """Give it back with nothing of it kept; late, it is somebody else's already."""
    form, worker = read_form(await request.form()), worker_of(staff)
    if await release_call(task_id=task_id, token=form.token, worker=worker, now=now):
        await discard_draft(task_id=task_id, worker=worker, now=now)
        say(request, "U hebt het gesprek teruggegeven.")
    else:
        say(request, "U had dit gesprek al niet meer.")
    return go_to(request, QUEUE)


async def _show_again(
    request: HTMXRequest,
    task_id: UUID,
    staff: StaffActor,
    now: datetime,
    *,
    fragment: str = "_call",
) -> Template:
    data, worker = await request.form(), worker_of(staff)
    form = read_form(data)
    try:
        screen = _found(
            await read_held_call_screen(task_id=task_id, worker=worker, now=now)
        )
    except UnableToShowCallError as error:
        return await show_lost_call(
            request, task_id, form, error, worker=worker, now=now
        )
    if fragment == "_call":
        await _keep(screen, data, staff, now)
    return show_call_form(request, screen, form, worker=worker, fragment=fragment)


async def _keep(
    screen: CallScreen, data: FormMultiDict, staff: StaffActor, now: datetime
) -> None:
    token = screen.sheet.task.lease_token
    if token is not None:
        await keep_draft(
            task_id=screen.sheet.task.id,
            token=token,
            worker=worker_of(staff),
            content=write_draft(data),
            now=now,
        )


def _moment(text: object, now: datetime) -> datetime:
    """Take what is no moment for this one."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return now
    return moment if moment.tzinfo else now


def _found(screen: CallScreen | None) -> CallScreen:
    if screen is None:
        raise NotFoundException
    return screen
