"""Coordination: what waits too long, and doing something about it."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.call_moves import MoveOrder, UnableToMoveCallsError, move_calls
from portal.actions.contact_persons import name_contact_person
from portal.actions.supervision import (
    CallUnderWatch,
    read_call_under_watch,
    read_overview,
    read_watch_counts,
)
from portal.domain.contact_persons import DUTIES
from portal.domain.supervision import MoveAction
from portal.staff.call_forms import as_uuid
from portal.staff.supervision_forms import (
    MoveForm,
    read_move_form,
    read_page,
    read_watch,
)
from portal.staff.workers import worker_of
from portal.web.actors import StaffActor
from portal.web.pages import go_to, say, show_page
from portal.web.sessions import BACKGROUND

COORDINATION = "/werk/coordinatie"
TITLE = "Coördinatie"
BACK = {"back": COORDINATION}


@get("/", name="staff.coordination")
async def show_coordination(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    form = MoveForm(
        batch=uuid4(),
        watch=read_watch(request.query_params.get("lijst", "")),
        page=read_page(request.query_params.get("pagina", "")),
    )
    return await _show(request, staff, now, form)


@get("/tellingen", name="staff.coordination.counts", opt={BACKGROUND: True})
async def show_counts(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    """What the page asks by itself each minute: no sign of life of a person."""
    watch = read_watch(request.query_params.get("lijst", ""))
    if not request.htmx:
        return go_to(request, list_path(MoveForm(batch=uuid4(), watch=watch)))
    return show_page(
        request,
        "staff/_supervision_counts.html",
        fragment="staff/_supervision_counts.html",
        title=TITLE,
        counts=await read_watch_counts(worker=worker_of(staff), now=now),
        watch=watch,
    )


@post("/doen", name="staff.coordination.do", opt=BACK, status_code=200)
async def submit_moves(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    """Do it, and say how far it came; the same form again goes on from there."""
    form = read_move_form(await request.form())
    try:
        done = await move_calls(order=_order(form), worker=worker_of(staff), now=now)
    except UnableToMoveCallsError as error:
        if form.task_id is not None:
            return await _show_call(request, staff, now, form, errors=error.problems)
        return await _show(request, staff, now, form, errors=error.problems)
    return show_page(
        request,
        "staff/supervision_done.html",
        title=TITLE,
        done=done,
        form=form,
        back=path_of(form.task_id) if form.task_id else list_path(form),
    )


@get("/gesprek/{task_id:uuid}", name="staff.coordination.call")
async def show_watched_call(
    request: HTMXRequest,
    task_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    form = MoveForm(batch=uuid4(), task_id=task_id)
    return await _show_call(request, staff, now, form)


@post(
    "/gesprek/{task_id:uuid}/contactpersoon", name="staff.coordination.name", opt=BACK
)
async def submit_contact_person(
    request: HTMXRequest,
    task_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    read, data = await _read(task_id, staff, now), await request.form()
    is_here_only = data.get("bereik") == "aangifte"
    await name_contact_person(
        victim_id=read.watched.victim_id,
        incident_id=read.watched.incident_id if is_here_only else None,
        duty=DUTIES[staff.organisation][0],
        staff_id=as_uuid(str(data.get("contactpersoon", ""))),
        worker=worker_of(staff),
        now=now,
    )
    say(request, "De contactpersoon is opgeslagen.")
    return go_to(request, path_of(task_id))


def path_of(task_id: UUID) -> str:
    return f"{COORDINATION}/gesprek/{task_id}"


def list_path(form: MoveForm) -> str:
    if form.watch is None:
        return COORDINATION
    return f"{COORDINATION}?lijst={form.watch}&pagina={form.page}"


def _order(form: MoveForm) -> MoveOrder:
    if form.action not in set(MoveAction):
        raise UnableToMoveCallsError({"action": "Kies wat er moet gebeuren."})
    return MoveOrder(
        batch=form.batch,
        action=MoveAction(form.action),
        reason=form.reason,
        picks=() if form.takes_all else form.picks,
        watch=form.watch if form.takes_all else None,
        location=form.location,
        staff_id=as_uuid(form.staff),
    )


async def _show(
    request: HTMXRequest,
    staff: StaffActor,
    now: datetime,
    form: MoveForm,
    *,
    errors: dict[str, str] | None = None,
) -> Template:
    overview = await read_overview(
        worker=worker_of(staff), watch=form.watch, page=form.page, now=now
    )
    return show_page(
        request,
        "staff/supervision.html",
        title=TITLE,
        status_code=422 if errors else 200,
        overview=overview,
        form=form,
        errors=errors or {},
        now=now,
    )


async def _show_call(
    request: HTMXRequest,
    staff: StaffActor,
    now: datetime,
    form: MoveForm,
    *,
    errors: dict[str, str] | None = None,
) -> Template:
    if form.task_id is None:
        raise NotFoundException
    return show_page(
        request,
        "staff/supervision_call.html",
        title=TITLE,
        status_code=422 if errors else 200,
        read=await _read(form.task_id, staff, now),
        form=form,
        errors=errors or {},
        now=now,
    )


async def _read(task_id: UUID, staff: StaffActor, now: datetime) -> CallUnderWatch:
    read = await read_call_under_watch(
        task_id=task_id, worker=worker_of(staff), now=now
    )
    if read is None:
        raise NotFoundException
    return read
