"""Choosing which calls one wants to see and take, and keeping that choice by name."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.queue_filters import (
    choose_default,
    forget_filter,
    keep_filter,
    read_filters,
    read_places,
)
from portal.domain.queue_filters import (
    EVERYTHING,
    NamedFilter,
    QueueFilter,
    UnableToKeepFilterError,
    filter_of,
    kinds_of,
    read_filter,
    write_filter,
)
from portal.staff.workers import requires_caller, worker_of
from portal.web.actors import StaffActor
from portal.web.pages import go_to, say, show_page

CALLS = "/werk/bellen"
FILTER = "/werk/bellen/keuze"
IN_SESSION = "call_filter"
ALL = NamedFilter(name="", wanted=EVERYTHING)
UNNAMED = "zelf gekozen"


@get("/bellen/keuze", name="staff.filter", guards=[requires_caller])
async def show_filter(
    request: HTMXRequest, staff: NamedDependency[StaffActor]
) -> Template:
    saved = await read_filters(worker=worker_of(staff))
    chosen = chosen_filter(request, saved)
    return await _show(request, staff, saved, chosen.wanted, name=chosen.name)


@post(
    "/bellen/keuze",
    name="staff.filter.choose",
    guards=[requires_caller],
    opt={"back": FILTER},
)
async def submit_filter(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    """Take a choice for now, or keep one as well."""
    data, worker = await request.form(), worker_of(staff)
    saved = await read_filters(worker=worker)
    if name := _text(data, "kies"):
        return _take(request, _named(saved, name))
    if _text(data, "alles"):
        return _take(request, ALL)
    wanted = _read(data)
    if not _text(data, "bewaar"):
        name = "" if wanted.is_empty else UNNAMED
        return _take(request, NamedFilter(name=name, wanted=wanted))
    try:
        kept = await keep_filter(
            name=_text(data, "naam"),
            wanted=wanted,
            is_default=bool(_text(data, "altijd")),
            worker=worker,
            now=now,
        )
    except UnableToKeepFilterError as error:
        text = " ".join(filter(None, (str(error), error.hint)))
        return await _show(
            request, staff, saved, wanted, name=_text(data, "naam"), error=text
        )
    return _take(request, kept)


@post(
    "/bellen/keuze/bewaard",
    name="staff.filter.kept",
    guards=[requires_caller],
    opt={"back": FILTER},
)
async def submit_kept_filter(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    """Let a kept choice go, or begin the day with it."""
    data, worker = await request.form(), worker_of(staff)
    if name := _text(data, "vergeet"):
        await forget_filter(name=name, worker=worker, now=now)
        _put(request, ALL)
        say(request, "De keuze is weg.")
    else:
        await choose_default(name=_text(data, "begin"), worker=worker, now=now)
        say(request, "Bewaard voor als u inlogt.")
    return go_to(request, FILTER)


def chosen_filter(
    request: HTMXRequest, saved: Sequence[NamedFilter] = ()
) -> NamedFilter:
    """Give the choice of this session, or else the one for the start of the day."""
    kept = request.session.get(IN_SESSION)
    if isinstance(kept, dict):
        wanted = read_filter(str(kept.get("criteria", "")))
        return NamedFilter(name=str(kept.get("name", "")), wanted=wanted)
    default = next((one for one in saved if one.is_default), ALL)
    if not default.wanted.is_empty:
        _put(request, default)
    return default


def filter_on_page(request: HTMXRequest, text: str | None) -> NamedFilter:
    """Give the choice that the page was made with: another window may differ."""
    chosen = chosen_filter(request)
    if text is None or text == write_filter(chosen.wanted):
        return chosen
    wanted = read_filter(text)
    return NamedFilter(name="" if wanted.is_empty else UNNAMED, wanted=wanted)


def _take(request: HTMXRequest, chosen: NamedFilter) -> Response[Any]:
    _put(request, chosen)
    return go_to(request, CALLS)


def _put(request: HTMXRequest, chosen: NamedFilter) -> None:
    criteria = write_filter(chosen.wanted)
    request.session[IN_SESSION] = {"name": chosen.name, "criteria": criteria}


def _named(saved: Sequence[NamedFilter], name: str) -> NamedFilter:
    return next((one for one in saved if one.name == name), ALL)


def _read(data: FormMultiDict) -> QueueFilter:
    return filter_of(
        {
            "kinds": list(map(str, data.getall("soort", []))),
            "location": _text(data, "plaats"),
            "at_risk": _text(data, "risico"),
            "urgent": _text(data, "spoed"),
            "due_by": _text(data, "wanneer"),
            "speech": _text(data, "taal"),
            "is_mine": _text(data, "mij"),
        }
    )


def _text(data: FormMultiDict, name: str) -> str:
    value = data.get(name, "")
    return value.strip() if isinstance(value, str) else ""


async def _show(
    request: HTMXRequest,
    staff: StaffActor,
    saved: Sequence[NamedFilter],
    wanted: QueueFilter,
    *,
    name: str,
    error: str = "",
) -> Template:
    return show_page(
        request,
        "staff/queue_filter.html",
        title="Keuze",
        status_code=422 if error else 200,
        saved=saved,
        wanted=wanted,
        name="" if name == UNNAMED else name,
        kinds=kinds_of(staff.organisation),
        places=await read_places(worker=worker_of(staff)),
        error=error,
    )


FILTER_HANDLERS = (show_filter, submit_filter, submit_kept_filter)
