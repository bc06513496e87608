"""Every kind of call in one table: who makes it, when, how often, and what it needs.

Contracts section 6; how it is read stands in docs/decisions/0008-kinds-of-calls.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum, StrEnum
from typing import Self

from portal.domain.call_tasks import TaskKind
from portal.domain.checklist import SEPOT_ITEMS, ChecklistItem
from portal.domain.errors import UnableToError
from portal.domain.staff import Organisation


class Priority(IntEnum):
    """Stands in the row, so that the queue can be ordered by an index."""

    USUAL = 0
    RAISED = 1  # by a supervisor
    URGENT = 2  # every day of the week, no guards or pauses


URGENT_PAUSE = timedelta(hours=1)


class Urgency(StrEnum):
    NEVER = "never"
    ALWAYS = "always"
    SHORTLY_BEFORE = "shortly_before"  # within three working days of its moment


class Experience(StrEnum):
    """Who may make the call: `by_case` looks at grounds, bereavement and offence."""

    ANYBODY = "anybody"
    BY_CASE = "by_case"
    EXPERIENCED = "experienced"


class EndsIn(StrEnum):
    """What comes when the ladder is at its end and nobody was reached."""

    LETTER = "letter"
    LETTER_AND_SUPERVISOR = "letter_and_supervisor"
    SUPERVISOR = "supervisor"


class DueFrom(StrEnum):
    NEWS = "news"  # working days after the event
    MOMENT = "moment"  # before that moment itself: a release, a decision to be taken
    AGREED = "agreed"  # at the end of the part of the day that was agreed


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRule:
    """`days_before` is the latest day, counted back from what the call is about."""

    counts_from: DueFrom = DueFrom.NEWS
    working_days: int = 0
    working_days_at_risk: int = 0
    days_before: int | None = None

    @classmethod
    def after(cls, usual: int, *, at_risk: int | None = None) -> Self:
        return cls(
            working_days=usual,
            working_days_at_risk=usual if at_risk is None else at_risk,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderRule:
    """`attempts` that count, on `days` different days, `pause` apart at least.

    As shipped; an organisation may have its own: portal.domain.outcome_rules.
    """

    attempts: int = 3
    days: int = 2
    pause: timedelta = timedelta(hours=4)
    pause_after_engaged: timedelta = timedelta(minutes=15)
    doubts: int = 2  # not surely hers: then victim support verifies the number
    ends_in: EndsIn = EndsIn.LETTER
    refusal_is_written: bool = True  # else a no ends it, and nothing more is said
    caller_corrects: bool = True  # an own mistake; else a supervisor does

    @property
    def goes_on_today(self) -> bool:
        return self.days == 1 and self.pause <= URGENT_PAUSE


@dataclass(frozen=True, slots=True, kw_only=True)
class CallKind:
    """`caller` None is whoever was asked; `may_go_to` whom the baton may be given.

    `text_blocks` name what the caller says; `letter_within_14_days` is the law's limit.
    """

    caller: Organisation | None
    due: DueRule
    checklist: tuple[ChecklistItem, ...]
    text_blocks: tuple[str, ...]
    ladder: LadderRule = field(default_factory=LadderRule)
    urgency: Urgency = Urgency.NEVER
    experience: Experience = Experience.BY_CASE
    opens_for_opted_out: bool = False
    letter_within_14_days: bool = False
    may_go_to: frozenset[Organisation] = frozenset()


class UnableToHandOverSubjectError(UnableToError):
    """The subject may not be told by that organisation."""


_OM, _SHN, _HALT = Organisation.OM, Organisation.SHN, Organisation.HALT
_TO_SHN = frozenset({_SHN})
_LONG_DUE = DueRule.after(5, at_risk=1)

KINDS: Mapping[TaskKind, CallKind] = {
    TaskKind.SEPOT: CallKind(
        caller=_OM,
        due=_LONG_DUE,
        letter_within_14_days=True,
        checklist=SEPOT_ITEMS,
        text_blocks=("sepot",),
    ),
    TaskKind.DECISION: CallKind(
        caller=_OM,
        due=_LONG_DUE,
        letter_within_14_days=True,
        checklist=(
            ChecklistItem.REASON_EXPLAINED,
            ChecklistItem.NEXT_STEPS_EXPLAINED,
            ChecklistItem.SUPPORT_OFFERED,
            ChecklistItem.CONFIRMATION_ASKED,
        ),
        text_blocks=("decision",),
    ),
    TaskKind.HEARING: CallKind(
        caller=_OM,
        due=DueRule(working_days=5, working_days_at_risk=5, days_before=14),
        letter_within_14_days=True,
        checklist=(
            ChecklistItem.ATTENDANCE_ASKED,
            ChecklistItem.SPEAKING_EXPLAINED,
            ChecklistItem.CLAIM_EXPLAINED,
            ChecklistItem.PROTECTION_ASKED,
            ChecklistItem.SUPPORT_OFFERED,
        ),
        text_blocks=("hearing",),
        may_go_to=_TO_SHN,
    ),
    TaskKind.HEARING_CHANGED: CallKind(
        caller=_OM,
        due=DueRule.after(1),
        urgency=Urgency.SHORTLY_BEFORE,
        letter_within_14_days=True,
        checklist=(
            ChecklistItem.NEXT_STEPS_EXPLAINED,
            ChecklistItem.ATTENDANCE_ASKED,
            ChecklistItem.SUPPORT_OFFERED,
        ),
        text_blocks=("hearing_changed",),
        may_go_to=_TO_SHN,
    ),
    TaskKind.JUDGMENT: CallKind(
        caller=_OM,
        due=DueRule.after(2),
        letter_within_14_days=True,
        checklist=(
            ChecklistItem.OUTCOME_EXPLAINED,
            ChecklistItem.OWN_CLAIM_EXPLAINED,
            ChecklistItem.APPEAL_EXPLAINED,
            ChecklistItem.SUPPORT_OFFERED,
        ),
        text_blocks=("judgment",),
        may_go_to=_TO_SHN,
    ),
    TaskKind.RELEASE: CallKind(
        caller=_OM,
        due=DueRule(counts_from=DueFrom.MOMENT),
        urgency=Urgency.ALWAYS,
        experience=Experience.ANYBODY,
        ladder=LadderRule(days=1, pause=URGENT_PAUSE, ends_in=EndsIn.SUPERVISOR),
        checklist=(
            ChecklistItem.CONDITIONS_TOLD,
            ChecklistItem.SAFETY_PLAN_MADE,
            ChecklistItem.EMERGENCY_NUMBER_GIVEN,
            ChecklistItem.SUPPORT_OFFERED,
        ),
        text_blocks=("release",),
        may_go_to=_TO_SHN,
    ),
    TaskKind.CONSULTATION: CallKind(
        caller=_OM,
        due=DueRule(counts_from=DueFrom.MOMENT),
        experience=Experience.EXPERIENCED,
        ladder=LadderRule(ends_in=EndsIn.SUPERVISOR),
        checklist=(ChecklistItem.VIEW_ASKED, ChecklistItem.SUPPORT_OFFERED),
        text_blocks=("consultation",),
    ),
    TaskKind.PROSECUTOR_TALK: CallKind(
        caller=_OM,
        due=_LONG_DUE,
        experience=Experience.EXPERIENCED,
        checklist=(ChecklistItem.TALK_HELD,),
        text_blocks=("prosecutor_talk",),
    ),
    TaskKind.MEDIATION: CallKind(
        caller=_OM,
        due=_LONG_DUE,
        checklist=(ChecklistItem.VOLUNTARY_EXPLAINED, ChecklistItem.SUPPORT_OFFERED),
        text_blocks=("mediation",),
    ),
    TaskKind.SEIZURE: CallKind(
        caller=_OM,
        due=_LONG_DUE,
        checklist=(ChecklistItem.NEXT_STEPS_EXPLAINED,),
        text_blocks=("seizure",),
    ),
    TaskKind.FIRST_CONTACT: CallKind(
        caller=_SHN,
        due=DueRule.after(2),
        opens_for_opted_out=True,
        checklist=(
            ChecklistItem.SUPPORT_OFFERED,
            ChecklistItem.WISHES_ASKED,
            ChecklistItem.CLAIM_EXPLAINED,
        ),
        text_blocks=("first_contact",),
    ),
    TaskKind.TERM_CONSULTATION: CallKind(
        caller=_SHN,
        due=_LONG_DUE,
        experience=Experience.ANYBODY,
        checklist=(ChecklistItem.AVAILABILITY_ASKED, ChecklistItem.PROTECTION_ASKED),
        text_blocks=("term_consultation",),
    ),
    TaskKind.AFTERCARE: CallKind(
        caller=_SHN,
        due=DueRule.after(5),
        ladder=LadderRule(refusal_is_written=False),
        checklist=(ChecklistItem.WELLBEING_ASKED, ChecklistItem.SUPPORT_OFFERED),
        text_blocks=("aftercare",),
    ),
    TaskKind.HALT: CallKind(
        caller=_HALT,
        due=_LONG_DUE,
        experience=Experience.ANYBODY,
        checklist=(
            ChecklistItem.NEXT_STEPS_EXPLAINED,
            ChecklistItem.DAMAGE_ASKED,
            ChecklistItem.WISHES_ASKED,
            ChecklistItem.VOLUNTARY_EXPLAINED,
        ),
        text_blocks=("halt",),
    ),
    TaskKind.APOLOGY: CallKind(
        caller=_OM,
        due=_LONG_DUE,
        checklist=(ChecklistItem.VOLUNTARY_EXPLAINED,),
        text_blocks=("apology",),
        may_go_to=frozenset({_HALT}),  # in a Halt case it is theirs
    ),
    TaskKind.CALLBACK: CallKind(
        caller=None,
        due=DueRule(counts_from=DueFrom.AGREED),
        experience=Experience.ANYBODY,
        opens_for_opted_out=True,
        checklist=(),
        text_blocks=("callback",),
    ),
}


def caller_of(kind: TaskKind, *, baton: Organisation | None = None) -> Organisation:
    """Say who makes the call: the kind's own caller, or to whom the baton was given.

    Raise UnableToHandOverSubjectError where that one may not tell it: SHN brings no
    sepot, and a callback is made by whoever was asked.
    """
    rule = KINDS[kind]
    holder = baton or rule.caller
    if holder is None:
        raise UnableToHandOverSubjectError("Zeg wie er terugbelt.")
    if holder is not rule.caller and not may_tell(kind, holder):
        raise UnableToHandOverSubjectError(
            "Dit onderwerp kan niet naar die organisatie.",
            hint="Wie het besluit nam, vertelt het eerst.",
        )
    return holder


def may_tell(kind: TaskKind, organisation: Organisation) -> bool:
    rule = KINDS[kind]
    is_own = rule.caller in {None, organisation}
    return is_own or organisation in rule.may_go_to
