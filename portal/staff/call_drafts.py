"""Keeping what was typed on a call screen, and finding it again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.connection import ASGIConnection, Request
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.call_drafts import (
    discard_draft,
    keep_draft,
    read_author,
    read_unfinished,
)
from portal.actions.demo_clock import current_time
from portal.actions.unsafe_calls import stop_call
from portal.db.call_drafts import UnfinishedCall
from portal.domain.outcomes import Outcome
from portal.staff.call_forms import read_form
from portal.staff.draft_forms import restore_form, write_draft
from portal.staff.queue import DRAFTS, DRAFTS_SHOWN, call_path
from portal.staff.workers import requires_caller, worker_of
from portal.web.actors import KEEP_TYPED, StaffActor
from portal.web.pages import go_to, say, show_page


async def keep_typed(connection: ASGIConnection[Any, Any, Any, Any]) -> None:
    """Keep what came in when the session was over: it is there after the next login.

    That a call is unsafe does not wait for a login.
    """
    data = await Request[Any, Any, Any](connection.scope, connection.receive).form()
    form, task_id = read_form(data), connection.path_params["task_id"]
    worker = await read_author(task_id=task_id, token=form.token, author=form.author)
    if worker is None:
        return
    now = await current_time()
    if form.outcome == Outcome.UNSAFE:
        report = form.report(now=now)
        await stop_call(
            task_id=task_id, token=form.token, worker=worker, report=report, now=now
        )
        return
    await keep_draft(
        task_id=task_id,
        token=form.token,
        worker=worker,
        content=write_draft(data),
        now=now,
    )


@post(
    "/concept",
    name="staff.call.draft",
    opt={KEEP_TYPED: keep_typed, "back": "/werk/gesprek/{task_id}"},
)
async def submit_draft(
    request: HTMXRequest,
    task_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    """Keep what stands in the fields now; asked by the page while she types."""
    data = await request.form()
    is_kept = await keep_draft(
        task_id=task_id,
        token=read_form(data).token,
        worker=worker_of(staff),
        content=write_draft(data),
        now=now,
    )
    return show_page(
        request,
        "staff/call_draft.html",
        title="Gesprek",
        fragment="staff/_draft.html",
        path=call_path(task_id),
        kept_at=now if is_kept else None,
        restored_at=None,
    )


@post(
    "/concept/weg",
    name="staff.call.draft.discard",
    opt={"back": "/werk/gesprek/{task_id}"},
)
async def submit_discarded(
    request: HTMXRequest,
    task_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    await discard_draft(task_id=task_id, worker=worker_of(staff), now=now)
    say(request, "Wat u typte is weggegooid.")
    data = await request.form()
    return go_to(request, DRAFTS if data.get("naar") else call_path(task_id))


@get("/concepten", name="staff.drafts", guards=[requires_caller])
async def list_drafts(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    """What this caller typed in calls that she did not record."""
    calls = await read_unfinished(worker=worker_of(staff), now=now)
    request.session[DRAFTS_SHOWN] = True
    return show_page(
        request,
        "staff/drafts.html",
        title="Bellen",
        calls=[(it, _note_of(it, now)) for it in calls],
    )


def _note_of(call: UnfinishedCall, now: datetime) -> str:
    """Give what she typed in a call that is not hers to open any more."""
    return "" if call.is_ours else restore_form(call.draft, token=call.id, now=now).note
