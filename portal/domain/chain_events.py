"""What the chain's systems tell us, in our own words: one dataclass per event."""

from dataclasses import dataclass, field
from datetime import date, datetime

from portal.domain.cases import (
    CustodyChange,
    DecisionKind,
    HaltReferrer,
    HaltResult,
    ObjectionState,
    OffenceCategory,
    PaymentKind,
    RevisionReason,
)
from portal.domain.court_events import (
    AppealFiled,
    ComplaintDecided,
    ComplaintReceived,
    HearingCancelled,
    HearingChanged,
    HearingHeld,
    HearingPlanned,
    JudgmentFinal,
    JudgmentGiven,
)
from portal.domain.victims import VictimFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRecorded:
    pv_number: str
    recorded_on: date
    category: OffenceCategory
    description: str
    place: str
    victims: tuple[VictimFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestigationEnded:
    pv_number: str
    ended_on: date
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VictimUpdated:
    facts: VictimFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class VictimsMerged:
    """`dropped_id` turned out to be the same person as `victim_id`, which stays."""

    victim_id: str
    dropped_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFact:
    """One fact; without `victim_ids` it concerns every victim of the report."""

    reference: str
    article: str
    description: str
    has_right_to_speak: bool
    victim_ids: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReceived:
    parketnummer: str
    pv_number: str
    joined_pv_numbers: tuple[str, ...]
    parket: str
    location: str
    received_on: date
    suspect_is_minor: bool
    facts: tuple[CaseFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IntendedDecision:
    parketnummer: str
    kind: DecisionKind
    grounds: tuple[str, ...]
    decides_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTaken:
    """`fact_references` None means all facts; grounds are two digits each."""

    parketnummer: str
    kind: DecisionKind
    decided_on: date
    fact_references: tuple[str, ...] | None
    grounds: tuple[str, ...]
    is_conditional: bool
    probation_until: date | None
    served_on: date | None
    explanation: str
    compensates: tuple[str, ...]
    duplicate_of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRevised:
    parketnummer: str
    revised_on: date
    reason: RevisionReason


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionChanged:
    parketnummer: str
    changed_on: date
    state: ObjectionState


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeServed:
    """A KNVV (kennisgeving van niet verdere vervolging) was served."""

    parketnummer: str
    served_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyChanged:
    """Conditions keep the wire's words (contactverbod, locatieverbod, …)."""

    parketnummer: str
    change: CustodyChange
    effective_at: datetime
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HaltDamage:
    victim_id: str
    amount_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HaltReferred:
    """By parketnummer, or by PV number when the police referred; never neither.

    `damages` None means that they were not passed on.
    """

    parketnummer: str | None
    pv_number: str | None
    referred_on: date
    referrer: HaltReferrer
    first_questioned_on: date | None
    damages: tuple[HaltDamage, ...] | None
    are_wishes_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HaltStarted:
    parketnummer: str | None
    pv_number: str | None
    started_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HaltEnded:
    parketnummer: str | None
    pv_number: str | None
    ended_on: date
    result: HaltResult


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentMade:
    parketnummer: str
    victim_id: str
    paid_on: date
    amount_cents: int
    kind: PaymentKind


EventData = (
    ReportRecorded
    | InvestigationEnded
    | VictimUpdated
    | VictimsMerged
    | CaseReceived
    | IntendedDecision
    | DecisionTaken
    | DecisionRevised
    | ObjectionChanged
    | NoticeServed
    | CustodyChanged
    | HearingPlanned
    | HearingChanged
    | HearingCancelled
    | HearingHeld
    | JudgmentGiven
    | JudgmentFinal
    | ComplaintReceived
    | ComplaintDecided
    | AppealFiled
    | HaltReferred
    | HaltStarted
    | HaltEnded
    | PaymentMade
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundEvent:
    """`content` is the canonical JSON: what is kept, sealed, of a parked event."""

    source: str
    event_id: str
    type: str
    subject: str
    happened_at: datetime
    data: EventData
    content: bytes = field(repr=False)
    content_hash: str
