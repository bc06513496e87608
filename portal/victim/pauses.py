"""Rest: no calls for some weeks, but for what cannot wait; and ending it."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import URLEncodedBody
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.pauses import Rest, ask_rest, end_rest, read_rest
from portal.victim.trail import doing, note
from portal.web.actors import VictimActor
from portal.web.errors import BACK
from portal.web.pages import go_to, say, show_page

PAGE = "/mijn/rust"
TITLE = "Rust"
CHOOSE = "Kies hoe lang u rust wilt."
YES = "ja"


@dataclass(frozen=True, slots=True, kw_only=True)
class RestForm:
    weeks: str = ""
    sure: str = ""


@get("/rust", name="victim.pause")
async def show_pause(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    rest = await read_rest(victim_id=victim.victim_id, now=now)
    await note(victim, now, "read_pause")
    return _page(request, rest)


@post("/rust", name="victim.pause.ask", opt={BACK: PAGE})
async def submit_pause(
    request: HTMXRequest,
    data: URLEncodedBody[RestForm],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    """Say first what goes on all the same; only then does it begin."""
    rest = await read_rest(victim_id=victim.victim_id, now=now)
    chosen = next((one for one in rest.ends if str(one[0]) == data.weeks), None)
    if chosen is None:
        return _page(request, rest, errors={"weeks": CHOOSE})
    if data.sure != YES:
        return _page(request, rest, chosen=chosen)
    await doing(
        victim,
        now,
        "ask_pause",
        partial(ask_rest, victim_id=victim.victim_id, weeks=chosen[0], now=now),
        object_kind="victim",
        object_id=victim.victim_id,
    )
    say(request, "Goed. Wij laten u met rust.")
    return go_to(request, PAGE)


@post("/rust/einde", name="victim.pause.end", opt={BACK: PAGE})
async def submit_pause_end(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    await doing(
        victim,
        now,
        "end_pause",
        partial(end_rest, victim_id=victim.victim_id, now=now),
        object_kind="victim",
        object_id=victim.victim_id,
    )
    say(request, "Goed. Wij mogen u weer bellen.")
    return go_to(request, PAGE)


def _page(
    request: HTMXRequest,
    rest: Rest,
    *,
    chosen: tuple[int, object] | None = None,
    errors: dict[str, str] | None = None,
) -> Template:
    return show_page(
        request,
        "victim/pause_sure.html" if chosen else "victim/pause.html",
        title=TITLE,
        status_code=422 if errors else 200,
        rest=rest,
        chosen=chosen,
        errors=errors or {},
    )


PAUSE_HANDLERS = (show_pause, submit_pause, submit_pause_end)
