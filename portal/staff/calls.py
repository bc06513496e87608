"""One call on one screen, and what came of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.call_corrections import correct_attempt
from portal.actions.call_outcomes import record_attempt
from portal.actions.call_results import read_call_result
from portal.actions.call_sheets import (
    CallSheet,
    read_call_sheet,
    read_held_call_sheet,
)
from portal.actions.calls import release_call, renew_lease, take_call
from portal.domain.attempts import UnableToRecordAttemptError
from portal.staff.call_forms import CallForm, field_errors, new_form, read_form
from portal.staff.call_pages import call_context
from portal.staff.queue import QUEUE, call_path
from portal.staff.workers import worker_of
from portal.web.actors import StaffActor
from portal.web.pages import go_to, say, show_page
from portal.web.sessions import BACKGROUND

TO_QUEUE = {"back": QUEUE}
TO_CALL = {"back": "/werk/gesprek/{task_id}"}


@get("/", name="staff.call", opt=TO_QUEUE)
async def show_call(
    request: HTMXRequest,
    task_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    sheet = _found(
        await read_call_sheet(task_id=task_id, worker=worker_of(staff), now=now)
    )
    token = sheet.task.lease_token if sheet.is_mine else None
    if token is None:
        return show_page(
            request, "staff/call_free.html", title="Gesprek", sheet=sheet, now=now
        )
    return _show(request, sheet, new_form(token=token))


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
    """Show what to tell once it is sure who is on the line; nothing is stored."""
    form = read_form(await request.form())
    return _show(request, await _read_held(task_id, staff, now), form)


@post("/vooruitblik", name="staff.call.outlook", opt=TO_CALL)
async def submit_outlook(
    request: HTMXRequest,
    task_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    """Say what would happen now, before it is saved."""
    form = read_form(await request.form())
    sheet = await _read_held(task_id, staff, now)
    return show_page(
        request,
        "staff/call.html",
        title="Gesprek",
        fragment="staff/_outlook.html",
        **call_context(sheet, form),
    )


@post(
    "/vasthouden",
    name="staff.call.renew",
    opt={BACKGROUND: True, **TO_QUEUE},
)
async def submit_renewal(
    request: HTMXRequest,
    task_id: FromPath[UUID],
    now: NamedDependency[datetime],
) -> Template:
    """Keep the call while its screen is open; this is no sign of life of a person."""
    form = read_form(await request.form())
    until = await renew_lease(task_id=task_id, token=form.token, now=now)
    return show_page(
        request,
        "staff/call_kept.html",
        title="Gesprek",
        fragment="staff/_lease.html",
        path=call_path(task_id),
        token=form.token,
        until=until,
    )


@post("/teruggeven", name="staff.call.release", opt=TO_QUEUE)
async def submit_release(
    request: HTMXRequest, task_id: FromPath[UUID]
) -> Response[Any]:
    form = read_form(await request.form())
    await release_call(task_id=task_id, token=form.token)
    say(request, "U hebt het gesprek teruggegeven.")
    return go_to(request, QUEUE)


@post("/poging", name="staff.call.record", opt=TO_CALL)
async def submit_attempt(
    request: HTMXRequest,
    task_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    form = read_form(await request.form())
    try:
        recorded = await record_attempt(
            task_id=task_id,
            token=form.token,
            worker=worker_of(staff),
            report=form.report(now=now),
            now=now,
        )
    except UnableToRecordAttemptError as error:
        sheet = await _read_held(task_id, staff, now)
        return _show(request, sheet, form, errors=field_errors(error.problems))
    return go_to(request, result_path(task_id, recorded.attempt.id))


@get("/klaar/{attempt_id:uuid}", name="staff.call.result")
async def show_result(
    request: HTMXRequest,
    task_id: FromPath[UUID],
    attempt_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    result = await read_call_result(
        attempt_id=attempt_id, worker=worker_of(staff), now=now
    )
    if result is None or result.task.id != task_id:
        raise NotFoundException
    return show_page(request, "staff/call_result.html", title="Gesprek", result=result)


@post(
    "/terugdraaien/{attempt_id:uuid}",
    name="staff.call.correct",
    opt={"back": "/werk/gesprek/{task_id}/klaar/{attempt_id}"},
)
async def submit_correction(
    request: HTMXRequest,
    task_id: FromPath[UUID],
    attempt_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    data = await request.form()
    await correct_attempt(
        attempt_id=attempt_id,
        worker=worker_of(staff),
        reason=str(data.get("reden", ""))[:500],
        now=now,
    )
    return go_to(request, result_path(task_id, attempt_id))


def result_path(task_id: UUID, attempt_id: UUID) -> str:
    return f"{call_path(task_id)}/klaar/{attempt_id}"


async def _read_held(task_id: UUID, staff: StaffActor, now: datetime) -> CallSheet:
    return _found(
        await read_held_call_sheet(task_id=task_id, worker=worker_of(staff), now=now)
    )


def _found(sheet: CallSheet | None) -> CallSheet:
    if sheet is None:
        raise NotFoundException
    return sheet


def _show(
    request: HTMXRequest,
    sheet: CallSheet,
    form: CallForm,
    *,
    errors: dict[str, str] | None = None,
) -> Template:
    return show_page(
        request,
        "staff/call.html",
        title="Gesprek",
        fragment="staff/_call.html",
        status_code=422 if errors else 200,
        errors=errors or {},
        **call_context(sheet, form),
    )
