"""A victim asks in writing, reads the answer, asks on, or takes it back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from portal.config import Settings
from portal.db.callbacks import fetch_location_of_incident_for_victim
from portal.db.engine import transaction
from portal.db.overview import fetch_seen_incident_for_victim
from portal.db.questions import (
    NewStep,
    count_open_for_victim,
    fetch_question_of_submission,
    fetch_questions_for_victim,
    fetch_steps,
    insert_question,
    insert_step,
    lock_question_for_victim,
    lock_victim_to_ask_for_victim,
    set_answers_read_for_victim,
    set_open_again_for_victim,
    set_withdrawn_for_victim,
)
from portal.domain.errors import UnableToError
from portal.domain.questions import (
    MOST_OPEN,
    About,
    Question,
    QuestionState,
    QuestionStep,
    StepKind,
    clean,
    due_after,
    find_problems,
    find_text_problem,
    organisations_to_ask,
)
from portal.domain.staff import Organisation


class UnableToFindQuestionError(UnableToError):
    """There is no such question, or it is not hers."""


class UnableToAskQuestionError(UnableToError):
    """Something in the form is not right yet; `problems` says what, by field."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(next(iter(problems.values())))
        self.problems = problems


class UnableToWithdrawQuestionError(UnableToError):
    """It was answered already, or somebody is answering it now."""

    is_conflict = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedQuestion:
    """As it was typed; `submission` is that of the form."""

    submission: UUID
    incident_id: UUID
    organisation: str
    about: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    question: Question
    steps: tuple[QuestionStep, ...]


async def list_organisations(
    *, victim_id: UUID, incident_id: UUID, now: datetime
) -> tuple[Organisation, ...]:
    incident = await fetch_seen_incident_for_victim(
        victim_id=victim_id, incident_id=incident_id, now=now
    )
    if incident is None:
        raise UnableToFindQuestionError("Deze pagina is er niet.")
    return organisations_to_ask(incident)


async def ask_question(typed: TypedQuestion, *, victim_id: UUID, now: datetime) -> UUID:
    """Keep it sealed and let it wait for an answer; the same form twice is one."""
    may_ask = await list_organisations(
        victim_id=victim_id, incident_id=typed.incident_id, now=now
    )
    problems = find_problems(
        text=typed.text,
        about=typed.about,
        organisation=typed.organisation,
        may_ask=may_ask,
    )
    if problems:
        raise UnableToAskQuestionError(dict(problems))
    async with transaction():
        await lock_victim_to_ask_for_victim(victim_id=victim_id)
        asked = await _asked_before(typed.submission, victim_id=victim_id)
        if asked is not None:
            return asked
        if await count_open_for_victim(victim_id=victim_id) >= MOST_OPEN:
            raise UnableToAskQuestionError(
                {"text": "U heeft al vijf vragen open. Wacht op een antwoord."}
            )
        question = await _new_question(typed, victim_id=victim_id, now=now)
        await insert_question(question)
        await _write(question, StepKind.ASKED, typed.submission, typed.text, now=now)
        return question.id


async def ask_further(
    *,
    victim_id: UUID,
    question_id: UUID,
    submission: UUID,
    text: str,
    now: datetime,
) -> None:
    """Add to it; what was answered waits for an answer again."""
    problem = find_text_problem(text)
    if problem:
        raise UnableToAskQuestionError({"text": problem})
    async with transaction():
        question = await _lock(victim_id=victim_id, question_id=question_id)
        if await fetch_question_of_submission(submission=submission) is not None:
            return
        is_open = await set_open_again_for_victim(
            victim_id=victim_id, question_id=question_id, due_at=_due(now), now=now
        )
        if not is_open:
            raise UnableToWithdrawQuestionError(
                "Deze vraag is gesloten.", hint="U kunt een nieuwe vraag stellen."
            )
        await _write(question, StepKind.ASKED, submission, text, now=now)


async def withdraw_question(
    *, victim_id: UUID, question_id: UUID, now: datetime
) -> None:
    async with transaction():
        question = await _lock(victim_id=victim_id, question_id=question_id)
        if question.state is QuestionState.WITHDRAWN:
            return
        is_withdrawn = await set_withdrawn_for_victim(
            victim_id=victim_id, question_id=question_id, now=now
        )
        if not is_withdrawn:
            raise UnableToWithdrawQuestionError(
                "Iemand geeft u net antwoord, of deed dat al.",
                hint="Kijk straks bij deze vraag.",
            )
        await _write(question, StepKind.WITHDRAWN, uuid4(), "", now=now)


async def read_conversation(
    *, victim_id: UUID, question_id: UUID, is_hers: bool, now: datetime
) -> Conversation:
    """Give all that was said; that she herself opened the answers is kept."""
    async with transaction():
        question = await _lock(victim_id=victim_id, question_id=question_id)
        steps = await fetch_steps(question_id=question_id)
        if is_hers:  # who stands in for her does not read them for her
            await set_answers_read_for_victim(
                victim_id=victim_id, question_id=question_id, now=now
            )
        return Conversation(question=question, steps=tuple(steps))


async def _asked_before(submission: UUID, *, victim_id: UUID) -> UUID | None:
    """Give the question of this form, where it is hers."""
    question_id = await fetch_question_of_submission(submission=submission)
    mine = await fetch_questions_for_victim(victim_id=victim_id)
    return next((it.question.id for it in mine if it.question.id == question_id), None)


async def _lock(*, victim_id: UUID, question_id: UUID) -> Question:
    found = await lock_question_for_victim(victim_id=victim_id, question_id=question_id)
    if found is None:
        raise UnableToFindQuestionError("Deze pagina is er niet.")
    return found


async def _new_question(
    typed: TypedQuestion, *, victim_id: UUID, now: datetime
) -> Question:
    return Question(
        id=uuid4(),
        victim_id=victim_id,
        incident_id=typed.incident_id,
        organisation=Organisation(typed.organisation),
        location=await fetch_location_of_incident_for_victim(
            victim_id=victim_id, incident_id=typed.incident_id
        ),
        about=About(typed.about),
        state=QuestionState.OPEN,
        asked_at=now,
        waits_since=now,
        due_at=_due(now),
        taken_by=None,
        taken_until=None,
    )


async def _write(
    question: Question, kind: StepKind, submission: UUID, text: str, *, now: datetime
) -> None:
    await insert_step(
        NewStep(
            submission=submission,
            question_id=question.id,
            kind=kind,
            organisation=question.organisation,
            at=now,
            text=clean(text) or None,
        )
    )


def _due(now: datetime) -> datetime:
    return due_after(now, working_days=Settings.from_env().question_days)
