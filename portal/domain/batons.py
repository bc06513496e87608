"""Who tells a victim about a subject of her case: always one organisation, no less.

How it is read stands in docs/decisions/0009-the-baton.md.
"""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.call_kinds import caller_of, may_tell
from portal.domain.call_tasks import TaskKind
from portal.domain.errors import UnableToError
from portal.domain.staff import Organisation

NOTE_LENGTH = 500


class Subject(StrEnum):
    DECISION = "decision"
    HEARING = "hearing"
    JUDGMENT = "judgment"
    RELEASE = "release"
    APOLOGY = "apology"


KINDS_OF: Mapping[Subject, tuple[TaskKind, ...]] = {
    Subject.DECISION: (TaskKind.SEPOT, TaskKind.DECISION),
    Subject.HEARING: (TaskKind.HEARING, TaskKind.HEARING_CHANGED),
    Subject.JUDGMENT: (TaskKind.JUDGMENT,),
    Subject.RELEASE: (TaskKind.RELEASE,),
    Subject.APOLOGY: (TaskKind.APOLOGY,),
}


class UnableToHandOverError(UnableToError):
    """The subject stays with who has it; the message says why."""

    is_conflict = True


def subject_of(kind: TaskKind) -> Subject | None:
    """Say under which subject a call falls; None is told by its own caller alone."""
    found = (subject for subject, kinds in KINDS_OF.items() if kind in kinds)
    return next(found, None)


def first_holder(subject: Subject) -> Organisation:
    return caller_of(KINDS_OF[subject][0])


def receivers(subject: Subject, *, holder: Organisation) -> tuple[Organisation, ...]:
    """Give to whom the holder may hand it: who may tell every kind of it."""
    return tuple(
        one
        for one in Organisation
        if one is not holder and all(may_tell(kind, one) for kind in KINDS_OF[subject])
    )


def check_hand_over(
    subject: Subject,
    *,
    holder: Organisation,
    giver: Organisation,
    to: Organisation,
    note: str,
) -> None:
    if giver is not holder:
        raise UnableToHandOverError(
            "Uw organisatie vertelt dit niet (meer).", hint="Kijk wie het nu vertelt."
        )
    if subject is Subject.DECISION and to is not holder:
        raise UnableToHandOverError(
            "Een beslissing vertelt het OM eerst zelf.",
            hint="Slachtofferhulp belt daarna, als zij dat wil.",
        )
    if to not in receivers(subject, holder=holder):
        raise UnableToHandOverError("Die organisatie vertelt dit niet.")
    if not note.strip():
        raise UnableToHandOverError("Schrijf erbij waarom u het overdraagt.")
    if len(note) > NOTE_LENGTH:
        raise UnableToHandOverError(f"Maak de notitie korter dan {NOTE_LENGTH} tekens.")
