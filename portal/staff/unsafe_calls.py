"""Stopping a call that is not safe: nothing of it stays on the screen."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.unsafe_calls import stop_call
from portal.domain.staff import Worker
from portal.staff.call_forms import CallForm
from portal.staff.workers import requires_caller
from portal.web.pages import go_to, show_page

STOPPED = "/werk/gestopt"


async def stop(
    request: HTMXRequest,
    task_id: UUID,
    form: CallForm,
    *,
    worker: Worker,
    now: datetime,
) -> Response[Any]:
    await stop_call(
        task_id=task_id,
        token=form.token,
        worker=worker,
        report=form.report(now=now),
        now=now,
    )
    return go_to(request, STOPPED)


@get("/gestopt", name="staff.stopped", guards=[requires_caller])
async def show_stopped(request: HTMXRequest) -> Template:
    """Say that it was stopped, and of whom nothing."""
    return show_page(
        request,
        "staff/stopped.html",
        title="Bellen",
        has_failed="mislukt" in request.query_params,
    )
