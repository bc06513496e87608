"""What she wants to hear, and what she wants to take part in: yes, no, or ask later."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.wishes import UnableToKeepWishesError, keep_wishes
from portal.db.wishes import fetch_wishes_for_victim
from portal.domain.victims import Wish
from portal.domain.wishes import NEWS, TAKING_PART, WITH_SUSPECT, WishAnswer
from portal.victim.trail import by_whom, note
from portal.web.actors import VictimActor
from portal.web.errors import BACK
from portal.web.pages import go_to, say, show_page

PAGE = "/mijn/wensen"
GROUPS = (("news", NEWS), ("part", TAKING_PART), ("suspect", WITH_SUSPECT))
SEEN = "was-"


@get("/wensen", name="victim.wishes")
async def show_wishes(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    await note(victim, now, "read_wishes")
    return await _show(request, victim, chosen={})


@post("/wensen", name="victim.wishes.keep", opt={BACK: PAGE})
async def submit_wishes(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    form = await request.form()
    chosen = _chosen(form)
    try:
        is_new = await keep_wishes(
            victim_id=victim.victim_id,
            chosen=chosen,
            seen=_seen(form),
            by=by_whom(victim),
            now=now,
        )
    except UnableToKeepWishesError as error:
        said = f"{error}"
        errors = {str(wish): said for wish in Wish if wish in error.moved}
        return await _show(request, victim, chosen=chosen, errors=errors)
    say(
        request,
        "Uw wensen zijn bewaard. U mag ze altijd veranderen."
        if is_new
        else "Er is niets veranderd.",
    )
    return go_to(request, PAGE)


async def _show(
    request: HTMXRequest,
    victim: VictimActor,
    *,
    chosen: Mapping[Wish, WishAnswer],
    errors: Mapping[str, str] | None = None,
) -> Template:
    return show_page(
        request,
        "victim/wishes.html",
        title="Mijn wensen",
        status_code=409 if errors else 200,
        groups=GROUPS,
        wishes=await fetch_wishes_for_victim(victim_id=victim.victim_id),
        chosen=chosen,
        errors=errors or {},
    )


def _chosen(form: FormMultiDict) -> dict[Wish, WishAnswer]:
    return {
        wish: answer
        for wish in Wish
        if (answer := _answer(form.get(str(wish)))) is not None
    }


def _seen(form: FormMultiDict) -> dict[Wish, WishAnswer | None]:
    """What stood on the page that she answered."""
    return {
        wish: _answer(form.get(f"{SEEN}{wish}"))
        for wish in Wish
        if f"{SEEN}{wish}" in form
    }


def _answer(text: object) -> WishAnswer | None:
    return WishAnswer(str(text)) if text in set(WishAnswer) else None
