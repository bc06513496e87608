"""What one victim sees of her own incidents: the gate is kept before it gets here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from portal.domain.calendar import local_date
from portal.domain.caller_words import CallerWords
from portal.domain.cases import DecisionKind
from portal.domain.complaints import ComplaintTerm
from portal.domain.phases import HappeningCode, HistoryEntry, Phase
from portal.domain.sepot_grounds import (
    is_only_administrative,
    is_only_execution_ended,
    plain_text_for,
    shown_explanation,
)
from portal.domain.sources import SourceSeen
from portal.domain.standing import DecisionState
from portal.domain.steps import Step
from portal.domain.visits import NO_VISIT, NOTHING_UNREAD, Unread, Visit

ONE_DAY = timedelta(days=1)
LONG_CLOSED = timedelta(days=5)  # no row of holidays is longer


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedCall:
    """A call that is to tell her something. `task_id` names it among ourselves."""

    task_id: UUID
    due_at: datetime
    has_safe_way: bool
    words: str  # that our caller says first
    starts_at: datetime | None = None  # when it may be made
    agreed_until: datetime | None = None  # where she chose the time of it

    @property
    def before(self) -> date:
        """Give the day before which we call: that after the last day."""
        return local_date(self.due_at) + ONE_DAY

    def is_planned(self, now: datetime) -> bool:
        """Whether she chose a time that is still to come."""
        return self.agreed_until is not None and self.agreed_until > now

    def waits_long(self, now: datetime) -> bool:
        """Whether it cannot be made in time or soon, as while she has rest."""
        if self.starts_at is None or self.starts_at <= self.due_at:
            return False
        return not self.is_late(now) or self.starts_at > now + LONG_CLOSED

    def is_late(self, now: datetime) -> bool:
        return self.due_at < now


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingNews:
    """A decision behind its gate: only that it is there, and when we call."""

    decision_id: UUID
    call: PromisedCall
    is_about_notice: bool = False  # she knows the decision, not the notice served
    known_at: datetime | None = None  # to us


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionSeen:
    """A decision that she may read."""

    id: UUID
    case_id: UUID
    kind: str
    grounds: tuple[str, ...]
    decided_on: date
    is_conditional: bool
    probation_until: date | None
    state: DecisionState
    explanation: str
    is_explanation_released: bool
    compensates_her: bool
    is_unread: bool
    has_waiting_notice: bool  # one served later, behind a gate of its own
    notice_served_on: date | None
    term: ComplaintTerm | None
    call: PromisedCall | None  # one that is still to speak of it

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """What a dropped case means, in plain words; other kinds have a template."""
        return plain_text_for(
            self.grounds,
            decided_on=self.decided_on,
            is_conditional=self.is_conditional,
        )

    @property
    def shown_explanation(self) -> str:
        return shown_explanation(
            self.explanation, self.grounds, is_released=self.is_explanation_released
        )

    @property
    def is_entered_twice(self) -> bool:
        """Whether it says nothing about her case: that lives on elsewhere."""
        return self.kind == DecisionKind.SEPOT and is_only_administrative(self.grounds)

    @property
    def headline(self) -> str:
        """Give the kind, or what a dropped case really is."""
        if self.is_entered_twice:
            return "entered_twice"
        if self.kind == DecisionKind.SEPOT and is_only_execution_ended(self.grounds):
            return "execution_ended"
        return str(self.kind)

    @property
    def is_contested(self) -> bool:
        return self.state is DecisionState.CONTESTED


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingSeen:
    id: UUID
    kind: str
    judge: str
    starts_at: datetime
    minutes: int
    court: str
    place: str
    room: str | None
    is_public: bool
    was_at: datetime | None  # when another moment was announced before


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgmentSeen:
    """What the judge decided, and what of that is about her claim alone."""

    outcome: str
    explanation: str
    claim: str | None
    amount_cents: int | None
    orders_payment: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintSeen:
    """Her own complaint in one case, and whether she wants to be reminded."""

    wants_reminders: bool | None
    court: str | None
    received_on: date | None
    decided_on: date | None
    outcome: str | None

    def is_received_since(self, day: date) -> bool:
        return self.received_on is not None and self.received_on >= day


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSeen:
    """One suspect's case, by its number within the incident: never by a name."""

    id: UUID
    number: int
    parketnummer: str
    suspect_is_minor: bool
    phase: Phase
    steps: tuple[Step, ...]
    happened: tuple[HistoryEntry, ...]
    news: tuple[WaitingNews, ...]
    decisions: tuple[DecisionSeen, ...]
    hearings: tuple[HearingSeen, ...]  # to come, the first one first
    judgment: JudgmentSeen | None
    complaint: ComplaintSeen | None

    @property
    def standing(self) -> tuple[DecisionSeen, ...]:
        return tuple(one for one in self.decisions if one.state.is_standing)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackSeen:
    """A call that she asked for."""

    task_id: UUID
    organisation: str
    topic: str
    starts_at: datetime | None  # as agreed
    ends_at: datetime | None
    has_safe_way: bool
    words: str  # that our caller says first
    is_held: bool = False  # a caller has it on screen now


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentSeen:
    """One police report. `steps` and `phase` tell of it where no case exists yet."""

    id: UUID
    pv_number: str
    recorded_on: date | None
    place: str
    phase: Phase
    steps: tuple[Step, ...]
    happened: tuple[HistoryEntry, ...]
    cases: tuple[CaseSeen, ...]
    callback: CallbackSeen | None
    caller_words: tuple[CallerWords, ...]  # of every call to her, also about others
    sources: tuple[SourceSeen, ...] = ()
    visit: Visit = NO_VISIT
    unread: Unread = NOTHING_UNREAD  # about whatever

    @property
    def news(self) -> tuple[WaitingNews, ...]:
        return tuple(news for case in self.cases for news in case.news)

    @property
    def hearings(self) -> tuple[HearingSeen, ...]:
        """What is to come, once also where cases are heard together."""
        hearings = {one.id: one for case in self.cases for one in case.hearings}
        return soonest(hearings.values())

    def numbers_of(self, hearing: HearingSeen) -> tuple[int, ...]:
        """Give the numbers of her cases that are heard then."""
        return tuple(case.number for case in self.cases if hearing in case.hearings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    incidents: tuple[IncidentSeen, ...]
    has_more: bool
    visit: Visit = NO_VISIT
    unread: Unread = NOTHING_UNREAD

    @property
    def next_hearing(self) -> tuple[IncidentSeen, HearingSeen] | None:
        pairs = [(one, it) for one in self.incidents for it in one.hearings]
        return min(pairs, key=lambda pair: pair[1].starts_at, default=None)


def judgment_in(
    happened: Sequence[HistoryEntry], *, is_only_victim: bool
) -> JudgmentSeen | None:
    """Give the newest judgment; free text that may tell of others is left out."""
    judgment = _newest(happened, HappeningCode.JUDGMENT)
    if judgment is None:
        return None
    claim = _newest(happened, HappeningCode.JUDGMENT_VICTIM)
    own = claim.detail if claim and claim.at == judgment.at else {}
    amount = own.get("amount_cents")
    return JudgmentSeen(
        outcome=str(judgment.detail.get("outcome", "")),
        explanation=_text(judgment.detail.get("explanation")) if is_only_victim else "",
        claim=_text(own.get("claim")) or None,
        amount_cents=amount if isinstance(amount, int) else None,
        orders_payment=own.get("orders_payment") is True,
    )


def _newest(
    happened: Sequence[HistoryEntry], code: HappeningCode
) -> HistoryEntry | None:
    return next((one for one in reversed(happened) if one.code == code), None)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def soonest(hearings: Iterable[HearingSeen]) -> tuple[HearingSeen, ...]:
    return tuple(sorted(hearings, key=lambda one: one.starts_at))


def find_decision(
    cases: Sequence[CaseSeen], decision_id: UUID
) -> tuple[CaseSeen, DecisionSeen | WaitingNews] | None:
    """Give the decision and its case, behind the gate or past it; None is not hers."""
    for case in cases:
        for decision in case.decisions:
            if decision.id == decision_id:
                return case, decision
        for news in case.news:
            if news.decision_id == decision_id:
                return case, news
    return None
