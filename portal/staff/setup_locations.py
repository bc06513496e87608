"""Where the organisation works, and when: kept on screen by its supervisors."""

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
)
from portal.actions.setup_locations import (
    UnableToFindLocationError,
    add_location,
    change_location,
    close_day,
    open_day,
)
from portal.actions.setup_reading import read_location_to_edit, read_places
from portal.domain.locations import TypedLocation
from portal.staff.setup_forms import (
    Versioned,
    new_location,
    read_day,
    read_location_form,
    read_versioned,
    text_of,
    typed_location,
    week_text,
)
from portal.staff.workers import worker_of
from portal.web.actors import StaffActor
from portal.web.pages import go_to, say, show_page

SETUP = "/werk/inrichting"
NEW = f"{SETUP}/locaties/nieuw"
TITLE = "Inrichting"
TO_SETUP = {"back": SETUP}


@get("/", name="staff.setup")
async def list_places(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    return await _list(request, staff, now)


@get("/locaties/nieuw", name="staff.setup.location.new")
async def new_place(
    request: HTMXRequest, staff: NamedDependency[StaffActor]
) -> Template:
    if staff.location is not None:  # who leads one place keeps that one
        raise NotFoundException
    typed = new_location()
    return _edit(request, NEW, _shown(uuid4(), 0, typed), typed)


@post("/locaties/nieuw", name="staff.setup.location.add", opt=TO_SETUP)
async def submit_new_place(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    form = await request.form()
    typed, shown = read_location_form(form), read_versioned(form)
    try:
        await add_location(
            typed=typed, by=editor_of(worker_of(staff)), now=now, location_id=shown.id
        )
    except UnableToSaveSetupError as error:
        return _edit(request, NEW, shown, typed, errors=error.problems)
    say(request, f"{typed.name} is toegevoegd.")
    return go_to(request, SETUP)


@get("/locaties/{location_id:uuid}", name="staff.setup.location")
async def edit_place(
    request: HTMXRequest,
    location_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
) -> Template:
    try:
        location, standard = await read_location_to_edit(
            location_id=location_id, by=editor_of(worker_of(staff))
        )
    except UnableToFindLocationError as error:
        raise NotFoundException from error
    typed = typed_location(location, standard)
    shown = _shown(location.id, location.version, typed)
    return _edit(request, path_of(location_id), shown, typed)


@post("/locaties/{location_id:uuid}", name="staff.setup.location.save", opt=TO_SETUP)
async def submit_place(
    request: HTMXRequest,
    location_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    form, by = await request.form(), editor_of(worker_of(staff))
    typed, shown = read_location_form(form), read_versioned(form)
    try:
        await change_location(
            location_id=location_id, version=shown.version, typed=typed, by=by, now=now
        )
    except UnableToSaveSetupError as error:
        return _edit(request, path_of(location_id), shown, typed, errors=error.problems)
    except UnableToKeepBothError:
        location, standard = await read_location_to_edit(location_id=location_id, by=by)
        kept = typed_location(location, standard)
        shown = _shown(location.id, location.version, kept)
        return _edit(request, path_of(location_id), shown, typed, kept=kept)
    say(request, "De locatie is opgeslagen.")
    return go_to(request, SETUP)


@post("/dagen", name="staff.setup.day.close", opt=TO_SETUP)
async def submit_closed_day(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    form = await request.form()
    try:
        await close_day(
            location_id=read_versioned(form).id,
            day=read_day(form, "day"),
            reason=text_of(form, "reason"),
            by=editor_of(worker_of(staff)),
            now=now,
        )
    except UnableToSaveSetupError as error:
        return await _list(request, staff, now, errors=error.problems, form=form)
    say(request, "Die dag wordt er niet gebeld.")
    return go_to(request, SETUP)


@post("/dagen/{closed_day_id:uuid}/weg", name="staff.setup.day.open", opt=TO_SETUP)
async def submit_open_day(
    request: HTMXRequest,
    closed_day_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    await open_day(closed_day_id=closed_day_id, by=editor_of(worker_of(staff)), now=now)
    say(request, "Die dag wordt er weer gebeld.")
    return go_to(request, SETUP)


def _shown(location_id: UUID, version: int, typed: TypedLocation) -> Versioned:
    return Versioned(id=location_id, version=version, week=week_text(typed.week))


def path_of(location_id: UUID) -> str:
    return f"{SETUP}/locaties/{location_id}"


async def _list(
    request: HTMXRequest,
    staff: StaffActor,
    now: datetime,
    *,
    errors: dict[str, str] | None = None,
    form: Any = None,
) -> Template:
    places = await read_places(worker=worker_of(staff), now=now)
    return show_page(
        request,
        "staff/setup_locations.html",
        title=TITLE,
        status_code=422 if errors else 200,
        places=places,
        errors=errors or {},
        form={name: text_of(form or {}, name) for name in ("id", "day", "reason")},
    )


def _edit(
    request: HTMXRequest,
    path: str,
    shown: Versioned,
    typed: TypedLocation,
    *,
    errors: dict[str, str] | None = None,
    kept: TypedLocation | None = None,
) -> Template:
    """Show the form; `kept` is what somebody else saved while this was typed."""
    return show_page(
        request,
        "staff/setup_location.html",
        title=TITLE,
        status_code=422 if errors else 409 if kept else 200,
        path=path,
        shown=shown,
        typed=typed,
        kept=_differing(typed, kept) if kept else {},
        errors=errors or {},
    )


def _differing(typed: Any, kept: Any) -> dict[str, Any]:
    mine = asdict(typed)
    return {name: it for name, it in asdict(kept).items() if it != mine[name]}
