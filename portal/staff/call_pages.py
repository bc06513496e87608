"""What the templates of the call screen need, worked out beforehand."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from babel import Locale, UnknownLocaleError
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.call_drafts import seal_author
from portal.actions.call_screens import CallScreen
from portal.actions.call_sheets import CallSheet
from portal.actions.lawyer_wishes import asks_for_lawyer
from portal.domain.attempts import is_identified
from portal.domain.calendar import local_date
from portal.domain.call_tasks import WaitsFor
from portal.domain.checklist import ChecklistItem, missing_items, untold
from portal.domain.incoming_contacts import Manner
from portal.domain.masking import mask_number
from portal.domain.notifications import MessageName, choose_channel
from portal.domain.number_marks import NumberHistory
from portal.domain.outcomes import COUNTING, OUTCOME_RULES, Outcome
from portal.domain.representation import Callee, CalleeKind
from portal.domain.safe_contact import ContactNumber
from portal.domain.staff import Worker
from portal.staff.call_forms import VICTIM, CallForm, as_uuid
from portal.staff.queue import call_path
from portal.web.pages import show_page


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberShown:
    """`href` dials it; where it is not to be dialled now it is empty, `text` masked."""

    number: ContactNumber
    text: str
    href: str
    history: NumberHistory
    is_first: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonShown:
    """Somebody to ask for; `code` is how the form names this one."""

    code: str
    callee: Callee
    numbers: tuple[NumberShown, ...]
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderShown:
    """How far the ladder is at the moment `at`, and which outcomes go on with it."""

    at: datetime
    made: int
    attempts: int
    counting: frozenset[Outcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemShown:
    item: ChecklistItem
    is_ticked: bool
    was_said_before: bool
    reason: str


def show_call_form(
    request: HTMXRequest,
    screen: CallScreen,
    form: CallForm,
    *,
    worker: Worker,
    fragment: str = "_call",
    errors: dict[str, str] | None = None,
    notice: str = "",
    is_restored: bool = False,
) -> Template:
    """Show the call to who has it in hand, whichever window the form comes from."""
    token = screen.sheet.task.lease_token or form.token
    form = replace(form, token=token, submission=token)
    return show_page(
        request,
        "staff/call.html",
        title="Gesprek",
        fragment=f"staff/{fragment}.html",
        status_code=422 if errors else 409 if notice else 200,
        errors=errors or {},
        notice=notice,
        restored_at=screen.draft.saved_at if is_restored and screen.draft else None,
        kept_at=None,
        is_stopped=screen.sheet.task.waits_for is WaitsFor.UNSAFE,
        author=seal_author(task_id=screen.sheet.task.id, token=token, worker=worker),
        is_oob=fragment == "_outlook" and bool(request.htmx),
        **call_context(screen, form),
    )


def call_context(screen: CallScreen, form: CallForm) -> dict[str, Any]:
    sheet = screen.sheet
    state = sheet.state
    told = {each for each in state.untold if str(each) in form.told}
    return {
        "sheet": sheet,
        "screen": screen,
        "form": form,
        "path": call_path(sheet.task.id),
        "today": local_date(state.at),
        "language": name_language(state.contact.language),
        "people": _people(screen, form),
        "asks_lawyer": asks_for_lawyer(state, spoken_to=as_uuid(form.spoken_to)),
        "via_lawyer": form.via_lawyer == "ja"
        or (not form.via_lawyer and state.contact.wants_lawyer),
        "identified": is_identified(form.identified_by, at_risk=state.at_risk),
        "items": _items(sheet, form),
        "outlook": sheet.outlook(
            phone_id=as_uuid(form.phone),
            is_told=not untold(state.untold, told),
            agreed_at=form.agreed_at(now=state.at),
        ),
        "ladder": _ladder(sheet),
        "untold": untold(state.untold, told),
        "missing": missing_items(form.items, form.reasons_given, state.still_required),
        "confirmed_by": choose_channel(
            MessageName.DECISION_CONFIRMATION,
            state.ways_to_write,
            prefer=form.preferred_channel,
        ),
        "noticed_by": choose_channel(MessageName.DECISION_NOTICE, state.ways_to_write),
    }


def name_language(tag: str) -> str:
    """Name a language in Dutch; an unknown one by its own tag."""
    try:
        name = Locale.parse(tag, sep="-").get_language_name("nl")
    except (UnknownLocaleError, ValueError):
        name = None
    return name or tag


def _ladder(sheet: CallSheet) -> LadderShown:
    comes_in = sheet.task.taken_as.comes_in
    return LadderShown(
        at=sheet.state.at,
        made=sum(OUTCOME_RULES[it.outcome].counts for it in sheet.state.earlier),
        attempts=sheet.state.rules.rule.attempts,
        counting=frozenset() if comes_in else COUNTING,
    )


def _people(screen: CallScreen, form: CallForm) -> list[PersonShown]:
    sheet = screen.sheet
    codes = [_code(callee) for callee in sheet.state.people]
    chosen = form.spoken_to if form.spoken_to in codes else next(iter(codes), "")
    return [
        PersonShown(
            code=code,
            callee=callee,
            numbers=_numbers(screen, callee, form),
            is_chosen=code == chosen,
        )
        for code, callee in zip(codes, sheet.state.people, strict=True)
    ]


def _code(callee: Callee) -> str:
    if callee.kind in {CalleeKind.VICTIM, CalleeKind.CONTACT_PERSON}:
        return VICTIM
    return str(callee.representative.id) if callee.representative else VICTIM


def _numbers(
    screen: CallScreen, callee: Callee, form: CallForm
) -> tuple[NumberShown, ...]:
    state = screen.sheet.state
    dials = state.task.taken_as is Manner.DIALLED
    dialled = state.dialled(as_uuid(form.phone)) or state.dialled(None)
    return tuple(
        NumberShown(
            number=number,
            text=number.display if dials else mask_number(number.display),
            href=state.contact.lines[number.id].href if dials else "",
            history=screen.history.get(number.id, NumberHistory()),
            is_first=number == state.numbers[0],
            is_chosen=number == dialled,
        )
        for number in callee.numbers
    )


def _items(sheet: CallSheet, form: CallForm) -> list[ItemShown]:
    needed = set(sheet.state.still_required)
    return [
        ItemShown(
            item=item,
            is_ticked=item in form.items,
            was_said_before=item not in needed,
            reason=form.reasons.get(item, ""),
        )
        for item in sheet.state.required
    ]
