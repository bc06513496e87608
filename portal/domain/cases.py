"""The words in which a case is told: what can be decided, planned and judged.

Kinds of decisions and hearings keep the chain's own (Dutch) words, because
partners read them in our export.
"""

from enum import StrEnum


class OffenceCategory(StrEnum):
    VIOLENCE = "violence"
    SEXUAL = "sexual"
    DOMESTIC_VIOLENCE = "domestic_violence"
    THREAT = "threat"
    STALKING = "stalking"
    PROPERTY = "property"
    VANDALISM = "vandalism"
    TRAFFIC = "traffic"
    HOMICIDE = "homicide"
    OTHER = "other"


class DecisionKind(StrEnum):
    SEPOT = "sepot"
    PENALTY_ORDER = "strafbeschikking"
    SETTLEMENT = "transactie"
    HALT = "halt"
    MEDIATION = "mediation"
    SUMMONS = "dagvaarden"
    TRANSFER = "overdracht"
    JOINING = "voeging"


class RevisionReason(StrEnum):
    NEW_FACTS = "new_facts"
    COURT_ORDER = "court_order"
    CONDITION_BROKEN = "condition_broken"
    ERROR_CORRECTED = "error_corrected"
    FURTHER_INVESTIGATION = "further_investigation"


class ObjectionState(StrEnum):
    """How far an objection (verzet) to a penalty order is."""

    RAISED = "raised"
    WITHDRAWN = "withdrawn"
    INADMISSIBLE = "inadmissible"
    UPHELD = "upheld"


class CustodyChange(StrEnum):
    SUSPENDED = "suspended"
    LIFTED = "lifted"
    RESUMED = "resumed"
    LEAVE = "leave"
    RELEASE = "release"


class HearingKind(StrEnum):
    PRO_FORMA = "pro-forma"
    CASE_MANAGEMENT = "regie"
    SUBSTANTIVE = "inhoudelijk"
    CONTINUATION = "voortzetting"
    VERDICT = "uitspraak"
    COMPLAINT_CHAMBER = "raadkamer-12sv"
    PROSECUTOR_HEARING = "om-hoorgesprek"
    SUSPENDED_SENTENCE = "tul"


class Judge(StrEnum):
    """Who sits: the kind of judge or chamber, not a name."""

    POLICE_JUDGE = "police_judge"
    FULL_BENCH = "full_bench"
    JUVENILE_JUDGE = "juvenile_judge"
    CANTONAL_JUDGE = "cantonal_judge"
    ECONOMIC_CHAMBER = "economic_chamber"
    COURT_OF_APPEAL = "court_of_appeal"
    SUPREME_COURT = "supreme_court"
    UNKNOWN = "unknown"


class HearingOutcome(StrEnum):
    COMPLETED = "completed"
    ADJOURNED = "adjourned"


class JudgmentOutcome(StrEnum):
    CONVICTION = "conviction"
    ACQUITTAL = "acquittal"
    PARTIAL_ACQUITTAL = "partial_acquittal"
    DISCHARGED = "discharged"  # ovar: ontslag van alle rechtsvervolging
    PROSECUTION_INADMISSIBLE = "prosecution_inadmissible"
    GUILTY_WITHOUT_PUNISHMENT = "guilty_without_punishment"
    OTHER = "other"


class ClaimOutcome(StrEnum):
    """What the judge did with a victim's claim for damages."""

    AWARDED = "awarded"
    PARTLY_AWARDED = "partly_awarded"
    REJECTED = "rejected"
    INADMISSIBLE = "inadmissible"


class ComplaintOutcome(StrEnum):
    ORDER = "order"
    REJECTED = "rejected"
    INADMISSIBLE = "inadmissible"
    FORWARDED = "forwarded"


class Appellant(StrEnum):
    PROSECUTION = "prosecution"
    SUSPECT = "suspect"
    BOTH = "both"


class HaltReferrer(StrEnum):
    POLICE = "police"
    SPECIAL_OFFICER = "special_officer"  # boa
    PROSECUTION = "prosecution"


class HaltResult(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"
    REFUSED = "refused"


class PaymentKind(StrEnum):
    PAYMENT = "payment"
    ADVANCE = "advance"
