"""The first page after login: news, the next hearing, and each report."""

from datetime import datetime

from litestar import get
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest
from litestar.response.base import ASGIResponse

from portal.db.overview import fetch_overview_for_victim
from portal.db.own_contact import fetch_is_asked_again_for_victim
from portal.domain.novelties import new_things
from portal.victim.page_numbers import page_in
from portal.victim.trail import note
from portal.victim.visits import begin_visit
from portal.web.actors import VictimActor
from portal.web.meanwhile import meanwhile, render
from portal.web.pages import show_page


@get("/", name="victim.overview")
async def show_overview(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> ASGIResponse:
    page = page_in(request)
    overview = await fetch_overview_for_victim(
        victim_id=victim.victim_id, now=now, page=page
    )
    since = await begin_visit(victim, overview.visit, now)
    shown = show_page(
        request,
        "victim/overview.html",
        title="Mijn overzicht",
        overview=overview,
        new=new_things(overview, since),
        since=since,
        unread=overview.unread.since(since),
        asks_contact=await _asks_contact(victim, now),
        page=page,
        now=now,
    )
    async with meanwhile(note(victim, now, "read_overview")):
        return render(request, shown)


async def _asks_contact(victim: VictimActor, now: datetime) -> bool:
    """Ask it of her alone, not of who stands in for her."""
    return victim.standing is None and await fetch_is_asked_again_for_victim(
        victim_id=victim.victim_id, now=now
    )
