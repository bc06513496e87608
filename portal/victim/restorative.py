"""Contact with the suspect, explained without pressure; her yes, and taking it back."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.wishes import UnableToKeepWishesError, keep_wishes
from portal.db.overview import fetch_overview_for_victim
from portal.db.wishes import fetch_wishes_for_victim
from portal.domain.restorative import goings_on
from portal.domain.victims import Wish
from portal.domain.wishes import WITH_SUSPECT, WishAnswer
from portal.victim.trail import by_whom, note
from portal.web.actors import VictimActor
from portal.web.errors import BACK
from portal.web.pages import go_to, say, show_page

PAGE = "/mijn/mogelijkheden"


@get("/mogelijkheden", name="victim.options")
async def show_options(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    await note(victim, now, "read_options")
    return await _show(request, victim, now)


@post("/mogelijkheden", name="victim.options.choose", opt={BACK: PAGE})
async def submit_option(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    """One button is one answer: nothing else on the page changes with it."""
    form = await request.form()
    wish, answer = _wish(form.get("wens")), _answer(form.get("antwoord"))
    if wish is None or answer is None:
        return go_to(request, PAGE)
    try:
        await keep_wishes(
            victim_id=victim.victim_id,
            chosen={wish: answer},
            seen={wish: _answer(form.get("was"))},
            by=by_whom(victim),
            now=now,
        )
    except UnableToKeepWishesError as error:
        return await _show(request, victim, now, errors={str(wish): str(error)})
    say(request, "Goed. Uw keuze is bewaard. U mag die altijd veranderen.")
    return go_to(request, PAGE)


async def _show(
    request: HTMXRequest,
    victim: VictimActor,
    now: datetime,
    errors: dict[str, str] | None = None,
) -> Template:
    overview = await fetch_overview_for_victim(victim_id=victim.victim_id, now=now)
    return show_page(
        request,
        "victim/options.html",
        title="Mogelijkheden",
        status_code=409 if errors else 200,
        wishes=await fetch_wishes_for_victim(victim_id=victim.victim_id),
        going_on=goings_on(overview.incidents),
        errors=errors or {},
    )


def _wish(text: object) -> Wish | None:
    return next((it for it in WITH_SUSPECT if it == text), None)


def _answer(text: object) -> WishAnswer | None:
    return WishAnswer(str(text)) if text in set(WishAnswer) else None


OPTION_HANDLERS = (show_options, submit_option)
