"""Her numbers: looked at while she types, marked safe or not, and taken away."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, URLEncodedBody
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.contact import fetch_own_contact
from portal.actions.safe_contact import UnableToChangeContactError
from portal.actions.safe_contact_numbers import (
    NumberMarks,
    UnableToFindNumberError,
    add_number,
    mark_number,
    remove_number,
)
from portal.domain.number_marks import why_closed
from portal.domain.own_contact import why_unusable
from portal.domain.phone_numbers import PhoneNumber, read_number
from portal.victim.contact_words import name_country
from portal.victim.trail import by_whom, note
from portal.web.actors import VictimActor
from portal.web.errors import BACK
from portal.web.pages import go_to, say, show_page

NUMBERS = "/mijn/contact/nummers"
LONGEST = 60
OWNERS = {"own": True, "other": False}
SAFE_ANSWERS = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberForm:
    number: str = ""
    owner: str = ""
    safe: str = ""

    @property
    def marks(self) -> NumberMarks:
        return NumberMarks(
            is_own=OWNERS.get(self.owner), is_safe=SAFE_ANSWERS.get(self.safe, False)
        )

    def problems(self) -> dict[str, str]:
        found = {}
        if self.owner not in OWNERS:
            found["owner"] = "Kies van wie dit nummer is."
        if self.safe not in SAFE_ANSWERS:
            found["safe"] = "Kies of u hier veilig kunt praten."
        return found


@get("/contact/nummers", name="victim.contact.numbers")
async def list_numbers(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    await note(victim, now, "read_numbers")
    return await _show(request, victim, now, NumberForm())


@post("/contact/nummers", name="victim.contact.numbers.add", opt={BACK: NUMBERS})
async def submit_number(
    request: HTMXRequest,
    data: URLEncodedBody[NumberForm],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    if problem := _problem(data.number, region="NL"):
        errors = {"number": problem} | data.problems()
        return await _show(request, victim, now, data, errors)
    if errors := data.problems():
        return await _show(request, victim, now, data, errors)
    try:
        waits = await add_number(
            victim_id=victim.victim_id,
            text=data.number.strip(),
            marks=data.marks,
            by=by_whom(victim),
            now=now,
        )
    except UnableToChangeContactError as error:
        return await _show(request, victim, now, data, {"number": str(error)})
    say(request, _said(waits=waits))
    return go_to(request, NUMBERS)


@post("/contact/nummers/controle", name="victim.contact.numbers.check")
async def submit_number_to_check(
    request: HTMXRequest,
    data: URLEncodedBody[NumberForm],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    """Say how we read it, while she types; without a script this is a small page."""
    await note(victim, now, "check_number")
    number = read_number(data.number[:LONGEST], region="NL")
    is_read = isinstance(number, PhoneNumber)
    return show_page(
        request,
        "victim/number_check.html",
        title="Contact: nummers",
        fragment="victim/_number_check.html",
        typed=data.number.strip(),
        problem=_problem(data.number, region="NL"),
        number=number if is_read else None,
        country=name_country(number.region) if isinstance(number, PhoneNumber) else "",
    )


@post(
    "/contact/nummers/{phone_id:uuid}",
    name="victim.contact.numbers.mark",
    opt={BACK: NUMBERS},
)
async def submit_marks(
    request: HTMXRequest,
    phone_id: FromPath[UUID],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    form = await request.form()
    data = NumberForm(
        owner=str(form.get(f"owner-{phone_id}", "")),
        safe=str(form.get(f"safe-{phone_id}", "")),
    )
    if data.safe not in SAFE_ANSWERS:
        own = await fetch_own_contact(victim_id=victim.victim_id, now=now)
        if phone_id not in {one.id for one in own.own_numbers}:
            raise UnableToFindNumberError
        errors = {f"safe-{phone_id}": "Kies of u hier veilig kunt praten."}
        return await _show(request, victim, now, NumberForm(), errors)
    waits = await mark_number(
        victim_id=victim.victim_id,
        phone_id=phone_id,
        marks=data.marks,
        by=by_whom(victim),
        now=now,
    )
    say(request, _said(waits=waits))
    return go_to(request, NUMBERS)


@post(
    "/contact/nummers/{phone_id:uuid}/weg",
    name="victim.contact.numbers.remove",
    opt={BACK: NUMBERS},
)
async def submit_removal(
    request: HTMXRequest,
    phone_id: FromPath[UUID],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    await remove_number(
        victim_id=victim.victim_id, phone_id=phone_id, by=by_whom(victim), now=now
    )
    say(request, "Wij bellen dit nummer niet meer.")
    return go_to(request, NUMBERS)


def _problem(text: str, *, region: str) -> str:
    if len(text) > LONGEST:
        return "Dit is te lang voor een telefoonnummer."
    return why_unusable(text, region=region)


def _said(*, waits: bool) -> str:
    if waits:
        return "Bewaard. Slachtofferhulp kijkt eerst met u of dit nummer veilig is."
    return "Bewaard. Het geldt meteen."


async def _show(
    request: HTMXRequest,
    victim: VictimActor,
    now: datetime,
    typed: NumberForm,
    errors: dict[str, str] | None = None,
) -> Template:
    contact = await fetch_own_contact(victim_id=victim.victim_id, now=now)
    return show_page(
        request,
        "victim/contact_numbers.html",
        title="Contact: nummers",
        status_code=422 if errors else 200,
        contact=contact,
        closed={
            one.id: why_closed(one.number)
            for one in contact.own_numbers
            if not one.is_used
        },
        typed=typed,
        errors=errors or {},
    )
