"""How a call went: recording it, what that led to, and taking it back."""

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
from portal.actions.call_drafts import keep_draft
from portal.actions.call_outcomes import (
    UnableToKeepCallError,
    UnableToRecordAgainError,
    record_attempt,
)
from portal.actions.call_results import read_call_result
from portal.actions.call_screens import read_call_screen
from portal.domain.attempts import UnableToRecordAttemptError
from portal.domain.errors import UnableToError
from portal.domain.outcomes import Outcome
from portal.domain.staff import Role, Worker
from portal.staff.call_drafts import keep_typed
from portal.staff.call_forms import CallForm, field_errors, read_form
from portal.staff.call_pages import show_call_form
from portal.staff.draft_forms import write_draft
from portal.staff.lost_calls import show_lost_call
from portal.staff.queue import call_path
from portal.staff.unsafe_calls import STOPPED, stop
from portal.staff.workers import worker_of
from portal.web.actors import KEEP_TYPED, StaffActor
from portal.web.pages import go_to, show_page

TO_CALL = {"back": "/werk/gesprek/{task_id}", KEEP_TYPED: keep_typed}
TAKEN_AGAIN = (
    "U hebt dit gesprek opnieuw genomen, misschien in een ander venster. "
    "Er is nog niets vastgelegd. Kijk of dit klopt en kies de uitkomst nog een keer."
)

REFUSED = (UnableToRecordAttemptError, UnableToKeepCallError, UnableToRecordAgainError)


@post("/poging", name="staff.call.record", opt=TO_CALL)
async def submit_attempt(
    request: HTMXRequest,
    task_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    data, worker = await request.form(), worker_of(staff)
    form = read_form(data)
    if form.outcome == Outcome.UNSAFE:
        return await stop(request, task_id, form, worker=worker, now=now)
    try:
        recorded = await record_attempt(
            task_id=task_id,
            token=form.token,
            worker=worker,
            report=form.report(now=now),
            now=now,
        )
    except REFUSED as error:
        await keep_draft(
            task_id=task_id,
            token=form.token,
            worker=worker,
            content=write_draft(data),
            now=now,
        )
        return await _show_again(request, task_id, form, error, worker=worker, now=now)
    return go_to(request, result_path(task_id, recorded.attempt.id))


async def _show_again(
    request: HTMXRequest,
    task_id: UUID,
    form: CallForm,
    error: UnableToError,
    *,
    worker: Worker,
    now: datetime,
) -> Template:
    """Who has the call in hand goes on in the form; who has not keeps her text."""
    screen = await read_call_screen(task_id=task_id, worker=worker, now=now)
    is_twice = isinstance(error, UnableToRecordAgainError)
    if screen is None or is_twice or not screen.sheet.is_mine:
        return await show_lost_call(
            request, task_id, form, error, worker=worker, now=now
        )
    errors = {}
    if isinstance(error, UnableToRecordAttemptError):
        errors = field_errors(error.problems)
    return show_call_form(
        request,
        screen,
        form,
        worker=worker,
        errors=errors,
        notice="" if errors else TAKEN_AGAIN,
    )


@get("/klaar/{attempt_id:uuid}", name="staff.call.result")
async def show_result(
    request: HTMXRequest,
    task_id: FromPath[UUID],
    attempt_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    result = await read_call_result(
        attempt_id=attempt_id, worker=worker_of(staff), now=now
    )
    if result is None or result.task.id != task_id:
        raise NotFoundException
    is_stopped = result.attempt.outcome is Outcome.UNSAFE
    if is_stopped and staff.role is not Role.SUPERVISOR:
        return go_to(request, STOPPED)
    return show_page(
        request, "staff/call_result.html", title="Gesprek", result=result, now=now
    )


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
        is_wrong_person=data.get("verkeerd") == "1",
        now=now,
    )
    return go_to(request, result_path(task_id, attempt_id))


def result_path(task_id: UUID, attempt_id: UUID) -> str:
    return f"{call_path(task_id)}/klaar/{attempt_id}"
