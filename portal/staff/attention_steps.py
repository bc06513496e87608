"""Work that is settled by more than a tick: numbers to verify, interpreters to book."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.interpreters import book_interpreter
from portal.actions.number_checks import (
    NumberCheck,
    UnableToJudgeNumbersError,
    judge_numbers,
    read_number_check,
)
from portal.domain.number_marks import NumberJudgement
from portal.staff.attention import ATTENTION
from portal.staff.call_forms import CallForm, as_uuid, read_form
from portal.staff.workers import requires_caller, worker_of
from portal.web.actors import StaffActor
from portal.web.pages import go_to, say, show_page


@post(
    "/aandacht/{item_id:uuid}/tolk",
    name="staff.attention.interpreter",
    guards=[requires_caller],
    opt={"back": ATTENTION},
)
async def submit_interpreter(
    request: HTMXRequest,
    item_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    """The interpreter is booked: the call is agreed at that moment."""
    form = read_form(await request.form())
    await book_interpreter(
        item_id=item_id,
        worker=worker_of(staff),
        at=form.agreed_at(now=now),
        now=now,
    )
    say(request, "De tolk is geregeld. Het gesprek staat dan bovenaan.")
    return go_to(request, ATTENTION)


@get(
    "/aandacht/{item_id:uuid}/nummers",
    name="staff.attention.numbers",
    guards=[requires_caller],
    opt={"back": ATTENTION},
)
async def show_numbers(
    request: HTMXRequest,
    item_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    check = await read_number_check(item_id=item_id, worker=worker_of(staff), now=now)
    if check is None:
        raise NotFoundException
    return _show(request, check, read_form(FormMultiDict()), judged={})


@post(
    "/aandacht/{item_id:uuid}/nummers",
    name="staff.attention.numbers.judge",
    guards=[requires_caller],
    opt={"back": ATTENTION},
)
async def submit_numbers(
    request: HTMXRequest,
    item_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    """What was chosen stays on the page where it could not be kept."""
    data, worker = await request.form(), worker_of(staff)
    form, judged = read_form(data), _judged(data)
    try:
        is_done = await judge_numbers(
            item_id=item_id,
            worker=worker,
            judged=judged,
            new_number=form.noted_number,
            seen=str(data.get("gezien", "")),
            now=now,
        )
    except UnableToJudgeNumbersError as error:
        check = await read_number_check(item_id=item_id, worker=worker, now=now)
        if check is None:
            raise
        return _show(request, check, form, judged=judged, error=error)
    say(
        request,
        "De nummers zijn uitgezocht."
        if is_done
        else "Opgeslagen. Er is nog een nummer dat u moet uitzoeken.",
    )
    return go_to(request, ATTENTION)


def _show(
    request: HTMXRequest,
    check: NumberCheck,
    form: CallForm,
    *,
    judged: Mapping[UUID, NumberJudgement],
    error: UnableToJudgeNumbersError | None = None,
) -> Template:
    return show_page(
        request,
        "staff/numbers.html",
        title="Aandacht",
        status_code=409 if error else 200,
        check=check,
        form=form,
        judged=judged,
        error=error,
    )


def _judged(data: FormMultiDict) -> Mapping[UUID, NumberJudgement]:
    found = {}
    for name, value in data.multi_items():
        phone_id = as_uuid(name.removeprefix("nummer-"))
        if phone_id is not None and value in set(NumberJudgement):
            found[phone_id] = NumberJudgement(str(value))
    return found
