"""What one conversation must cover before it closes as spoken, by its kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from portal.domain.attempts import CLOSING, NOTE_LENGTH, AttemptReport
from portal.domain.call_kinds import KINDS
from portal.domain.call_ladder import UnableToAgreeOnMomentError, check_agreed_at
from portal.domain.call_tasks import TaskKind
from portal.domain.cases import OffenceCategory
from portal.domain.checklist import ChecklistItem, must_offer_prosecutor_talk

# Where a talk with the prosecutor is offered: a sepot, also one that is only intended.
OFFERS_TALK = frozenset({TaskKind.SEPOT, TaskKind.CONSULTATION})

# Ticked where she wants it; no call waits for that.
WISHES_OF_KIND = {
    TaskKind.SEPOT: (ChecklistItem.TALK_WANTED, ChecklistItem.AFTERCARE_WANTED),
    TaskKind.CONSULTATION: (ChecklistItem.TALK_WANTED,),
}

# Where something is written down beside the ticks: her view, or what came of a talk.
NOTES_HER_VIEW = frozenset({TaskKind.CONSULTATION})
NEEDS_NOTE = frozenset({TaskKind.PROSECUTOR_TALK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What decides which items of its kind this call has."""

    offence_category: OffenceCategory
    articles: frozenset[str]
    may_speak: bool
    has_claim: bool  # one of hers that the judge decided on
    has_hearing: bool  # one that stands, to come to
    hears_young_person: bool
    explains_complaint: bool  # not to who complained already, nor by Halt
    speaks_plainly: bool = False


def required_of(kind: TaskKind, around: Around) -> tuple[ChecklistItem, ...]:
    """Give what is to be ticked beside each piece of news, in the order to say it."""
    return tuple(
        item
        for item in (*KINDS[kind].checklist, *_beside(kind, around))
        if item not in set(_left_out(around))
    )


def wishes_of(kind: TaskKind) -> tuple[ChecklistItem, ...]:
    """Give what she may say that she wants: a talk also where none must be offered."""
    return WISHES_OF_KIND.get(kind, ())


def find_written_problems(
    kind: TaskKind, report: AttemptReport, *, at: datetime
) -> dict[str, str]:
    """Say what of this kind must be written beside the ticks, and is not, or not so."""
    return {
        **_view_problems(kind, report),
        **_talk_problems(report, at),
        **_note_problems(kind, report),
    }


def _view_problems(kind: TaskKind, report: AttemptReport) -> dict[str, str]:
    if len(report.her_view) > NOTE_LENGTH:
        return {"her_view": f"Maak haar mening korter dan {NOTE_LENGTH} tekens."}
    is_asked = ChecklistItem.VIEW_ASKED in report.ticked
    is_needed = kind in NOTES_HER_VIEW and report.outcome in CLOSING and is_asked
    if is_needed and not report.her_view.strip():
        return {
            "her_view": "Schrijf kort op wat zij vindt, of dat zij niets wil zeggen."
        }
    return {}


def _talk_problems(report: AttemptReport, at: datetime) -> dict[str, str]:
    if ChecklistItem.TALK_WANTED not in report.ticked or not report.names_talk_moment:
        return {}
    if report.talk_at is None:
        return {"talk_at": "Kies een dag en een tijd, of laat beide leeg."}
    try:
        check_agreed_at(report.talk_at, at=at)
    except UnableToAgreeOnMomentError as error:
        return {"talk_at": str(error)}
    return {}


def _note_problems(kind: TaskKind, report: AttemptReport) -> dict[str, str]:
    is_needed = kind in NEEDS_NOTE and report.outcome in CLOSING
    if is_needed and not report.note.strip():
        return {"note": "Schrijf kort op wat is besproken en afgesproken."}
    return {}


def _beside(kind: TaskKind, around: Around) -> Iterator[ChecklistItem]:
    if kind in OFFERS_TALK and must_offer_prosecutor_talk(
        offence_category=around.offence_category,
        articles=around.articles,
        has_right_to_speak=around.may_speak,
    ):
        yield ChecklistItem.PROSECUTOR_TALK_OFFERED
    if around.hears_young_person and KINDS[kind].checklist:
        yield ChecklistItem.YOUNG_PERSON_HEARD
    if around.speaks_plainly and KINDS[kind].checklist:
        yield ChecklistItem.REPEATED_BACK


def _left_out(around: Around) -> Iterator[ChecklistItem]:
    if not around.may_speak:
        yield ChecklistItem.SPEAKING_EXPLAINED
    if not around.has_hearing:
        yield ChecklistItem.ATTENDANCE_ASKED
    if not around.has_claim:
        yield ChecklistItem.OWN_CLAIM_EXPLAINED
    if not around.explains_complaint:
        yield ChecklistItem.COMPLAINT_EXPLAINED
