"""Who works here, when, and who stands in: kept on screen by supervisors."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.setup_history import (
    UnableToKeepBothError,
    UnableToSaveSetupError,
    editor_of,
    read_history,
)
from portal.actions.setup_leave import record_leave, withdraw_leave
from portal.actions.setup_reading import (
    StaffToEdit,
    list_own_locations,
    read_staff_list,
    read_staff_to_edit,
)
from portal.actions.setup_staff import (
    UnableToFindStaffError,
    add_staff_member,
    change_staff_member,
)
from portal.domain.staff_members import ROLES_OF, TypedStaff
from portal.staff.call_forms import as_uuid
from portal.staff.setup_forms import (
    Versioned,
    new_staff,
    read_day,
    read_staff_form,
    read_versioned,
    text_of,
    typed_staff,
)
from portal.staff.setup_locations import SETUP, TITLE
from portal.staff.workers import worker_of
from portal.web.actors import StaffActor
from portal.web.pages import go_to, say, show_page

STAFF = f"{SETUP}/medewerkers"
NEW = f"{STAFF}/nieuw"
TO_STAFF = {"back": STAFF}
LEAVE_FIELDS = ("first_day", "last_day", "substitute")
MOST_PAGES = 1000


@get("/medewerkers", name="staff.setup.staff")
async def list_staff(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    people = await read_staff_list(worker=worker_of(staff), now=now)
    return show_page(request, "staff/setup_staff.html", title=TITLE, people=people)


@get("/medewerkers/nieuw", name="staff.setup.staff.new")
async def new_member(
    request: HTMXRequest, staff: NamedDependency[StaffActor]
) -> Template:
    role = ROLES_OF[staff.organisation][0]
    shown = Versioned(id=uuid4(), version=0)
    return await _edit(request, staff, NEW, shown, new_staff(role, staff.location))


@post("/medewerkers/nieuw", name="staff.setup.staff.add", opt=TO_STAFF)
async def submit_new_member(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    form = await request.form()
    typed, shown = read_staff_form(form), read_versioned(form)
    try:
        await add_staff_member(
            typed=typed, by=editor_of(worker_of(staff)), now=now, staff_id=shown.id
        )
    except UnableToSaveSetupError as error:
        return await _edit(request, staff, NEW, shown, typed, errors=error.problems)
    say(request, f"{typed.name} is toegevoegd.")
    return go_to(request, STAFF)


@get("/medewerkers/{staff_id:uuid}", name="staff.setup.staff.member")
async def edit_member(
    request: HTMXRequest,
    staff_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    read = await _read(staff_id, staff, now)
    shown = Versioned(id=staff_id, version=read.member.version)
    return await _edit(
        request, staff, path_of(staff_id), shown, typed_staff(read.member), read=read
    )


@post("/medewerkers/{staff_id:uuid}", name="staff.setup.staff.save", opt=TO_STAFF)
async def submit_member(
    request: HTMXRequest,
    staff_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    form, read = await request.form(), await _read(staff_id, staff, now)
    typed, shown, path = read_staff_form(form), read_versioned(form), path_of(staff_id)
    try:
        await change_staff_member(
            staff_id=staff_id,
            version=shown.version,
            typed=typed,
            by=editor_of(worker_of(staff)),
            now=now,
        )
    except UnableToSaveSetupError as error:
        return await _edit(
            request, staff, path, shown, typed, errors=error.problems, read=read
        )
    except UnableToKeepBothError:
        read = await _read(staff_id, staff, now)
        shown = Versioned(id=staff_id, version=read.member.version)
        return await _edit(
            request, staff, path, shown, typed, read=read, kept=typed_staff(read.member)
        )
    say(request, f"{typed.name} is opgeslagen.")
    return go_to(request, STAFF)


@post("/medewerkers/{staff_id:uuid}/verlof", name="staff.setup.leave", opt=TO_STAFF)
async def submit_leave(
    request: HTMXRequest,
    staff_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    form, read = await request.form(), await _read(staff_id, staff, now)
    try:
        await record_leave(
            staff_id=staff_id,
            first_day=read_day(form, "first_day"),
            last_day=read_day(form, "last_day"),
            substitute_id=as_uuid(text_of(form, "substitute")),
            by=editor_of(worker_of(staff)),
            now=now,
        )
    except UnableToSaveSetupError as error:
        shown = Versioned(id=staff_id, version=read.member.version)
        return await _edit(
            request,
            staff,
            path_of(staff_id),
            shown,
            typed_staff(read.member),
            errors=error.problems,
            read=read,
            leave={name: text_of(form, name) for name in LEAVE_FIELDS},
        )
    say(request, "Het verlof is opgeslagen.")
    return go_to(request, path_of(staff_id))


@post(
    "/medewerkers/{staff_id:uuid}/verlof/{leave_id:uuid}/weg",
    name="staff.setup.leave.withdraw",
    opt=TO_STAFF,
)
async def submit_leave_withdrawn(
    request: HTMXRequest,
    staff_id: FromPath[UUID],
    leave_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    await withdraw_leave(
        staff_id=staff_id, leave_id=leave_id, by=editor_of(worker_of(staff)), now=now
    )
    say(request, "Het verlof is ingetrokken.")
    return go_to(request, path_of(staff_id))


@get("/geschiedenis", name="staff.setup.history")
async def show_history(
    request: HTMXRequest, staff: NamedDependency[StaffActor]
) -> Template:
    asked = request.query_params.get("pagina", "1")
    page = int(asked) if asked.isascii() and asked.isdigit() else 1
    history = await read_history(
        worker=worker_of(staff), page=min(max(page, 1), MOST_PAGES)
    )
    return show_page(request, "staff/setup_history.html", title=TITLE, history=history)


def path_of(staff_id: UUID) -> str:
    return f"{STAFF}/{staff_id}"


async def _read(staff_id: UUID, staff: StaffActor, now: datetime) -> StaffToEdit:
    try:
        return await read_staff_to_edit(
            staff_id=staff_id, worker=worker_of(staff), now=now
        )
    except UnableToFindStaffError as error:
        raise NotFoundException from error


async def _edit(
    request: HTMXRequest,
    staff: StaffActor,
    path: str,
    shown: Versioned,
    typed: TypedStaff,
    *,
    errors: dict[str, str] | None = None,
    kept: TypedStaff | None = None,
    read: StaffToEdit | None = None,
    leave: dict[str, str] | None = None,
) -> Template:
    """Show the form; `kept` is what somebody else saved while this was typed."""
    mine = asdict(typed)
    differing = {k: v for k, v in asdict(kept).items() if v != mine[k]} if kept else {}
    return show_page(
        request,
        "staff/setup_member.html",
        title=TITLE,
        status_code=422 if errors else 409 if kept else 200,
        path=path,
        shown=shown,
        typed=typed,
        kept=differing,
        errors=errors or {},
        read=read,
        leave=leave or dict.fromkeys(LEAVE_FIELDS, ""),
        roles=[role.value for role in ROLES_OF[staff.organisation]],
        locations=await list_own_locations(worker=worker_of(staff)),
        may_be_everywhere=staff.location is None,
    )
