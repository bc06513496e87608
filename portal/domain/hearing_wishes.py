"""How a victim wants it to go on the day of a hearing: what ushers ask at the door.

The questions are those that courts ask themselves (reference domain 3.6).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from portal.domain.staff import Organisation, Role, Worker

MOST_WORDS = 300
"""Letters in her own words: short, for they are read on the day itself."""


class Attendance(StrEnum):
    UNSAID = ""
    COMES = "yes"
    STAYS_AWAY = "no"


class Entering(StrEnum):
    UNSAID = ""
    FIRST = "first"
    LAST = "last"


class Seat(StrEnum):
    UNSAID = ""
    FRONT = "front"
    BACK = "back"


class Companion(StrEnum):
    UNSAID = ""
    VICTIM_SUPPORT = "shn"
    OWN = "own"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingWish:
    attends: Attendance = Attendance.UNSAID
    waits_apart: bool = False
    avoids_family: bool = False
    stays_unnamed: bool = False
    entering: Entering = Entering.UNSAID
    seat: Seat = Seat.UNSAID
    companion: Companion = Companion.UNSAID
    words: str = ""

    @property
    def is_empty(self) -> bool:
        return self == HearingWish()

    @property
    def asks_something(self) -> bool:
        """Whether somebody has to arrange something, beside knowing that she comes."""
        return not replace(self, attends=Attendance.UNSAID).is_empty


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidWish:
    """`version` counts what she said of this hearing: to notice a second window."""

    id: UUID
    hearing_id: UUID
    version: int
    said_at: datetime
    wish: HearingWish


def newest(wishes: Iterable[SaidWish]) -> SaidWish | None:
    return max(wishes, key=lambda it: (it.said_at, it.version), default=None)


def plain_words(text: str) -> str:
    """Give her words on one line, as far as they fit."""
    return " ".join(text.split())


_PLANNERS = frozenset({Role.PLANNER, Role.PROSECUTOR_OFFICE, Role.SUPERVISOR})


def sees_wishes(worker: Worker) -> bool:
    """Who arranges it: SHN, and the OM with its planners and callers. Halt does not."""
    if worker.role is Role.PRIVACY_OFFICER:
        return False
    return worker.organisation in {Organisation.OM, Organisation.SHN}


def plans_hearings(worker: Worker) -> bool:
    """Who looks over all hearings that come, to plan or to prepare them."""
    if worker.organisation is Organisation.SHN:
        return worker.role in {Role.SHN_WORKER, Role.SUPERVISOR}
    return worker.organisation is Organisation.OM and worker.role in _PLANNERS
