"""What a hearing means for a victim: whether to come, who may be there, what to do.

Law and practice: reference domain 3.4, 3.5, 3.6, 8.2; what of that was decided how
stands in docs/decisions/0019-hearings.md.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.domain.calendar import add_working_days, local_date
from portal.domain.cases import HearingKind, Judge

DAYS_TO_HAND_IN = timedelta(days=14)
_ONE_DAY = timedelta(days=1)

ABOUT_THE_CASE = frozenset({HearingKind.SUBSTANTIVE, HearingKind.CONTINUATION})
"""The only ones where judges hear what happened, and she may speak or claim."""


class Coming(StrEnum):
    """Whether it makes sense to come. She never has to, but as a witness."""

    WORTHWHILE = "worthwhile"
    AS_SHE_LIKES = "as_she_likes"
    SELDOM = "seldom"
    INVITED = "invited"
    ONLY_ON_INVITATION = "only_on_invitation"
    ON_PAPER = "on_paper"


class Doors(StrEnum):
    OPEN = "open"
    OPEN_TO_HER = "open_to_her"  # closed doors, where a victim is let in (495b Sv)
    BY_INVITATION = "by_invitation"


class Part(StrEnum):
    """What she may do there, or give beforehand."""

    SPEAK = "speak"
    STATEMENT = "statement"
    CLAIM = "claim"
    CLAIM_IN_APPEAL = "claim_in_appeal"
    CLAIM_AT_PROSECUTOR = "claim_at_prosecutor"
    EXPLAIN_COMPLAINT = "explain_complaint"


_WITH_A_DAY = frozenset(
    {Part.SPEAK, Part.STATEMENT, Part.CLAIM, Part.CLAIM_AT_PROSECUTOR}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HerPart:
    """`by`: the day to have it in; who is later is not refused."""

    part: Part
    by: date | None
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingFacts:
    coming: Coming
    doors: Doors
    parts: tuple[HerPart, ...]
    takes_wishes: bool
    is_seen_by_prosecution: bool  # what she wishes of it


_COMING = {
    HearingKind.PRO_FORMA: Coming.SELDOM,
    HearingKind.CASE_MANAGEMENT: Coming.SELDOM,
    HearingKind.SUBSTANTIVE: Coming.WORTHWHILE,
    HearingKind.CONTINUATION: Coming.WORTHWHILE,
    HearingKind.VERDICT: Coming.AS_SHE_LIKES,
    HearingKind.COMPLAINT_CHAMBER: Coming.INVITED,
    HearingKind.PROSECUTOR_HEARING: Coming.ONLY_ON_INVITATION,
    HearingKind.SUSPENDED_SENTENCE: Coming.SELDOM,
}
_BY_INVITATION = frozenset(
    {HearingKind.COMPLAINT_CHAMBER, HearingKind.PROSECUTOR_HEARING}
)


def facts_of_hearing(
    *,
    kind: HearingKind,
    judge: Judge,
    is_public: bool,
    may_speak: bool,
    starts_at: datetime,
    today: date,
) -> HearingFacts:
    is_on_paper = judge is Judge.SUPREME_COURT
    by = hand_in_day(starts_at)
    return HearingFacts(
        coming=Coming.ON_PAPER if is_on_paper else _COMING[kind],
        doors=_doors(kind, is_public=is_public),
        parts=tuple(
            HerPart(
                part=part,
                by=by if part in _WITH_A_DAY else None,
                is_late=part in _WITH_A_DAY and by < today,
            )
            for part in _parts(kind, judge, may_speak=may_speak)
        ),
        takes_wishes=not is_on_paper and kind is not HearingKind.PROSECUTOR_HEARING,
        is_seen_by_prosecution=not is_hidden_from_prosecution(kind),
    )


def is_hidden_from_prosecution(kind: HearingKind) -> bool:
    """What she means to do about a complaint is not the OM's to see (design 4.13)."""
    return kind is HearingKind.COMPLAINT_CHAMBER


def hand_in_day(starts_at: datetime) -> date:
    """Give the day two weeks before, or the working day before that.

    A term that is counted back is not extended (ATW art. 1 lid 2), and on a Sunday
    nobody receives anything: so it moves to the safe side.
    """
    two_weeks_before = local_date(starts_at) - DAYS_TO_HAND_IN
    return add_working_days(two_weeks_before + _ONE_DAY, -1)


def _doors(kind: HearingKind, *, is_public: bool) -> Doors:
    if kind in _BY_INVITATION:
        return Doors.BY_INVITATION
    return Doors.OPEN if is_public else Doors.OPEN_TO_HER


def _parts(kind: HearingKind, judge: Judge, *, may_speak: bool) -> tuple[Part, ...]:
    if judge is Judge.SUPREME_COURT:
        return ()
    if kind is HearingKind.COMPLAINT_CHAMBER:
        return (Part.EXPLAIN_COMPLAINT,)
    if kind is HearingKind.PROSECUTOR_HEARING:
        return (Part.STATEMENT, Part.CLAIM_AT_PROSECUTOR)
    if kind not in ABOUT_THE_CASE:
        return ()
    is_appeal = judge is Judge.COURT_OF_APPEAL
    claim = Part.CLAIM_IN_APPEAL if is_appeal else Part.CLAIM
    speak = (Part.SPEAK,) if may_speak else ()
    return (*speak, Part.STATEMENT, claim)
