"""What a victim means to do about a complaint: hers, not the OM's (design 4.13)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portal.domain.overview import DecisionSeen


class ComplaintChoice(StrEnum):
    SENT = "sent"
    WILL_NOT = "will_not"
    ASKS_CALL = "asks_call"  # unsure: SHN calls her
    UNDECIDED = "undecided"  # takes back what she chose before


STOPS_REMINDERS = frozenset({ComplaintChoice.SENT, ComplaintChoice.WILL_NOT})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceMade:
    """One thing she said; rows stay, and the newest holds. `sent_on` only when sent."""

    choice: ComplaintChoice
    sent_on: date | None
    said_at: datetime
    number: int  # of her choices about this decision, from 1
    is_hers: bool = True  # else of who stands in for her

    @property
    def stops_reminders(self) -> bool:
        return self.choice in STOPS_REMINDERS


def newest_choice(choices: Iterable[ChoiceMade]) -> ChoiceMade | None:
    return max(choices, key=lambda one: (one.said_at, one.number), default=None)


def next_number(choices: Iterable[ChoiceMade]) -> int:
    """Give a number after all; two records that became one may leave numbers out."""
    return max((one.number for one in choices), default=0) + 1


def is_possible_day_of_sending(day: date, *, decided_on: date, today: date) -> bool:
    """Nobody complains of what was not decided yet, nor sends a letter tomorrow."""
    return decided_on <= day <= today


def may_complain(decision: DecisionSeen) -> bool:
    """Whether there is something to complain of; an entry made twice is nothing."""
    return decision.term is not None and not decision.is_entered_twice
