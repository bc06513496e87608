"""A complaint about a decision: what it is, the letter for it, and what she chooses."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, URLEncodedBody
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.complaint_choices import (
    UnableToKeepChoiceError,
    choose_about_complaint,
)
from portal.actions.complaint_reading import (
    LetterPage,
    explain_her_term,
    read_complaint_page,
    read_letter_page,
    set_complaint_letter,
)
from portal.domain.calendar import local_date
from portal.domain.complaint_choices import ComplaintChoice
from portal.domain.complaint_figures import (
    ANSWERED_WITHIN_HALF_A_YEAR,
    MEANT_TO_BE_ANSWERED,
)
from portal.domain.standing_powers import Part
from portal.notifications.complaint_letters import letter_as_text
from portal.victim.decisions import PAGE, show_decision_page
from portal.victim.trail import doing, noted
from portal.web.actors import VictimActor
from portal.web.errors import BACK
from portal.web.pages import go_to, say, show_page
from portal.web.stand_ins import access_in

TITLE_OF_GUIDE = "Mijn overzicht: uitleg"
TITLE_OF_LETTER = "Mijn overzicht: brief"
FILE_NAME = "brief.pdf"

_ADDRESS = {"ja": True, "nee": False}
_AS_PEOPLE_WRITE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
ASKS_CALL = ComplaintChoice.ASKS_CALL
_SAID = {
    ComplaintChoice.SENT: "Goed. U heeft de klacht gestuurd.",
    ComplaintChoice.WILL_NOT: "Goed. U doet dit niet. U mag altijd anders kiezen.",
    ASKS_CALL: "Goed. Slachtofferhulp neemt contact met u op.",
    ComplaintChoice.UNDECIDED: "Goed. U kunt er rustig over nadenken.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceForm:
    choice: str = ""
    sent_on: str = ""


@get("/nieuws/{decision_id:uuid}/uitleg", name="victim.complaint.guide")
async def show_guide(
    request: HTMXRequest,
    decision_id: FromPath[UUID],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    async with noted(
        victim, now, "read_guide", object_kind="decision", object_id=decision_id
    ):
        page = await read_complaint_page(
            victim_id=victim.victim_id, decision_id=decision_id, now=now
        )
        explained = await explain_her_term(page, victim_id=victim.victim_id)
    return show_page(
        request,
        "victim/complaint_guide.html",
        title=TITLE_OF_GUIDE,
        about_page=page,
        counted=explained,
        answered=ANSWERED_WITHIN_HALF_A_YEAR,
        meant=MEANT_TO_BE_ANSWERED,
        today=local_date(now),
    )


@get("/nieuws/{decision_id:uuid}/brief", name="victim.complaint.letter")
async def show_letter(
    request: HTMXRequest,
    decision_id: FromPath[UUID],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    async with noted(
        victim, now, "read_letter", object_kind="decision", object_id=decision_id
    ):
        letter = await _read_letter(request, victim, decision_id, now)
    return show_page(
        request,
        "victim/complaint_letter.html",
        title=TITLE_OF_LETTER,
        letter=letter,
        text=letter_as_text(letter.letter),
        today=local_date(now),
    )


@get("/nieuws/{decision_id:uuid}/brief.pdf", name="victim.complaint.file")
async def give_letter(
    request: HTMXRequest,
    decision_id: FromPath[UUID],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Response[bytes]:
    async with noted(
        victim, now, "take_letter", object_kind="decision", object_id=decision_id
    ):
        letter = await _read_letter(request, victim, decision_id, now)
    return Response(
        await set_complaint_letter(letter),
        media_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{FILE_NAME}"'},
    )


@post(
    "/nieuws/{decision_id:uuid}/keuze",
    name="victim.complaint.choose",
    opt={BACK: PAGE},
)
async def submit_choice(
    request: HTMXRequest,
    decision_id: FromPath[UUID],
    data: URLEncodedBody[ChoiceForm],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    """Keep what she chose; a day that cannot be is asked for again."""
    choice = _choice(data.choice)
    if not access_in(request.scope).acts(Part.CALLS) and choice is ASKS_CALL:
        choice = None  # who has no say in her calls
    try:
        await doing(
            victim,
            now,
            "choose",
            partial(
                choose_about_complaint,
                victim_id=victim.victim_id,
                decision_id=decision_id,
                choice=choice,
                sent_on=_day(data.sent_on),
                now=now,
                is_hers=victim.standing is None,
            ),
            object_kind="decision",
            object_id=decision_id,
        )
    except UnableToKeepChoiceError as error:
        return await show_decision_page(
            request,
            victim=victim,
            decision_id=decision_id,
            now=now,
            typed_day=data.sent_on,
            error=str(error),
        )
    if choice is not None:
        say(request, _SAID[choice])
    return go_to(request, PAGE.format(decision_id=decision_id))


async def _read_letter(
    request: HTMXRequest, victim: VictimActor, decision_id: UUID, now: datetime
) -> LetterPage:
    """Who looks for her sees her address only where she lets them know where she is."""
    standing = victim.standing
    return await read_letter_page(
        victim_id=victim.victim_id,
        decision_id=decision_id,
        with_address=_ADDRESS.get(request.query_params.get("adres", "")),
        now=now,
        written_by=standing.representative_id if standing else None,
        may_see_address=access_in(request.scope).sees(Part.CONTACT),
    )


def _choice(code: str) -> ComplaintChoice | None:
    return ComplaintChoice(code) if code in set(ComplaintChoice) else None


def _day(text: str) -> date | None:
    """Read what a date field sends, and what people type where there is none."""
    typed = _AS_PEOPLE_WRITE.fullmatch(text.strip())
    try:
        if typed is None:
            return date.fromisoformat(text.strip())
        day, month, year = (int(part) for part in typed.groups())
        return date(year, month, day)
    except ValueError:
        return None
