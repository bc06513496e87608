"""Contacts that we did not begin: she calls us, stands at the desk; and paper notes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from portal.domain.call_ladder import UnableToAgreeOnMomentError, check_agreed_at
from portal.domain.errors import UnableToError
from portal.domain.outcomes import NOT_HER, Outcome

NOTE_LENGTH = 500


class Manner(StrEnum):
    """How a call came to be: dialled by us unless said otherwise."""

    DIALLED = ""
    INCOMING_CALL = "incoming_call"
    DESK = "desk"
    ON_PAPER = "on_paper"  # made when the system was down, written down later
    NOTE = "note"  # what was said in a call that a colleague had by then

    @property
    def comes_in(self) -> bool:
        return self in {Manner.INCOMING_CALL, Manner.DESK}


# Only who dials finds nobody there.
NOT_WHEN_SHE_COMES = frozenset(
    {Outcome.NO_ANSWER, Outcome.ENGAGED, Outcome.VOICEMAIL, Outcome.WRONG_NUMBER}
)


class About(StrEnum):
    CASE = "case"
    CALL = "call"  # about a call or letter of ours
    CONTACT_DATA = "contact_data"
    SUPPORT = "support"
    OTHER = "other"


class UnableToRecordContactError(UnableToError):
    """What was filled in does not hold; `problems` says it for each field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(dict.fromkeys(problems.values())))
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactReport:
    """`submission` makes a second click harmless; `callback_at` is what was agreed.

    `spoken_to` names her lawyer; None is herself.
    """

    submission: UUID
    kind: Manner
    about: About | None
    is_identified: bool
    note: str
    callback_at: datetime | None
    wants_callback: bool
    spoken_to: UUID | None = None


def find_contact_problems(
    report: ContactReport,
    *,
    lawyers: Collection[UUID] = (),
    has_safe_number: bool,
    at: datetime,
) -> dict[str, str]:
    """Her lawyer is one of those only where she wants that."""
    problems = {}
    if report.spoken_to is not None and report.spoken_to not in lawyers:
        problems["spoken_to"] = "Kies wie u aan de lijn had."
    if report.about is None:
        problems["about"] = "Kies waar het over ging."
    if len(report.note) > NOTE_LENGTH:
        problems["note"] = f"Maak de notitie korter dan {NOTE_LENGTH} tekens."
    if report.wants_callback:
        problems |= _callback_problems(report, has_safe_number, at)
    return problems


def _callback_problems(
    report: ContactReport,
    has_safe_number: bool,  # noqa: FBT001
    at: datetime,
) -> dict[str, str]:
    if not report.is_identified:
        return {"is_identified": "Maak alleen een afspraak als u weet wie u spreekt."}
    if not has_safe_number:
        return {
            "callback_at": "Er is geen veilig nummer. Vraag SHN om een veilige weg."
        }
    try:
        check_agreed_at(report.callback_at, at=at)
    except UnableToAgreeOnMomentError as error:
        return {"callback_at": str(error)}
    return {}


def leaves_call_as_it_is(manner: Manner, outcome: Outcome) -> bool:
    """Whoever came in and was not surely she changes nothing about calling her."""
    return manner.comes_in and outcome in NOT_HER


def manner_problems(manner: Manner, outcome: Outcome) -> dict[str, str]:
    if manner.comes_in and outcome in NOT_WHEN_SHE_COMES:
        return {"outcome": "Dit kan niet: zij kwam zelf naar ons toe."}
    return {}


def moment_problems(
    happened_at: datetime | None, *, opened_at: datetime, now: datetime
) -> dict[str, str]:
    """A call written down later was made between its opening and now."""
    if happened_at is None:
        return {"happened_at": "Vul in wanneer dit gesprek was."}
    if happened_at > now:
        return {"happened_at": "Dat moment moet nog komen."}
    if happened_at < opened_at:
        return {"happened_at": "Toen stond dit gesprek nog niet open."}
    return {}
