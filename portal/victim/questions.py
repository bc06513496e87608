"""Asking in writing: her questions, one conversation, and asking on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.questions import (
    TypedQuestion,
    UnableToAskQuestionError,
    UnableToFindQuestionError,
    ask_further,
    ask_question,
    list_organisations,
    read_conversation,
    withdraw_question,
)
from portal.db.incidents import fetch_incidents_for_victim
from portal.db.questions import fetch_questions_for_victim
from portal.domain.questions import MOST_CHARACTERS
from portal.victim.trail import note, noted
from portal.web.actors import VictimActor
from portal.web.errors import BACK
from portal.web.pages import go_to, say, show_page

PAGE = "/mijn/vragen"
TITLE = "Mijn vragen"
REPORTS_TO_CHOOSE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionForm:
    over: str = ""
    organisation: str = ""
    about: str = ""
    text: str = ""
    submission: str = ""


@get("/vragen", name="victim.questions")
async def list_questions(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    await note(victim, now, "read_questions")
    typed = QuestionForm(over=request.query_params.get("over", ""))
    return await _show_list(request, victim, now, typed)


@post("/vragen", name="victim.question.ask", opt={BACK: PAGE})
async def submit_question(
    request: HTMXRequest,
    data: URLEncodedBody[QuestionForm],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    incident_id = _uuid(data.over)
    try:
        async with noted(
            victim, now, "ask_question", object_kind="incident", object_id=incident_id
        ):
            question_id = await ask_question(
                TypedQuestion(
                    submission=_uuid(data.submission),
                    incident_id=incident_id,
                    organisation=data.organisation,
                    about=data.about,
                    text=data.text,
                ),
                victim_id=victim.victim_id,
                now=now,
            )
    except UnableToFindQuestionError:
        raise NotFoundException from None
    except UnableToAskQuestionError as error:
        return await _show_list(request, victim, now, data, error.problems)
    say(request, "Goed. Uw vraag is verstuurd.")
    return go_to(request, f"{PAGE}/{question_id}")


@get("/vragen/{question_id:uuid}", name="victim.question")
async def show_question(
    request: HTMXRequest,
    question_id: FromPath[UUID],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    return await _show_one(request, victim, now, question_id)


@post("/vragen/{question_id:uuid}", name="victim.question.further", opt={BACK: PAGE})
async def submit_further(
    request: HTMXRequest,
    question_id: FromPath[UUID],
    data: URLEncodedBody[QuestionForm],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    try:
        async with noted(
            victim, now, "ask_further", object_kind="question", object_id=question_id
        ):
            await ask_further(
                victim_id=victim.victim_id,
                question_id=question_id,
                submission=_uuid(data.submission),
                text=data.text,
                now=now,
            )
    except UnableToFindQuestionError:
        raise NotFoundException from None
    except UnableToAskQuestionError as error:
        return await _show_one(
            request,
            victim,
            now,
            question_id,
            text=data.text,
            errors=error.problems,
        )
    say(request, "Goed. Uw vraag is verstuurd.")
    return go_to(request, f"{PAGE}/{question_id}")


@post(
    "/vragen/{question_id:uuid}/intrekken",
    name="victim.question.withdraw",
    opt={BACK: PAGE},
)
async def submit_withdrawn(
    request: HTMXRequest,
    question_id: FromPath[UUID],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    try:
        async with noted(
            victim,
            now,
            "withdraw_question",
            object_kind="question",
            object_id=question_id,
        ):
            await withdraw_question(
                victim_id=victim.victim_id, question_id=question_id, now=now
            )
    except UnableToFindQuestionError:
        raise NotFoundException from None
    say(request, "Goed. Wij antwoorden niet meer op deze vraag.")
    return go_to(request, PAGE)


async def _show_list(
    request: HTMXRequest,
    victim: VictimActor,
    now: datetime,
    typed: QuestionForm,
    errors: dict[str, str] | None = None,
) -> Template:
    incidents = await fetch_incidents_for_victim(
        victim_id=victim.victim_id, limit=REPORTS_TO_CHOOSE, offset=0
    )
    chosen = next((it for it in incidents if str(it.id) == typed.over), None)
    if chosen is None and len(incidents) == 1:
        chosen = incidents[0]
    organisations = (
        await list_organisations(
            victim_id=victim.victim_id, incident_id=chosen.id, now=now
        )
        if chosen
        else ()
    )
    return show_page(
        request,
        "victim/questions.html",
        title=TITLE,
        status_code=422 if errors else 200,
        questions=await fetch_questions_for_victim(victim_id=victim.victim_id),
        incidents=incidents,
        incident=chosen,
        organisations=organisations,
        typed=typed,
        submission=typed.submission or uuid4(),
        most=MOST_CHARACTERS,
        now=now,
        errors=errors or {},
    )


async def _show_one(
    request: HTMXRequest,
    victim: VictimActor,
    now: datetime,
    question_id: UUID,
    *,
    text: str = "",
    errors: dict[str, str] | None = None,
) -> Template:
    try:
        async with noted(
            victim, now, "read_question", object_kind="question", object_id=question_id
        ):
            conversation = await read_conversation(
                victim_id=victim.victim_id,
                question_id=question_id,
                is_hers=victim.standing is None,
                now=now,
            )
    except UnableToFindQuestionError:
        raise NotFoundException from None
    return show_page(
        request,
        "victim/question.html",
        title=TITLE,
        status_code=422 if errors else 200,
        question=conversation.question,
        steps=conversation.steps,
        text=text,
        submission=uuid4(),
        now=now,
        errors=errors or {},
    )


def _uuid(text: str) -> UUID:
    """Take what is no id for a page that is not there."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFoundException from None


QUESTION_HANDLERS = (
    list_questions,
    submit_question,
    show_question,
    submit_further,
    submit_withdrawn,
)
