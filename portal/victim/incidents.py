"""How one report goes: a block for each suspect's case, never a name."""

from datetime import datetime
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest
from litestar.response.base import ASGIResponse

from portal.db.overview import fetch_seen_incident_for_victim
from portal.victim.trail import note
from portal.victim.visits import begin_visit
from portal.web.actors import VictimActor
from portal.web.meanwhile import meanwhile, render
from portal.web.pages import show_page


@get("/verloop/{incident_id:uuid}", name="victim.incident")
async def show_incident(
    request: HTMXRequest,
    incident_id: FromPath[UUID],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> ASGIResponse:
    incident = await fetch_seen_incident_for_victim(
        victim_id=victim.victim_id, incident_id=incident_id, now=now
    )
    if incident is None:
        raise NotFoundException
    since = await begin_visit(victim, incident.visit, now)
    page = show_page(
        request,
        "victim/incident.html",
        title="Mijn overzicht: hoe het gaat",
        incident=incident,
        since=since,
        now=now,
    )
    async with meanwhile(
        note(
            victim, now, "read_incident", object_kind="incident", object_id=incident_id
        )
    ):
        return render(request, page)
