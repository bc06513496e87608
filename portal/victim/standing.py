"""Who looks along with her, and for whom somebody looks: seen, chosen, ended."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.bundles import (
    UnableToBundleError,
    read_bundle_wish,
    wish_bundle,
)
from portal.actions.standing_in import (
    StandInSeen,
    UnableToFindStandInError,
    choose_door,
    doubt_stand_in,
    keep_own_part,
    list_circle,
    list_open_doors,
    log_in_stand_in,
    say_of_stand_in,
)
from portal.domain.standing_powers import OwnPart, StandingWord
from portal.victim.trail import ORIGIN, doing, note
from portal.web.actors import Standing, VictimActor, log_in
from portal.web.errors import BACK
from portal.web.pages import go_to, say, show_page
from portal.web.stand_ins import access_in

PAGE = "/mijn/namens"
TITLE = "Wie kijkt er mee?"
ONE_DAY = timedelta(days=1)
KIND = "representative"
WAITS = "Slachtofferhulp kijkt hier eerst met u naar. Tot dan blijft het dicht."
SAID = {
    StandingWord.ENDED: "Goed. Deze persoon kan vanaf nu niets meer zien.",
    StandingWord.RESTORED: "Goed. Deze persoon kan weer meekijken.",
    StandingWord.KEPT: "Goed. Deze persoon mag met u meekijken.",
    StandingWord.LET_GO: "Goed. Deze persoon kan vanaf nu niets meer zien.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceForm:
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordForm:
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPartForm:
    part: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleForm:
    wants: str = ""


@get("/namens", name="victim.standing")
async def show_standing(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    await note(victim, now, "read_standing")
    wants_bundle = await read_bundle_wish(victim_id=victim.victim_id)
    if victim.standing is not None:
        doors = await list_open_doors(
            representative_id=victim.standing.representative_id, now=now
        )
        return show_page(
            request,
            "victim/standing_for.html",
            title=TITLE,
            doors=doors,
            wants_bundle=wants_bundle
            if access_in(request.scope).acts("contact")
            else None,
            current=victim.standing.representative_id,
            last_day=_last_day,
        )
    circle = await list_circle(victim_id=victim.victim_id, now=now)
    return show_page(
        request,
        "victim/standing.html",
        title=TITLE,
        circle=circle,
        wants_bundle=wants_bundle,
        last_day=_last_day,
    )


@post("/namens/kiezen", name="victim.standing.choose", opt={BACK: PAGE})
async def submit_choice(
    request: HTMXRequest,
    data: URLEncodedBody[ChoiceForm],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    """Go on for another victim, in a session of its own."""
    if victim.standing is None:
        raise NotFoundException
    try:
        chosen = await choose_door(
            representative_id=victim.standing.representative_id,
            wanted_id=_uuid(data.who),
            now=now,
        )
    except UnableToFindStandInError:
        raise NotFoundException from None
    who = chosen.who
    await log_in_stand_in(victim_id=who.victim_id, who=who, origin=ORIGIN, now=now)
    log_in(
        request,
        VictimActor(
            victim_id=who.victim_id,
            name=who.name,
            standing=Standing(representative_id=who.id, role=who.role),
        ),
    )
    return go_to(request, "/mijn")


@post(
    "/namens/{representative_id:uuid}/toegang",
    name="victim.standing.word",
    opt={BACK: PAGE},
)
async def submit_word(
    request: HTMXRequest,
    representative_id: FromPath[UUID],
    data: URLEncodedBody[WordForm],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    word = _word(data.word)
    is_held = await _do(
        victim,
        now,
        f"standing_{word}",
        representative_id,
        lambda: say_of_stand_in(
            victim_id=victim.victim_id,
            representative_id=representative_id,
            word=word,
            now=now,
        ),
    )
    say(request, WAITS if is_held else SAID[word])
    return go_to(request, PAGE)


@post(
    "/namens/{representative_id:uuid}/klopt-niet",
    name="victim.standing.doubt",
    opt={BACK: PAGE},
)
async def submit_doubt(
    request: HTMXRequest,
    representative_id: FromPath[UUID],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    await _do(
        victim,
        now,
        "standing_doubted",
        representative_id,
        lambda: doubt_stand_in(
            victim_id=victim.victim_id, representative_id=representative_id, now=now
        ),
    )
    say(
        request,
        "Goed dat u het zegt. Slachtofferhulp kijkt het na."
        " Tot die tijd ziet deze persoon niets.",
    )
    return go_to(request, PAGE)


@post("/namens/alleen-van-mij", name="victim.standing.own", opt={BACK: PAGE})
async def submit_own_part(
    request: HTMXRequest,
    data: URLEncodedBody[OwnPartForm],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    part, is_hers = _own_part(data.part), data.answer == "yes"
    is_held = await _do(
        victim,
        now,
        "own_part_kept" if is_hers else "own_part_shared",
        victim.victim_id,
        lambda: keep_own_part(
            victim_id=victim.victim_id, part=part, is_hers=is_hers, now=now
        ),
    )
    said = (
        "Goed. Dit ziet vanaf nu alleen uzelf."
        if is_hers
        else "Goed. Wie meekijkt kan dit weer zien."
    )
    say(request, WAITS if is_held else said)
    return go_to(request, PAGE)


@post("/contact/gebundeld", name="victim.bundle", opt={BACK: PAGE})
async def submit_bundle(
    request: HTMXRequest,
    data: URLEncodedBody[BundleForm],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    wants = data.wants == "yes"
    await _do(
        victim,
        now,
        "bundle_wished" if wants else "bundle_wish_lifted",
        victim.victim_id,
        lambda: wish_bundle(victim_id=victim.victim_id, wants=wants, now=now),
    )
    say(
        request,
        "Goed. U krijgt nieuws voortaan in één e-mail."
        if wants
        else "Goed. U krijgt elk bericht voortaan meteen.",
    )
    return go_to(request, PAGE)


async def _do(
    victim: VictimActor,
    now: datetime,
    action: str,
    object_id: UUID,
    change: Callable[[], Awaitable[bool | None]],
) -> bool:
    try:
        done = await doing(
            victim, now, action, change, object_kind=KIND, object_id=object_id
        )
    except (UnableToFindStandInError, UnableToBundleError):
        raise NotFoundException from None
    return bool(done)


def _last_day(seen: StandInSeen) -> date | None:
    """A standing ends at the start of a day: the day before is the last."""
    until = seen.who.valid_until
    return until - ONE_DAY if until else None


def _word(text: str) -> StandingWord:
    """Take what we did not offer for a page that is not there."""
    try:
        return StandingWord(text)
    except ValueError:
        raise NotFoundException from None


def _own_part(text: str) -> OwnPart:
    try:
        return OwnPart(text)
    except ValueError:
        raise NotFoundException from None


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFoundException from None


STANDING_HANDLERS = (
    show_standing,
    submit_choice,
    submit_word,
    submit_doubt,
    submit_own_part,
    submit_bundle,
)
