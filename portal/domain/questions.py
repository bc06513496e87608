"""Questions in writing: whom she may ask, about what, and who sees what."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from portal.domain.calendar import add_working_days, end_of_day, local_date
from portal.domain.cases import DecisionKind
from portal.domain.overview import IncidentSeen
from portal.domain.staff import Organisation

MOST_CHARACTERS = 2000
MOST_OPEN = 5
HOLD = timedelta(hours=1)


class QuestionState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class StepKind(StrEnum):
    ASKED = "asked"
    ANSWERED = "answered"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"


class About(StrEnum):
    CASE = "case"
    HEARING = "hearing"
    COMPLAINT = "complaint"
    DAMAGE = "damage"
    SUPPORT = "support"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionStep:
    """`text` None: nothing was written, or it cannot be read any more."""

    id: UUID
    kind: StepKind
    at: datetime
    organisation: Organisation
    by: str  # who wrote it, for staff; empty is she herself
    text: str | None
    read_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    id: UUID
    victim_id: UUID
    incident_id: UUID
    organisation: Organisation
    location: str
    about: About
    state: QuestionState
    asked_at: datetime
    waits_since: datetime
    due_at: datetime
    taken_by: UUID | None
    taken_until: datetime | None

    def is_held(self, now: datetime) -> bool:
        return self.taken_until is not None and self.taken_until > now

    def is_held_by(self, staff_id: UUID, now: datetime) -> bool:
        return self.is_held(now) and self.taken_by == staff_id

    def is_late(self, now: datetime) -> bool:
        return self.state is QuestionState.OPEN and self.due_at < now


_JOINERS = "\n\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"  # Persian, emoji

# About a complaint she talks with victim support alone: the OM is the other side.
ONLY_SHN = frozenset({About.COMPLAINT})


def organisations_to_ask(incident: IncidentSeen) -> tuple[Organisation, ...]:
    """Give who knows about it; Halt only when she may know that it went there."""
    if not incident.cases:
        return (Organisation.SHN,)
    kinds = {it.kind for case in incident.cases for it in case.standing}
    halt = (Organisation.HALT,) if DecisionKind.HALT in kinds else ()
    return (Organisation.OM, Organisation.SHN, *halt)


def due_after(now: datetime, *, working_days: int) -> datetime:
    return end_of_day(add_working_days(local_date(now), working_days))


def clean(text: str) -> str:
    """Keep what one can type: line ends as one sign, and no signs that do not show."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(it for it in lines if it in _JOINERS or it.isprintable()).strip()


def find_problems(
    *,
    text: str,
    about: str,
    organisation: str,
    may_ask: Collection[Organisation],
) -> Mapping[str, str]:
    """Give what is wrong by field; what was typed is cut nowhere."""
    problems = {}
    if organisation not in {it.value for it in may_ask}:
        problems["organisation"] = "Kies aan wie u de vraag stelt."
    if about not in set(About):
        problems["about"] = "Kies waar uw vraag over gaat."
    elif about in ONLY_SHN and organisation != Organisation.SHN:
        problems["organisation"] = (
            "Over een klacht praat u met Slachtofferhulp. Kies Slachtofferhulp."
        )
    problem = find_text_problem(text)
    return problems | ({"text": problem} if problem else {})


def find_text_problem(text: str) -> str:
    if not clean(text):
        return "Schrijf uw tekst in het vak."
    if len(clean(text)) > MOST_CHARACTERS:
        return "Uw tekst is te lang. Er passen 2000 tekens in."
    return ""


def may_move(question: Question, to: Organisation) -> bool:
    """Whether another organisation may see it and answer it."""
    if to is question.organisation:
        return False
    return question.about not in ONLY_SHN or to is Organisation.SHN
