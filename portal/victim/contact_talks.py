"""When she wants to be called, and how to talk with her."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import URLEncodedBody
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.contact import OwnContact, fetch_own_contact
from portal.actions.safe_contact import UnableToChangeContactError, keep_times
from portal.actions.safe_contact_talk import keep_talk
from portal.config import Settings
from portal.domain.own_contact import CODE_WORD, OwnTalk, OwnTimes
from portal.domain.victims import Communication, DayPart
from portal.locale import language_of
from portal.victim.contact_words import SPOKEN, list_languages, list_zones
from portal.victim.trail import by_whom, note
from portal.web.actors import VictimActor
from portal.web.errors import BACK
from portal.web.languages import keep_choice, remember_language
from portal.web.pages import go_to, say, show_page

PAGE = "/mijn/contact"
TIMES = f"{PAGE}/tijden"
TALK = f"{PAGE}/gesprek"
DAYS = range(1, 7)
LONGEST_NAME = 60
KEPT = "Bewaard. Het geldt meteen."


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkForm:
    seen: str = ""
    call_name: str = ""
    code_word: str = ""
    language: str = ""
    interpreter: str = ""
    plain: str = ""
    communication: str = ""


@get("/contact/tijden", name="victim.contact.times")
async def edit_times(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    await note(victim, now, "read_times")
    return await _show_times(request, victim, now)


@post("/contact/tijden", name="victim.contact.times.keep", opt={BACK: TIMES})
async def submit_times(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    form = await request.form()
    times = _read_times(form)
    try:
        waits = await keep_times(
            victim_id=victim.victim_id,
            times=times,
            seen=str(form.get("seen", "")),
            by=by_whom(victim),
            now=now,
        )
    except UnableToChangeContactError as error:
        errors = {error.field or "part": f"{error}"}
        return await _show_times(request, victim, now, times, errors)
    say(
        request,
        "Bewaard. Een nieuwe tijd geldt na een gesprek met Slachtofferhulp."
        if waits
        else KEPT,
    )
    return go_to(request, PAGE)


@get("/contact/gesprek", name="victim.contact.talk")
async def edit_talk(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    await note(victim, now, "read_talk")
    return await _show_talk(request, victim, now)


@post("/contact/gesprek", name="victim.contact.talk.keep", opt={BACK: TALK})
async def submit_talk(
    request: HTMXRequest,
    data: URLEncodedBody[TalkForm],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
    settings: NamedDependency[Settings],
) -> Template | Response[Any]:
    contact = await fetch_own_contact(victim_id=victim.victim_id, now=now)
    problems = _problems(data, contact)
    if problems:
        return await _show_talk(request, victim, now, data, problems)
    talk = _read_talk(data)
    try:
        waits = await keep_talk(
            victim_id=victim.victim_id,
            talk=talk,
            seen=data.seen,
            by=by_whom(victim),
            now=now,
        )
    except UnableToChangeContactError as error:
        errors = {error.field or "call_name": f"{error}"}
        return await _show_talk(request, victim, now, data, errors)
    remember_language(request.scope, talk.language)
    answer = go_to(request, PAGE)
    if known := language_of(talk.language):
        keep_choice(answer, known, settings)
    say(
        request,
        "Bewaard. Uw codewoord geldt na een gesprek met Slachtofferhulp."
        if waits
        else KEPT,
    )
    return answer


def _read_times(form: FormMultiDict) -> OwnTimes:
    """All is the same as any: then a day or a part that is new counts as well."""
    parts = {DayPart(it) for it in form.getall("part", []) if it in set(DayPart)}
    asked = {str(it) for it in form.getall("days", [])}
    days = {day for day in DAYS if str(day) in asked}
    zone = str(form.get("zone", ""))
    return OwnTimes(
        day_parts=frozenset(parts if len(parts) < len(DayPart) else ()),
        days=frozenset(days if len(days) < len(DAYS) else ()),
        zone=zone if zone in {name for name, _ in list_zones()} else "",
    )


def _read_talk(data: TalkForm) -> OwnTalk:
    """No word typed leaves the word as it is."""
    return OwnTalk(
        call_name=data.call_name.strip(),
        code_word=data.code_word.strip() or None,
        language=data.language,
        needs_interpreter=data.interpreter == "yes",
        plain_language=data.plain == "yes",
        communication=Communication(data.communication),
    )


def _problems(data: TalkForm, contact: OwnContact) -> dict[str, str]:
    found = {}
    if len(data.call_name.strip()) > LONGEST_NAME:
        found["call_name"] = "Deze naam is te lang."
    if data.language not in {*SPOKEN, contact.contact.language}:
        found["language"] = "Kies een taal."
    if data.communication not in set(Communication):
        found["communication"] = "Kies hoe wij met u praten."
    return found


async def _show_times(
    request: HTMXRequest,
    victim: VictimActor,
    now: datetime,
    typed: OwnTimes | None = None,
    errors: dict[str, str] | None = None,
) -> Template:
    contact = await fetch_own_contact(victim_id=victim.victim_id, now=now)
    profile = contact.contact.profile
    return show_page(
        request,
        "victim/contact_times.html",
        title="Contact: tijden",
        status_code=422 if errors else 200,
        contact=contact,
        times=typed
        or OwnTimes(day_parts=profile.day_parts, days=profile.days, zone=profile.zone),
        parts=list(DayPart),
        days=list(DAYS),
        zones=list_zones(),
        errors=errors or {},
    )


async def _show_talk(
    request: HTMXRequest,
    victim: VictimActor,
    now: datetime,
    typed: TalkForm | None = None,
    errors: dict[str, str] | None = None,
) -> Template:
    contact = await fetch_own_contact(victim_id=victim.victim_id, now=now)
    return show_page(
        request,
        "victim/contact_talk.html",
        title="Contact: praten",
        status_code=422 if errors else 200,
        contact=contact,
        typed=typed or _as_it_is(contact),
        languages=list_languages(contact.contact.language),
        communications=list(Communication),
        code_word_name=CODE_WORD,
        errors=errors or {},
    )


def _as_it_is(own: OwnContact) -> TalkForm:
    contact = own.contact
    return TalkForm(
        call_name=contact.call_name or "",
        language=contact.language,
        interpreter="yes" if contact.needs_interpreter else "",
        plain="yes" if contact.plain_language else "",
        communication=str(contact.communication),
    )
