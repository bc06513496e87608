"""Cards for what she may ask in a call: which there are, and which a caller sees."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

from portal.domain.call_kinds import KINDS
from portal.domain.call_tasks import TaskKind
from portal.domain.question_texts_om import OM_TEXTS
from portal.domain.question_texts_partners import HALT_TEXTS, SHN_TEXTS
from portal.domain.question_texts_sepot import PROTECTED, SEPOT_TEXTS
from portal.domain.sepot_grounds import GROUNDS
from portal.domain.staff import Organisation

QUESTION_LENGTH = 200
ANSWER_LENGTH = 1000
NAMESPACE = UUID("7b1c1f0a-4f0e-4b43-9f53-0b8f5a1d2c3e")

_OWN_SETS: Mapping[Organisation, Mapping[str, tuple[tuple[str, str], ...]]] = {
    Organisation.OM: {**SEPOT_TEXTS, **OM_TEXTS},
    Organisation.SHN: SHN_TEXTS,
    Organisation.HALT: HALT_TEXTS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedCard:
    """One of the set that the portal brings along; supervisors make it their own."""

    code: str
    organisation: Organisation
    kind: TaskKind
    ground: str
    position: int
    question: str
    answer: str

    @property
    def id(self) -> UUID:
        return uuid5(NAMESPACE, self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardText:
    """What somebody wrote, as typed."""

    question: str
    answer: str
    is_shown: bool = True


def start_set() -> Iterator[ShippedCard]:
    """Give every card; a code names kind, ground and place, so add at the end."""
    for organisation, texts in _OWN_SETS.items():
        for subject, cards in texts.items():
            kind, _, ground = subject.partition("/")
            for position, (question, answer) in enumerate(cards, start=1):
                yield ShippedCard(
                    code=f"{organisation}/{subject}/{position}",
                    organisation=organisation,
                    kind=TaskKind(kind),
                    ground=ground,
                    position=position,
                    question=question,
                    answer=answer,
                )


def card_grounds(grounds: Collection[str]) -> frozenset[str]:
    """Name the grounds as cards do: those that disclose share one name."""
    return frozenset(
        PROTECTED
        if ground in GROUNDS and GROUNDS[ground].discloses_protected
        else ground
        for ground in grounds
    )


def kinds_of(organisation: Organisation) -> tuple[TaskKind, ...]:
    """Give the kinds of call that this organisation makes, or may be given."""
    return tuple(
        kind
        for kind, rule in KINDS.items()
        if rule.caller in {None, organisation} or organisation in rule.may_go_to
    )


def find_text_problems(text: CardText) -> dict[str, str]:
    """Say per field what is wrong."""
    problems = {}
    if not text.question.strip():
        problems["question"] = "Vul in wat zij kan vragen."
    elif len(text.question) > QUESTION_LENGTH:
        problems["question"] = f"Maak de vraag korter dan {QUESTION_LENGTH} tekens."
    if not text.answer.strip():
        problems["answer"] = "Vul in wat de beller dan zegt."
    elif len(text.answer) > ANSWER_LENGTH:
        problems["answer"] = f"Maak het antwoord korter dan {ANSWER_LENGTH} tekens."
    return problems
