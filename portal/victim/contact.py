"""How she reaches us, how we may reach her, and the word that our caller says."""

from datetime import datetime

from litestar import get
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.contact import fetch_own_contact
from portal.actions.office_numbers import list_own_offices
from portal.domain.victims import DayPart
from portal.victim.trail import note
from portal.web.actors import VictimActor
from portal.web.pages import show_page

DAY_PARTS = {
    DayPart.MORNING: "in de ochtend",
    DayPart.AFTERNOON: "in de middag",
    DayPart.EVENING: "in de avond",
}


@get("/contact", name="victim.contact")
async def show_contact(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    contact = await fetch_own_contact(victim_id=victim.victim_id, now=now)
    await note(victim, now, "read_contact")
    return show_page(
        request,
        "victim/contact.html",
        title="Contact",
        contact=contact,
        offices=await list_own_offices(victim_id=victim.victim_id),
        hours=[DAY_PARTS[part] for part in contact.day_parts],
    )
