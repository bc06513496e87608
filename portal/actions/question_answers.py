"""Staff answer what victims ask in writing: taken by one, answered or handed on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from portal.actions import trail
from portal.actions.messages import queue_message
from portal.actions.work_items import alert_people, close_work_items
from portal.db.callbacks import fetch_location_of_incident_for_victim
from portal.db.engine import transaction
from portal.db.overview import fetch_seen_incident_for_victim
from portal.db.question_answers import (
    fetch_open_questions,
    fetch_question,
    set_answered,
    set_let_go,
    set_moved,
    take_late_questions,
    take_question,
)
from portal.db.questions import (
    ListedQuestion,
    NewStep,
    fetch_question_of_submission,
    fetch_steps,
    insert_step,
)
from portal.domain.errors import UnableToError
from portal.domain.notifications import WHO_CALLED, MessageName
from portal.domain.questions import (
    HOLD,
    Question,
    QuestionState,
    QuestionStep,
    StepKind,
    clean,
    find_text_problem,
    may_move,
    organisations_to_ask,
)
from portal.domain.staff import Organisation, Worker
from portal.domain.work_items import WorkItemKind

ON_A_PAGE = 50
CHECK_COMPLAINT = "Bevestig dat er niets over een klacht in staat."


class UnableToAnswerQuestionError(UnableToError):
    """The message says why; what was typed is shown again."""

    is_conflict = True


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionList:
    rows: tuple[ListedQuestion, ...]
    has_more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAtWork:
    """`may_go_to`: who else may answer it."""

    listed: ListedQuestion
    steps: tuple[QuestionStep, ...]
    may_go_to: tuple[Organisation, ...]

    @property
    def question(self) -> Question:
        return self.listed.question


async def list_questions(*, worker: Worker, page: int, now: datetime) -> QuestionList:
    rows = await fetch_open_questions(
        worker=worker, limit=ON_A_PAGE + 1, offset=(page - 1) * ON_A_PAGE
    )
    await _note(worker, now, "questions_listed")
    return QuestionList(rows=tuple(rows[:ON_A_PAGE]), has_more=len(rows) > ON_A_PAGE)


async def read_question(
    *, question_id: UUID, worker: Worker, now: datetime
) -> QuestionAtWork | None:
    """Give one of the own organisation; of another not even that it is there."""
    async with transaction():
        listed = await fetch_question(question_id=question_id, worker=worker)
        if listed is None:
            return None
        question = listed.question
        await _note(worker, now, "question_read", question)
        return QuestionAtWork(
            listed=listed,
            steps=tuple(await fetch_steps(question_id=question_id)),
            may_go_to=await _may_go_to(question, now=now),
        )


async def take_to_answer(*, question_id: UUID, worker: Worker, now: datetime) -> None:
    async with transaction():
        question = await _find(question_id, worker)
        if not await take_question(
            question_id=question_id, worker=worker, until=now + HOLD, now=now
        ):
            raise UnableToAnswerQuestionError("Een collega heeft deze vraag.")
        await _note(worker, now, "question_taken", question)


async def let_go(*, question_id: UUID, worker: Worker, now: datetime) -> None:
    async with transaction():
        question = await _find(question_id, worker)
        if await set_let_go(question_id=question_id, worker=worker):
            await _note(worker, now, "question_let_go", question)


async def answer_question(
    *,
    question_id: UUID,
    submission: UUID,
    text: str,
    seen: int,
    worker: Worker,
    now: datetime,
) -> None:
    """Send it: she hears, neutrally, that something is ready for her in the portal.

    `seen` is how many steps the writer had on screen: what she added meanwhile is
    read first.
    """
    problem = find_text_problem(text)
    async with transaction():
        question = await _find(question_id, worker)
        if await fetch_question_of_submission(submission=submission) is not None:
            return
        if problem:
            raise UnableToAnswerQuestionError(problem)
        steps = await fetch_steps(question_id=question_id)
        if len(steps) != seen:
            raise UnableToAnswerQuestionError(
                "Er kwam iets bij. Lees dat eerst. Uw antwoord staat er nog."
            )
        if not await set_answered(question_id=question_id, worker=worker):
            raise UnableToAnswerQuestionError(_why(question))
        await _write(question, StepKind.ANSWERED, submission, worker, now, text=text)
        await close_work_items(cause=question_id, by=worker.name, now=now)
        await queue_message(
            victim_id=question.victim_id,
            message=MessageName.QUESTION_ANSWERED,
            cause=f"{MessageName.QUESTION_ANSWERED}:{submission}",
            now=now,
            context={WHO_CALLED: question.organisation.value},
        )
        await _note(worker, now, "question_answered", question)


async def move_question(
    *,
    question_id: UUID,
    to: Organisation,
    has_no_complaint: bool,
    worker: Worker,
    now: datetime,
) -> None:
    """Let another organisation answer it: from then on it is theirs alone.

    What SHN gives to the OM was looked through for a complaint first (design 4.13).
    """
    async with transaction():
        question = await _find(question_id, worker)
        if to not in await _may_go_to(question, now=now):
            raise UnableToAnswerQuestionError(
                "Deze vraag kan niet naar die organisatie."
            )
        if to is not Organisation.SHN and not has_no_complaint:
            raise UnableToAnswerQuestionError(CHECK_COMPLAINT)
        is_moved = await set_moved(
            question_id=question_id,
            worker=worker,
            to=to,
            location=await _location(question),
        )
        if not is_moved:
            raise UnableToAnswerQuestionError(_why(question))
        await close_work_items(cause=question_id, by=worker.name, now=now)
        await insert_step(
            NewStep(
                submission=uuid4(),
                question_id=question_id,
                kind=StepKind.MOVED,
                organisation=to,
                at=now,
                staff_id=worker.staff_id,
            )
        )
        await _note(worker, now, "question_moved", question)


async def alert_about_late_questions(*, now: datetime) -> int:
    """Tell a supervisor of each whose day is over, once."""
    async with transaction():
        late = await take_late_questions(now=now)
        for question in late:
            await alert_people(
                kind=WorkItemKind.QUESTION_LATE,
                cause=question.id,
                organisation=question.organisation,
                now=now,
                victim_id=question.victim_id,
                location=question.location,
            )
        return len(late)


async def _find(question_id: UUID, worker: Worker) -> Question:
    listed = await fetch_question(question_id=question_id, worker=worker, lock=True)
    if listed is None:
        raise UnableToAnswerQuestionError("Deze vraag staat niet meer bij u.")
    return listed.question


def _why(question: Question) -> str:
    if question.state is QuestionState.WITHDRAWN:
        return "Zij trok deze vraag in. U hoeft niet te antwoorden."
    if question.state is QuestionState.ANSWERED:
        return "Deze vraag is al beantwoord."
    if question.taken_by is None:
        return "Neem deze vraag eerst."
    return "Een collega heeft deze vraag overgenomen."


async def _may_go_to(question: Question, *, now: datetime) -> tuple[Organisation, ...]:
    """Give who may have it: no OM without a case, no Halt before she knows of it."""
    found = [it for it in Organisation if may_move(question, it)]
    if Organisation.OM in found and not await _location(question):
        found.remove(Organisation.OM)
    if Organisation.HALT in found and not await _knows_of_halt(question, now=now):
        found.remove(Organisation.HALT)
    return tuple(found)


async def _knows_of_halt(question: Question, *, now: datetime) -> bool:
    """Her own page says who has it now, so this is asked as she would ask it."""
    incident = await fetch_seen_incident_for_victim(
        victim_id=question.victim_id, incident_id=question.incident_id, now=now
    )
    return incident is not None and Organisation.HALT in organisations_to_ask(incident)


async def _location(question: Question) -> str:
    return await fetch_location_of_incident_for_victim(
        victim_id=question.victim_id, incident_id=question.incident_id
    )


async def _write(
    question: Question,
    kind: StepKind,
    submission: UUID,
    worker: Worker,
    now: datetime,
    *,
    text: str,
) -> None:
    await insert_step(
        NewStep(
            submission=submission,
            question_id=question.id,
            kind=kind,
            organisation=question.organisation,
            at=now,
            text=clean(text),
            staff_id=worker.staff_id,
        )
    )


async def _note(
    worker: Worker, now: datetime, action: str, question: Question | None = None
) -> None:
    await trail.note(
        worker,
        now,
        action,
        object_kind="question" if question else "",
        object_id=str(question.id) if question else "",
        victim_id=question.victim_id if question else None,
    )
