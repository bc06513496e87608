"""The list of questions in writing, and one question with its answer."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.question_answers import (
    UnableToAnswerQuestionError,
    answer_question,
    let_go,
    move_question,
    read_question,
    take_to_answer,
)
from portal.actions.question_answers import list_questions as list_open_questions
from portal.domain.questions import MOST_CHARACTERS
from portal.domain.staff import Organisation
from portal.staff.call_forms import as_uuid
from portal.staff.workers import requires_caller, worker_of
from portal.web.actors import StaffActor
from portal.web.pages import go_to, say, show_page

QUESTIONS = "/werk/vragen"
TITLE = "Vragen"


@get("/vragen", name="staff.questions", guards=[requires_caller])
async def list_questions(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    text = request.query_params.get("pagina", "")
    page = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1  # noqa: PLR2004 - more pages than there can be
    found = await list_open_questions(
        worker=worker_of(staff), page=max(page, 1), now=now
    )
    return show_page(
        request,
        "staff/questions.html",
        title=TITLE,
        found=found,
        page=max(page, 1),
        now=now,
    )


@get("/vragen/{question_id:uuid}", name="staff.question", guards=[requires_caller])
async def show_question(
    request: HTMXRequest,
    question_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    return await _show(request, staff, question_id, now)


@post(
    "/vragen/{question_id:uuid}/nemen",
    name="staff.question.take",
    guards=[requires_caller],
    opt={"back": QUESTIONS},
)
async def submit_taken(
    request: HTMXRequest,
    question_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    await take_to_answer(question_id=question_id, worker=worker_of(staff), now=now)
    return go_to(request, f"{QUESTIONS}/{question_id}")


@post(
    "/vragen/{question_id:uuid}/teruggeven",
    name="staff.question.let_go",
    guards=[requires_caller],
    opt={"back": QUESTIONS},
)
async def submit_let_go(
    request: HTMXRequest,
    question_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    await let_go(question_id=question_id, worker=worker_of(staff), now=now)
    say(request, "De vraag staat weer in de lijst.")
    return go_to(request, QUESTIONS)


@post(
    "/vragen/{question_id:uuid}/antwoord",
    name="staff.question.answer",
    guards=[requires_caller],
    opt={"back": QUESTIONS},
)
async def submit_answer(
    request: HTMXRequest,
    question_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    """What was written is never lost: it stands on the page that says why not."""
    form = await request.form()
    text, seen = str(form.get("text", "")), str(form.get("seen", ""))
    try:
        await answer_question(
            question_id=question_id,
            submission=as_uuid(str(form.get("submission", ""))) or uuid4(),
            text=text,
            seen=int(seen) if seen.isascii() and seen.isdigit() else 0,
            worker=worker_of(staff),
            now=now,
        )
    except UnableToAnswerQuestionError as error:
        return await _show(
            request, staff, question_id, now, text=text, problem=str(error)
        )
    say(request, "Het antwoord is verstuurd.")
    return go_to(request, QUESTIONS)


@post(
    "/vragen/{question_id:uuid}/doorgeven",
    name="staff.question.move",
    guards=[requires_caller],
    opt={"back": QUESTIONS},
)
async def submit_moved(
    request: HTMXRequest,
    question_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    form = await request.form()
    to = str(form.get("naar", ""))
    if to not in set(Organisation):
        return await _show(
            request, staff, question_id, now, problem="Kies naar wie de vraag gaat."
        )
    try:
        await move_question(
            question_id=question_id,
            to=Organisation(to),
            has_no_complaint=form.get("geen_klacht") == "ja",
            worker=worker_of(staff),
            now=now,
        )
    except UnableToAnswerQuestionError as error:
        return await _show(request, staff, question_id, now, problem=str(error))
    say(request, "De vraag is doorgegeven.")
    return go_to(request, QUESTIONS)


async def _show(
    request: HTMXRequest,
    staff: StaffActor,
    question_id: UUID,
    now: datetime,
    *,
    text: str = "",
    problem: str = "",
) -> Template:
    found = await read_question(
        question_id=question_id, worker=worker_of(staff), now=now
    )
    if found is None:
        raise NotFoundException
    return show_page(
        request,
        "staff/question.html",
        title=TITLE,
        status_code=409 if problem else 200,
        found=found,
        question=found.question,
        is_mine=found.question.is_held_by(staff.staff_id, now)
        or found.question.taken_by == staff.staff_id,
        typed_text=text,
        problem=problem,
        submission=uuid4(),
        most=MOST_CHARACTERS,
        now=now,
    )


QUESTION_HANDLERS = (
    list_questions,
    show_question,
    submit_taken,
    submit_let_go,
    submit_answer,
    submit_moved,
)
