"""She calls us or stands at the desk; and calls on paper, written down later."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.calls import take_call
from portal.actions.incoming_contacts import (
    begin_contact,
    read_contact_sheet,
    record_contact,
)
from portal.domain.incoming_contacts import Manner, UnableToRecordContactError
from portal.staff.contact_forms import (
    ContactForm,
    field_errors,
    manner_of,
    new_contact_form,
    read_contact_form,
)
from portal.staff.queue import call_path
from portal.staff.workers import requires_caller, worker_of
from portal.web.actors import StaffActor
from portal.web.pages import go_to, say, show_page

TO_DOSSIER = {"back": "/werk/zaken/{incident_id}"}
CONTACT = "/zaken/{incident_id:uuid}/contact/{victim_id:uuid}"


@post(
    f"{CONTACT}/begin",
    name="staff.contact.begin",
    guards=[requires_caller],
    opt=TO_DOSSIER,
)
async def submit_begin(
    request: HTMXRequest,
    incident_id: FromPath[UUID],
    victim_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    data = await request.form()
    manner = manner_of(str(data.get("soort", "")))
    lease = await begin_contact(
        incident_id=incident_id,
        victim_id=victim_id,
        manner=manner,
        worker=worker_of(staff),
        now=now,
    )
    if lease is not None:
        return go_to(request, call_path(lease.task_id))
    return go_to(
        request, f"{contact_path(incident_id, victim_id)}?soort={manner.value}"
    )


@get(CONTACT, name="staff.contact", guards=[requires_caller])
async def show_contact(
    request: HTMXRequest,
    incident_id: FromPath[UUID],
    victim_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    form = new_contact_form(request.query_params.get("soort", ""))
    return await _show(request, incident_id, victim_id, staff, now=now, form=form)


@post(CONTACT, name="staff.contact.record", guards=[requires_caller], opt=TO_DOSSIER)
async def submit_contact(
    request: HTMXRequest,
    incident_id: FromPath[UUID],
    victim_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    form = read_contact_form(await request.form())
    try:
        is_known = await record_contact(
            incident_id=incident_id,
            victim_id=victim_id,
            report=form.report(now=now),
            worker=worker_of(staff),
            now=now,
        )
    except UnableToRecordContactError as error:
        errors = field_errors(error.problems)
        return await _show(
            request, incident_id, victim_id, staff, now=now, form=form, errors=errors
        )
    if not is_known:
        raise NotFoundException
    say(request, "Het contact is vastgelegd.")
    return go_to(request, f"/werk/zaken/{incident_id}?voor={victim_id}")


@post(
    "/gesprek/{task_id:uuid}/achteraf",
    name="staff.call.afterwards",
    guards=[requires_caller],
    opt={"back": "/werk/gesprek/{task_id}"},
)
async def submit_afterwards(
    request: HTMXRequest,
    task_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    """Open the call to write down what was done on paper."""
    await take_call(
        task_id=task_id, worker=worker_of(staff), now=now, manner=Manner.ON_PAPER
    )
    return go_to(request, call_path(task_id))


def contact_path(incident_id: UUID, victim_id: UUID) -> str:
    return f"/werk/zaken/{incident_id}/contact/{victim_id}"


async def _show(
    request: HTMXRequest,
    incident_id: UUID,
    victim_id: UUID,
    staff: StaffActor,
    *,
    now: datetime,
    form: ContactForm,
    errors: dict[str, str] | None = None,
) -> Template:
    sheet = await read_contact_sheet(
        incident_id=incident_id, victim_id=victim_id, worker=worker_of(staff), now=now
    )
    if sheet is None:
        raise NotFoundException
    return show_page(
        request,
        "staff/contact.html",
        title="Contact",
        status_code=422 if errors else 200,
        sheet=sheet,
        form=form,
        errors=errors or {},
        path=contact_path(incident_id, victim_id),
    )


CONTACT_HANDLERS = (submit_begin, show_contact, submit_contact, submit_afterwards)
