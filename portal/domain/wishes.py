"""What a victim wants to be told, and what she wants to take part in.

Whether a call or a message follows: portal.domain.contacts.is_opted_out_of and the
duties of decisions and hearings.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.domain.call_tasks import TaskKind
from portal.domain.cases import DecisionKind
from portal.domain.contacts import is_opted_out_of
from portal.domain.notifications import ABOUT_HEARING, MessageName
from portal.domain.phases import Phase
from portal.domain.victims import Wish


class WishAnswer(StrEnum):
    YES = "yes"
    NO = "no"
    LATER = "later"


NEWS = (
    Wish.INFORMATION,
    Wish.DECISION,
    Wish.HEARING,
    Wish.JUDGMENT,
    Wish.CUSTODY,
)
TAKING_PART = (
    Wish.RIGHT_TO_SPEAK,
    Wish.WRITTEN_STATEMENT,
    Wish.DAMAGES,
    Wish.PROSECUTOR_TALK,
)
WITH_SUSPECT = (Wish.MEDIATION, Wish.APOLOGY)

# What SHN asks in the first contact; the rest comes up when it is time for it.
ASKED_FIRST = (*NEWS, Wish.RIGHT_TO_SPEAK, Wish.WRITTEN_STATEMENT, Wish.DAMAGES)

# When there is something to talk about: Aanwijzing slachtofferzorg, par. 4.
PHASES_TO_TALK_IN = frozenset(
    {
        Phase.SUMMONED,
        Phase.HEARING_PLANNED,
        Phase.HEARING_ADJOURNED,
        Phase.JUDGED,
    }
)

# What she may have opted out of by the time it leaves.
NEWS_IN_WRITING = ABOUT_HEARING | {MessageName.JUDGMENT_NOTICE}

_BY_LAW = frozenset({DecisionKind.PENALTY_ORDER, DecisionKind.SETTLEMENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class WishSaid:
    """An answer given in a call; `before` is what stood, None: never asked."""

    answer: WishAnswer
    before: WishAnswer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WishSeen:
    """How one wish stands; `answer` None is never asked."""

    wish: Wish
    answer: WishAnswer | None
    since: datetime | None
    is_own: bool


def asked_in(kind: TaskKind) -> tuple[Wish, ...]:
    return ASKED_FIRST if kind is TaskKind.FIRST_CONTACT else ()


def may_be_forced(answers: Mapping[Wish, WishAnswer]) -> bool:
    """Whether another may want this of her: that she hears nothing, or meets him."""
    return any(
        (wish in NEWS and answer is WishAnswer.NO)
        or (wish in WITH_SUSPECT and answer is WishAnswer.YES)
        for wish, answer in answers.items()
    )


def as_fact(answer: WishAnswer) -> bool | None:
    """Give it as the chain knows it: ask me later is no answer."""
    return {WishAnswer.YES: True, WishAnswer.NO: False}.get(answer)


def as_answer(fact: bool | None, *, was_later: bool) -> WishAnswer | None:  # noqa: FBT001
    if fact is None:
        return WishAnswer.LATER if was_later else None
    return WishAnswer.YES if fact else WishAnswer.NO


def may_replace(
    *,
    own: bool,
    current: bool | None,
    sent: bool | None,
    by_victim_or_shn: bool,
) -> bool:
    """Whether newer words of others take the place of what she chose herself.

    Silence takes the place of nothing, and only she or SHN lifts her no.
    """
    if not own:
        return True
    if sent is None:
        return False
    return by_victim_or_shn or not (current is False and sent)


def may_talk(phase: Phase, *, must_be_offered: bool, knows_it_stopped: bool) -> bool:
    """Whether a wish for the talk opens a call: what she must not know yet does not."""
    is_time = phase in PHASES_TO_TALK_IN or (
        phase is Phase.DISMISSED and knows_it_stopped
    )
    return must_be_offered and is_time


def is_unwanted_news(
    message: MessageName, wishes: Mapping[Wish, bool | None], *, may_speak: bool
) -> bool:
    """Whether she opted out of a message since it was queued.

    That she may speak is told all the same, unless she waived that itself.
    """
    if message in ABOUT_HEARING:
        is_owed = may_speak and wishes.get(Wish.RIGHT_TO_SPEAK) is not False
        return is_opted_out_of(wishes, Wish.HEARING) and not is_owed
    if message is MessageName.JUDGMENT_NOTICE:
        return is_opted_out_of(wishes, Wish.JUDGMENT)
    return False


def is_unwanted_notice(
    wishes: Mapping[Wish, bool | None], *, kind: DecisionKind, is_served: bool
) -> bool:
    """The same of a decision in writing: what the law owes goes all the same."""
    is_owed = is_served or kind in _BY_LAW
    return is_opted_out_of(wishes, Wish.DECISION) and not is_owed
