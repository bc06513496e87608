"""How she wants it to go on the day: asked in one form, and changed in the same."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, URLEncodedBody
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.appointments import AppointmentRead
from portal.actions.hearing_wishes import (
    UnableToSayWishError,
    UnableToSayWishTwiceError,
    say_wish,
)
from portal.domain.hearing_wishes import (
    MOST_WORDS,
    Attendance,
    Companion,
    Entering,
    HearingWish,
    Seat,
    plain_words,
)
from portal.victim.appointments import ITEM_TITLE, find
from portal.victim.trail import note, noted
from portal.web.actors import VictimActor
from portal.web.errors import BACK
from portal.web.pages import go_to, say, show_page

ITEM = "/mijn/afspraken/{hearing_id}"
PAGE = f"{ITEM}/wensen"
YES = "ja"


@dataclass(frozen=True, slots=True, kw_only=True)
class WishForm:
    based_on: str = ""
    attends: str = ""
    waits_apart: str = ""
    avoids_family: str = ""
    stays_unnamed: str = ""
    entering: str = ""
    seat: str = ""
    companion: str = ""
    words: str = ""


@get("/afspraken/{hearing_id:uuid}/wensen", name="victim.appointment.wishes")
async def edit_hearing_wish(
    request: HTMXRequest,
    hearing_id: FromPath[UUID],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    read = await find(victim, hearing_id, now)
    await note(
        victim, now, "read_hearing_wish", object_kind="hearing", object_id=hearing_id
    )
    wish = read.said.wish if read.said else HearingWish()
    return _show(request, read, now, wish, version=read.wish_version)


@post(
    "/afspraken/{hearing_id:uuid}/wensen",
    name="victim.appointment.wish",
    opt={BACK: PAGE},
)
async def submit_hearing_wish(
    request: HTMXRequest,
    hearing_id: FromPath[UUID],
    data: URLEncodedBody[WishForm],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    read = await find(victim, hearing_id, now)
    wish, based_on = _read(data), _version(data.based_on)
    try:
        async with noted(
            victim, now, "say_hearing_wish", object_kind="hearing", object_id=hearing_id
        ):
            await say_wish(
                victim_id=victim.victim_id,
                hearing_id=hearing_id,
                wish=wish,
                based_on=based_on,
                now=now,
            )
    except UnableToSayWishTwiceError as error:
        newer = await find(victim, hearing_id, now)
        return _show(request, newer, now, wish, version=newer.wish_version, error=error)
    except UnableToSayWishError as error:
        return _show(request, read, now, wish, version=based_on, error=error)
    say(request, "Wij weten nu wat u wilt.")
    return go_to(request, ITEM.format(hearing_id=hearing_id))


def _show(
    request: HTMXRequest,
    read: AppointmentRead,
    now: datetime,
    wish: HearingWish,
    *,
    version: int,
    error: UnableToSayWishError | None = None,
) -> Template:
    """`stands` is what we know now, beside what she typed after a conflict."""
    refused = 409 if error and error.is_conflict else 422
    return show_page(
        request,
        "victim/hearing_wishes.html",
        title=ITEM_TITLE,
        status_code=refused if error else 200,
        read=read,
        now=now,
        wish=wish,
        stands=read.said.wish if read.said else HearingWish(),
        version=version,
        error=error,
        most_words=MOST_WORDS,
    )


def _read(data: WishForm) -> HearingWish:
    """Take what is no choice of ours for nothing chosen."""
    return HearingWish(
        attends=Attendance(_choice(data.attends, Attendance)),
        waits_apart=data.waits_apart == YES,
        avoids_family=data.avoids_family == YES,
        stays_unnamed=data.stays_unnamed == YES,
        entering=Entering(_choice(data.entering, Entering)),
        seat=Seat(_choice(data.seat, Seat)),
        companion=Companion(_choice(data.companion, Companion)),
        words=plain_words(data.words),
    )


def _choice(text: str, choices: type[Attendance | Entering | Seat | Companion]) -> str:
    return text if text in {it.value for it in choices} else ""


def _version(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) < len("100000")
    return int(text) if is_number else 0
