"""What a caller says about one try, and what of it cannot be recorded like that."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from portal.domain.call_ladder import UnableToAgreeOnMomentError, check_agreed_at
from portal.domain.checklist import ChecklistItem, missing_items
from portal.domain.errors import UnableToError
from portal.domain.outcomes import Outcome
from portal.domain.phone_numbers import PhoneNumber, read_number
from portal.domain.safe_contact import Channel
from portal.domain.victims import Wish
from portal.domain.wishes import WishAnswer

NOTE_LENGTH = 500
REASON_LENGTH = 200

CLOSING = frozenset({Outcome.SPOKEN, Outcome.REPRESENTATIVE})
MAY_HAVE_MOMENT = frozenset(
    {Outcome.CALLBACK_AGREED, Outcome.SPOKEN_PARTLY, Outcome.INTERPRETER_NEEDED}
)
SURE_WHO = CLOSING | {Outcome.SPOKEN_PARTLY, Outcome.REFUSED}


class IdentityCheck(StrEnum):
    """How the caller knows who is on the line (design 4.7)."""

    DETAILS = "details"  # full name, date of birth, house number
    CODE_WORD = "code_word"
    TWO_FACTS = "two_facts"  # that only victim and police know


# Whoever lived with her knows her details too.
ENOUGH_AT_RISK = frozenset({IdentityCheck.CODE_WORD, IdentityCheck.TWO_FACTS})


class UnableToRecordAttemptError(UnableToError):
    """What was filled in does not hold; `problems` says it for each field.

    A field is named as in AttemptReport; a missing reason is reason_<item>.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(dict.fromkeys(problems.values())))
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNumber:
    """A number that was given in the call, as the caller typed it."""

    text: str
    is_own: bool | None = None
    is_safe: bool = False  # counts only from who may write how she is reached


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptReport:
    """`submission` makes a second click harmless.

    `spoken_to` names a representative; None is the victim, or whoever answered.
    `shown` is what the screen said there was to tell, None where no screen did;
    `confirms_moment`: the caller keeps to a moment that she was warned of.
    """

    submission: UUID
    outcome: Outcome
    identified_by: IdentityCheck | None = None
    spoken_to: UUID | None = None
    phone_id: UUID | None = None
    told: frozenset[UUID] = frozenset()
    ticked: frozenset[ChecklistItem] = frozenset()
    reasons: Mapping[ChecklistItem, str] = field(default_factory=dict)
    note: str = ""
    agreed_at: datetime | None = None
    confirms_moment: bool = False
    shown: frozenset[UUID] | None = None
    new_number: NewNumber | None = None
    confirmation_channel: Channel | None = None
    wants_reminders: bool | None = None
    is_still_safe: bool = False
    wants_lawyer: bool | None = None  # None: not asked
    happened_at: datetime | None = None  # of a call that is written down later
    her_view: str = ""  # of a decision that is only intended
    talk_at: datetime | None = None  # agreed for the talk with the prosecutor
    names_talk_moment: bool = False
    wishes: Mapping[Wish, WishAnswer] = field(default_factory=dict)

    @property
    def recorded_outcome(self) -> Outcome:
        """A whole conversation with somebody else is one with a representative."""
        is_through_another = self.spoken_to is not None
        if self.outcome is Outcome.SPOKEN and is_through_another:
            return Outcome.REPRESENTATIVE
        return self.outcome

    @property
    def has_moment(self) -> bool:
        """Whether a moment was agreed where this outcome can have one."""
        return self.outcome in MAY_HAVE_MOMENT and self.agreed_at is not None


def find_problems(
    report: AttemptReport,
    *,
    required: Collection[ChecklistItem],
    callable_people: Collection[UUID],
    numbers: Collection[UUID],
    at_risk: bool,
    at: datetime,
    untold: Collection[UUID] = (),
    region: str = "NL",
) -> dict[str, str]:
    """Say per field what does not hold; `required` leaves out what was said before."""
    identity = _identity_problems(report, at_risk=at_risk)
    told = {} if identity else _told_problems(report, required, untold)
    return {
        **identity,
        **told,
        **_person_problems(report, callable_people),
        **_moment_problems(report, at),
        **_number_problems(report, numbers),
        **_new_number_problems(report, region),
        **_length_problems(report),
    }


def is_identified(check: IdentityCheck | None, *, at_risk: bool) -> bool:
    return check in ENOUGH_AT_RISK if at_risk else check is not None


def _told_problems(
    report: AttemptReport,
    required: Collection[ChecklistItem],
    untold: Collection[UUID],
) -> dict[str, str]:
    """Asked only of who knows whom she spoke: the rest is not on the screen yet."""
    return _news_problems(report, untold) | _checklist_problems(report, required)


def _identity_problems(report: AttemptReport, *, at_risk: bool) -> dict[str, str]:
    must_be_sure = report.told or report.ticked or report.outcome in SURE_WHO
    if not must_be_sure or is_identified(report.identified_by, at_risk=at_risk):
        return {}
    return {"identified_by": "Bevestig eerst dat u weet wie u sprak."}


def _person_problems(
    report: AttemptReport, callable_people: Collection[UUID]
) -> dict[str, str]:
    nobody = report.outcome is Outcome.REPRESENTATIVE and report.spoken_to is None
    stranger = report.spoken_to and report.spoken_to not in callable_people
    return {"spoken_to": "Kies wie u aan de lijn had."} if nobody or stranger else {}


def _news_problems(report: AttemptReport, untold: Collection[UUID]) -> dict[str, str]:
    """What came while she was on the line stands on no screen yet."""
    if report.outcome not in CLOSING or report.shown is None:
        return {}
    if set(untold) <= report.shown | report.told:
        return {}
    return {"shown": "Er kwam tijdens dit gesprek iets bij. Vertel dat ook."}


def _checklist_problems(
    report: AttemptReport, required: Collection[ChecklistItem]
) -> dict[str, str]:
    if report.outcome not in CLOSING:
        return {}
    return {
        f"reason_{item}": "Dit is niet afgevinkt. Vink het af of geef een reden."
        for item in missing_items(report.ticked, report.reasons, required)
    }


def _moment_problems(report: AttemptReport, at: datetime) -> dict[str, str]:
    is_needed = report.outcome is Outcome.CALLBACK_AGREED
    if not (is_needed or report.has_moment):
        return {}
    try:
        check_agreed_at(report.agreed_at, at=at)
    except UnableToAgreeOnMomentError as error:
        return {"agreed_at": str(error)}
    return {}


def _number_problems(
    report: AttemptReport, numbers: Collection[UUID]
) -> dict[str, str]:
    is_doubtful = report.outcome is Outcome.WRONG_NUMBER and len(numbers) > 1
    if is_doubtful and report.phone_id not in numbers:
        return {"phone_id": "Kies welk nummer verkeerd is."}
    return {}


def _new_number_problems(report: AttemptReport, region: str) -> dict[str, str]:
    new = report.new_number
    if new is None or isinstance(read_number(new.text, region=region), PhoneNumber):
        return {}
    return {"new_number": "Dit nummer kunnen wij niet lezen. Vraag het nog een keer."}


def _length_problems(report: AttemptReport) -> dict[str, str]:
    problems = {}
    if len(report.note) > NOTE_LENGTH:
        problems["note"] = f"Maak de notitie korter dan {NOTE_LENGTH} tekens."
    for item, reason in report.reasons.items():
        if len(reason) > REASON_LENGTH:
            problems[f"reason_{item}"] = "Maak de reden korter."
    return problems
