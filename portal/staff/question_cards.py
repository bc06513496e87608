"""What callers say when she asks: supervisors read, change, add and restore it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.question_cards import (
    CardRead,
    UnableToFindCardError,
    UnableToOverwriteCardError,
    UnableToSaveCardError,
    change_card,
    read_card,
    read_cards,
    restore_card,
    write_card,
)
from portal.domain.question_cards import CardText, kinds_of
from portal.domain.question_texts_sepot import PROTECTED
from portal.domain.sepot_grounds import GROUNDS
from portal.domain.staff import Role
from portal.staff.workers import worker_of
from portal.web.actors import StaffActor, requires_role
from portal.web.pages import go_to, say, show_page

TEXTS = "/werk/teksten"
PAGE = "/werk/teksten/{card_id}"
TITLE = "Teksten"
requires_supervisor = requires_role(Role.SUPERVISOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardForm:
    """What stands in the fields, as text; `gezien` is the version that was read."""

    soort: str = ""
    grond: str = ""
    vraag: str = ""
    antwoord: str = ""
    tonen: str = ""
    gezien: str = ""
    versie: str = ""

    @property
    def text(self) -> CardText:
        return CardText(
            question=_clean(self.vraag),
            answer=_clean(self.antwoord),
            is_shown=bool(self.tonen),
        )

    @property
    def seen(self) -> int:
        return _number(self.gezien)


@get("/teksten", name="staff.cards", guards=[requires_supervisor])
async def list_cards(
    request: HTMXRequest, staff: NamedDependency[StaffActor]
) -> Template:
    cards = await read_cards(worker=worker_of(staff))
    return show_page(request, "staff/cards.html", title=TITLE, cards=cards)


@get("/teksten/nieuw", name="staff.card.new", guards=[requires_supervisor])
async def new_card(
    request: HTMXRequest, staff: NamedDependency[StaffActor]
) -> Template:
    return _show_new(request, staff, CardForm(tonen="ja"), {})


@post(
    "/teksten/nieuw",
    name="staff.card.write",
    guards=[requires_supervisor],
    opt={"back": f"{TEXTS}/nieuw"},
)
async def submit_new_card(
    request: HTMXRequest,
    data: URLEncodedBody[CardForm],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    try:
        card_id = await write_card(
            kind=data.soort,
            ground=data.grond,
            text=data.text,
            worker=worker_of(staff),
            now=now,
        )
    except UnableToSaveCardError as error:
        return _show_new(request, staff, data, error.problems)
    say(request, "De tekst staat erbij.")
    return go_to(request, PAGE.format(card_id=card_id))


@get("/teksten/{card_id:uuid}", name="staff.card", guards=[requires_supervisor])
async def edit_card(
    request: HTMXRequest,
    card_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
) -> Template:
    read = await _read(card_id, staff)
    text = read.card.text
    form = CardForm(
        vraag=text.question, antwoord=text.answer, tonen="ja" if text.is_shown else ""
    )
    return _show_card(request, read, form)


@post(
    "/teksten/{card_id:uuid}",
    name="staff.card.change",
    guards=[requires_supervisor],
    opt={"back": PAGE},
)
async def submit_card(
    request: HTMXRequest,
    card_id: FromPath[UUID],
    data: URLEncodedBody[CardForm],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    """A colleague who was first is shown beside the own text, which stays typed."""
    await _read(card_id, staff)
    try:
        await change_card(
            card_id=card_id,
            seen=data.seen,
            text=data.text,
            worker=worker_of(staff),
            now=now,
        )
    except UnableToSaveCardError as error:
        read = await _read(card_id, staff)
        return _show_card(request, read, data, errors=error.problems, seen=data.seen)
    except UnableToOverwriteCardError:
        return _show_card(request, await _read(card_id, staff), data, is_newer=True)
    say(request, "De tekst is opgeslagen. Bellers zien hem bij hun volgende gesprek.")
    return go_to(request, PAGE.format(card_id=card_id))


@post(
    "/teksten/{card_id:uuid}/terugzetten",
    name="staff.card.restore",
    guards=[requires_supervisor],
    opt={"back": PAGE},
)
async def submit_restored_card(
    request: HTMXRequest,
    card_id: FromPath[UUID],
    data: URLEncodedBody[CardForm],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    try:
        await restore_card(
            card_id=card_id,
            seen=data.seen,
            version=_number(data.versie),
            worker=worker_of(staff),
            now=now,
        )
    except UnableToFindCardError:
        raise NotFoundException from None
    say(request, "De oude tekst geldt weer.")
    return go_to(request, PAGE.format(card_id=card_id))


async def _read(card_id: UUID, staff: StaffActor) -> CardRead:
    read = await read_card(card_id=card_id, worker=worker_of(staff))
    if read is None:
        raise NotFoundException
    return read


def _show_card(
    request: HTMXRequest,
    read: CardRead,
    form: CardForm,
    *,
    errors: dict[str, str] | None = None,
    seen: int | None = None,
    is_newer: bool = False,
) -> Template:
    return show_page(
        request,
        "staff/card.html",
        title=TITLE,
        status_code=409 if is_newer else 422 if errors else 200,
        card=read.card,
        versions=read.versions,
        form=form,
        errors=_fields(errors or {}),
        seen=read.card.version if seen is None else seen,
        is_newer=is_newer,
    )


def _show_new(
    request: HTMXRequest, staff: StaffActor, form: CardForm, errors: dict[str, str]
) -> Template:
    return show_page(
        request,
        "staff/card_new.html",
        title=TITLE,
        status_code=422 if errors else 200,
        kinds=kinds_of(staff.organisation),
        grounds=[
            (PROTECTED, "afgeschermde gronden"),
            *((code, f"{code} {ground.name}") for code, ground in GROUNDS.items()),
        ],
        form=form,
        errors=_fields(errors),
    )


def _fields(problems: dict[str, str]) -> dict[str, str]:
    """Name the fields as on the page."""
    names = {
        "question": "vraag",
        "answer": "antwoord",
        "kind": "soort",
        "ground": "grond",
    }
    return {names[name]: text for name, text in problems.items()}


def _clean(text: str) -> str:
    """Browsers send line breaks in pairs, and PostgreSQL keeps no NUL."""
    return text.replace("\r\n", "\n").replace("\0", "").strip()


def _number(text: str) -> int:
    """Take what is no version for one that never was."""
    is_number = text.isascii() and text.isdigit() and len(text) < len("100000000")
    return int(text) if is_number else 0


CARD_HANDLERS = (
    list_cards,
    new_card,
    submit_new_card,
    edit_card,
    submit_card,
    submit_restored_card,
)
