"""Handing over: calls at the end of a shift, and who tells a victim what."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.batons import hand_over_subject
from portal.actions.hand_overs import (
    HandedOver,
    UnableToHandOverCallsError,
    hand_over_calls,
    read_shift_end,
)
from portal.domain.batons import Subject, UnableToHandOverError
from portal.domain.staff import Organisation
from portal.staff.call_forms import as_uuid
from portal.staff.workers import requires_caller, worker_of
from portal.web.actors import StaffActor
from portal.web.pages import go_to, say, show_page

HAND_OVER = "/werk/overdracht"


@get("/overdracht", name="staff.hand_over", guards=[requires_caller])
async def show_hand_over(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    return await _show(request, staff, now=now)


@post(
    "/overdracht",
    name="staff.hand_over.give",
    guards=[requires_caller],
    opt={"back": HAND_OVER},
)
async def submit_hand_over(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    data = await request.form()
    chosen = {as_uuid(str(each)) for each in data.getall("gesprek", [])} - {None}
    to, note = str(data.get("aan", "")), str(data.get("notitie", ""))
    try:
        handed = await hand_over_calls(
            task_ids=frozenset(filter(None, chosen)),
            to=as_uuid(to),
            note=note,
            worker=worker_of(staff),
            now=now,
        )
    except UnableToHandOverCallsError as error:
        return await _show(
            request,
            staff,
            now=now,
            error=str(error),
            note=note,
            to=to,
            chosen=frozenset(filter(None, chosen)),
        )
    say(request, _in_words(handed))
    return go_to(request, HAND_OVER)


@post(
    "/zaken/{incident_id:uuid}/wie-vertelt/{victim_id:uuid}",
    name="staff.baton.give",
    guards=[requires_caller],
    opt={"back": "/werk/zaken/{incident_id}"},
)
async def submit_baton(
    request: HTMXRequest,
    incident_id: FromPath[UUID],
    victim_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    """Let another organisation tell her about a subject from now on."""
    data = await request.form()
    subject, to = str(data.get("onderwerp", "")), str(data.get("aan", ""))
    case_id = as_uuid(str(data.get("zaak", "")))
    if case_id is None or subject not in set(Subject) or to not in set(Organisation):
        raise UnableToHandOverError("Kies wat u overdraagt, en aan wie.")
    is_known = await hand_over_subject(
        incident_id=incident_id,
        victim_id=victim_id,
        case_id=case_id,
        subject=Subject(subject),
        to=Organisation(to),
        note=str(data.get("notitie", "")),
        worker=worker_of(staff),
        now=now,
    )
    if not is_known:
        raise NotFoundException
    say(request, "Overgedragen. De ander heeft nu bericht.")
    return go_to(request, f"/werk/zaken/{incident_id}?voor={victim_id}")


async def _show(
    request: HTMXRequest,
    staff: StaffActor,
    *,
    now: datetime,
    error: str = "",
    note: str = "",
    to: str = "",
    chosen: frozenset[UUID] = frozenset(),
) -> Template:
    return show_page(
        request,
        "staff/hand_over.html",
        title="Overdragen",
        status_code=422 if error else 200,
        shift=await read_shift_end(worker=worker_of(staff), now=now),
        error=error,
        note=note,
        to=to,
        chosen=chosen,
    )


def _in_words(handed: HandedOver) -> str:
    texts = [f"{handed.done} overgedragen."]
    if handed.changed:
        texts.append(f"{handed.changed} stond niet meer op uw naam.")
    if handed.unfit:
        texts.append(f"{handed.unfit} past niet bij deze collega: plaats of ervaring.")
    return " ".join(texts)


HAND_OVER_HANDLERS = (show_hand_over, submit_hand_over, submit_baton)
