"""What callers and SHN know of a number beside whose it is."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from portal.domain.outcomes import OUTCOME_RULES, Outcome
from portal.domain.safe_contact import ContactNumber

STRANGERS = frozenset({Outcome.SOMEONE_ELSE, Outcome.IDENTITY_NOT_CONFIRMED})


class NumberJudgement(StrEnum):
    """What SHN found out when it asked after a number."""

    OWN_AND_SAFE = "own_and_safe"
    SAFE = "safe"  # somebody else's, and she wants to be called there
    UNSAFE = "unsafe"
    WRONG = "wrong"


# Whether it is her own, whether it is safe, whether it is wrong.
MARKS: Mapping[NumberJudgement, tuple[bool | None, bool | None, bool]] = {
    NumberJudgement.OWN_AND_SAFE: (True, True, False),
    NumberJudgement.SAFE: (False, True, False),
    NumberJudgement.UNSAFE: (None, False, False),
    NumberJudgement.WRONG: (None, None, True),
}


def mark_of(numbers: Iterable[ContactNumber]) -> str:
    """Give what a list of numbers looked like: it differs once anything changed."""
    marks = sorted(
        f"{it.id} {it.own} {it.safe} {it.is_wrong} {it.is_verified}" for it in numbers
    )
    return hashlib.sha256("\n".join(marks).encode()).hexdigest()[:16]


class ClosedBecause(StrEnum):
    UNREADABLE = "unreadable"
    WRONG = "wrong"
    UNSAFE = "unsafe"
    UNVERIFIED = "unverified"  # noted down by a caller
    NOT_SURE = "not_sure"  # not surely safe, for someone at risk


def why_closed(number: ContactNumber) -> ClosedBecause:
    """Say why a number that may not be called may not; the gravest reason first."""
    if number.safe is False:
        return ClosedBecause.UNSAFE
    if number.e164 is None:
        return ClosedBecause.UNREADABLE
    if number.is_wrong:
        return ClosedBecause.WRONG
    if not number.is_verified:
        return ClosedBecause.UNVERIFIED
    return ClosedBecause.NOT_SURE


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberHistory:
    """Tries of every organisation; `answered_by_another` is the last answer's.

    Of another organisation's calls one knows that somebody answered, and not who.
    """

    tries: int = 0
    answered_at: datetime | None = None
    answered_by_another: bool = False
    answered_to: str = ""

    def after(self, outcome: Outcome, *, at: datetime, organisation: str) -> Self:
        tried = replace(self, tries=self.tries + 1)
        is_stranger = outcome in STRANGERS
        if not (is_stranger or OUTCOME_RULES[outcome].reached):
            return tried
        return replace(
            tried,
            answered_at=at,
            answered_by_another=is_stranger,
            answered_to=organisation,
        )
