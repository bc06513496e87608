"""What the courts tell us, in our own words: hearings, judgments, complaints."""

from dataclasses import dataclass
from datetime import date, datetime

from portal.domain.cases import (
    Appellant,
    ClaimOutcome,
    ComplaintOutcome,
    HearingKind,
    HearingOutcome,
    Judge,
    JudgmentOutcome,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingDetails:
    hearing_id: str
    parketnummers: tuple[str, ...]
    kind: HearingKind
    judge: Judge
    starts_at: datetime
    minutes: int
    court: str
    place: str
    room: str | None
    is_public: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingPlanned:
    details: HearingDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingChanged:
    details: HearingDetails
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingCancelled:
    hearing_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingHeld:
    hearing_id: str
    outcome: HearingOutcome
    is_next_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedClaim:
    """`orders_payment`: the measure of art. 36f Sr was imposed for this victim."""

    victim_id: str
    outcome: ClaimOutcome | None
    amount_cents: int | None
    orders_payment: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgmentGiven:
    parketnummer: str
    judged_on: date
    fact_references: tuple[str, ...] | None
    outcome: JudgmentOutcome
    claims: tuple[JudgedClaim, ...]
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgmentFinal:
    parketnummer: str
    final_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintReceived:
    parketnummer: str
    victim_id: str
    court: str
    received_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintDecided:
    parketnummer: str
    victim_id: str
    court: str
    received_on: date | None
    decided_on: date
    outcome: ComplaintOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealFiled:
    parketnummer: str
    filed_on: date
    by: Appellant
