"""Who looked at her data, and her data themselves: to read, to print, to take along."""

from datetime import datetime

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.own_data import read_own_data, write_own_data
from portal.db.looks import fetch_looks_for_victim
from portal.victim.page_numbers import page_in
from portal.victim.trail import note
from portal.web.actors import VictimActor
from portal.web.pages import show_page

TITLE = "Mijn gegevens"
FILE = "gegevens.json"


@get("/gegevens", name="victim.looks")
async def show_looks(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    page = page_in(request)
    found = await fetch_looks_for_victim(victim_id=victim.victim_id, page=page)
    await note(victim, now, "read_looks")
    return show_page(
        request,
        "victim/looks.html",
        title=TITLE,
        looks=found.looks,
        has_more=found.has_more,
        page=page,
        is_herself=victim.standing is None,
    )


@get("/gegevens/lezen", name="victim.own_data")
async def show_own_data(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    _must_be_herself(victim)
    data = await read_own_data(victim_id=victim.victim_id, now=now)
    await note(victim, now, "read_own_data")
    return show_page(request, "victim/own_data.html", title=TITLE, data=data, now=now)


@get("/gegevens/gegevens.json", name="victim.own_data.file")
async def give_own_data(
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Response[bytes]:
    _must_be_herself(victim)
    data = await write_own_data(victim_id=victim.victim_id, now=now)
    await note(victim, now, "take_own_data")
    return Response(
        msgspec.json.format(msgspec.json.encode(data), indent=2),
        media_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{FILE}"'},
    )


def _must_be_herself(victim: VictimActor) -> None:
    """Who stands in sees page by page what they may; all at once is hers alone."""
    if victim.standing is not None:
        raise NotFoundException


OWN_DATA_HANDLERS = (show_looks, show_own_data, give_own_data)
