"""Who is who: the people she may meet, what each is for, and their numbers."""

from datetime import datetime

from litestar import get
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.office_hours import list_offices_with_hours
from portal.domain.help_lines import HELP_LINES
from portal.victim.trail import note
from portal.web.actors import VictimActor
from portal.web.pages import show_page


@get("/wie", name="victim.who")
async def show_who(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    offices = await list_offices_with_hours(victim_id=victim.victim_id)
    await note(victim, now, "read_who_is_who")
    return show_page(
        request,
        "victim/who.html",
        title="Wie is wie",
        offices=offices,
        help_lines=HELP_LINES,
    )
