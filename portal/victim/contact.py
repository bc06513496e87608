"""How she reaches us, how we may reach her, and the word that our caller says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import URLEncodedBody
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.contact import fetch_own_contact
from portal.actions.office_numbers import list_own_offices
from portal.actions.safe_contact import (
    ChannelsKept,
    UnableToSeeChangeError,
    confirm_contact,
    keep_channels,
)
from portal.domain.own_contact import has_lapsed
from portal.domain.safe_contact import Channel
from portal.victim.contact_words import name_language, name_zone
from portal.victim.trail import by_whom, note
from portal.web.actors import VictimActor
from portal.web.errors import BACK
from portal.web.pages import go_to, say, show_page

PAGE = "/mijn/contact"
CHANNELS = f"{PAGE}/wegen"
MOVED = "Dit is net veranderd, misschien in een ander venster. Kijk wat er nu staat."


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenForm:
    seen: str = ""


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
        language_name=name_language(contact.contact.language),
        zone_name=name_zone(contact.contact.profile.zone),
    )


@post("/contact/klopt", name="victim.contact.confirm", opt={BACK: PAGE})
async def submit_confirmation(
    request: HTMXRequest,
    data: URLEncodedBody[SeenForm],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    try:
        await confirm_contact(
            victim_id=victim.victim_id, seen=data.seen, by=by_whom(victim), now=now
        )
        said = "Dank u. Wij vragen het over een tijd nog eens."
    except UnableToSeeChangeError:
        said = MOVED
    say(request, said)
    return go_to(request, PAGE)


@get("/contact/wegen", name="victim.contact.channels")
async def edit_channels(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    await note(victim, now, "read_channels")
    return await _show_channels(request, victim, now)


@post("/contact/wegen", name="victim.contact.channels.keep", opt={BACK: CHANNELS})
async def submit_channels(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    form = await request.form()
    given = {
        channel: form.get(str(channel)) == "yes"
        for channel in Channel
        if form.get(str(channel)) in {"yes", "no"}
    }
    kept = await keep_channels(
        victim_id=victim.victim_id,
        given=given,
        seen=str(form.get("seen", "")),
        by=by_whom(victim),
        now=now,
    )
    if kept.is_stale:
        return await _show_channels(request, victim, now, given=given)
    say(request, _said(kept))
    return go_to(request, PAGE)


def _said(kept: ChannelsKept) -> str:
    if kept.held:
        return (
            "Bewaard. Waar u nu ja tegen zei, gaat pas open na een gesprek"
            " met Slachtofferhulp. Zo weten wij dat het veilig is."
        )
    return "Bewaard. Het geldt meteen." if kept.is_changed else "Er is niets veranderd."


async def _show_channels(
    request: HTMXRequest,
    victim: VictimActor,
    now: datetime,
    *,
    given: dict[Channel, bool] | None = None,
) -> Template:
    """Show it once more, as she filled it in, where the page was an old one."""
    contact = await fetch_own_contact(victim_id=victim.victim_id, now=now)
    profile = contact.contact.profile
    return show_page(
        request,
        "victim/contact_channels.html",
        title="Contact: hoe",
        status_code=409 if given else 200,
        contact=contact,
        lapsed={it for it in Channel if has_lapsed(profile.permission(it), now)},
        given=given or {},
        errors={"call": MOVED} if given else {},
        channels=list(Channel),
        now=now,
    )
