"""What somebody at risk opened herself: SHN asks if it was she, and if it is safe."""

from collections.abc import Mapping
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

from portal.actions.safe_contact_checks import (
    read_contact_check,
    settle_contact_check,
)
from portal.staff.attention import ATTENTION
from portal.staff.workers import requires_caller, worker_of
from portal.web.actors import StaffActor
from portal.web.pages import go_to, say, show_page

FIELD = "keuze-"
ANSWERS = {"ja": True, "nee": False}


@get(
    "/aandacht/{item_id:uuid}/wegen",
    name="staff.attention.ways",
    guards=[requires_caller],
    opt={"back": ATTENTION},
)
async def show_ways(
    request: HTMXRequest,
    item_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    check = await read_contact_check(item_id=item_id, worker=worker_of(staff), now=now)
    if check is None:
        raise NotFoundException
    return show_page(request, "staff/ways.html", title="Aandacht", check=check)


@post(
    "/aandacht/{item_id:uuid}/wegen",
    name="staff.attention.ways.settle",
    guards=[requires_caller],
    opt={"back": ATTENTION},
)
async def submit_ways(
    request: HTMXRequest,
    item_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    is_done = await settle_contact_check(
        item_id=item_id,
        worker=worker_of(staff),
        answers=_answers(await request.form()),
        now=now,
    )
    say(
        request,
        "Opgeslagen. Het geldt meteen."
        if is_done
        else "Opgeslagen. Er is nog iets dat u haar moet vragen.",
    )
    return go_to(request, ATTENTION)


def _answers(form: FormMultiDict) -> Mapping[str, bool]:
    return {
        name.removeprefix(FIELD): ANSWERS[str(value)]
        for name, value in form.multi_items()
        if name.startswith(FIELD) and value in ANSWERS
    }
