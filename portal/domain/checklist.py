"""What a conversation about a decision must cover before it closes as spoken."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from uuid import UUID

from portal.domain.cases import OffenceCategory
from portal.domain.offences import is_serious, read_articles


class ChecklistItem(StrEnum):
    """`DECISION_TOLD` is ticked once for each decision that the task must tell."""

    DECISION_TOLD = "decision_told"
    REASON_EXPLAINED = "reason_explained"
    COMPLAINT_EXPLAINED = "complaint_explained"  # art. 12 Sv, with term or advice
    OTHER_ROUTES = "other_routes"
    SUPPORT_OFFERED = "support_offered"
    CONFIRMATION_ASKED = "confirmation_asked"
    PROSECUTOR_TALK_OFFERED = "prosecutor_talk_offered"
    YOUNG_PERSON_HEARD = "young_person_heard"  # from 12 to 15, beside the parent
    REPEATED_BACK = "repeated_back"  # in her own words, where she needs plain language
    NEXT_STEPS_EXPLAINED = "next_steps_explained"
    ATTENDANCE_ASKED = "attendance_asked"
    SPEAKING_EXPLAINED = "speaking_explained"
    CLAIM_EXPLAINED = "claim_explained"
    PROTECTION_ASKED = "protection_asked"
    OUTCOME_EXPLAINED = "outcome_explained"
    OWN_CLAIM_EXPLAINED = "own_claim_explained"
    APPEAL_EXPLAINED = "appeal_explained"
    CONDITIONS_TOLD = "conditions_told"
    SAFETY_PLAN_MADE = "safety_plan_made"
    EMERGENCY_NUMBER_GIVEN = "emergency_number_given"
    VIEW_ASKED = "view_asked"
    TALK_HELD = "talk_held"
    VOLUNTARY_EXPLAINED = "voluntary_explained"
    WISHES_ASKED = "wishes_asked"
    AVAILABILITY_ASKED = "availability_asked"
    WELLBEING_ASKED = "wellbeing_asked"
    DAMAGE_ASKED = "damage_asked"
    TALK_WANTED = "talk_wanted"  # she wants the conversation with the prosecutor
    AFTERCARE_WANTED = "aftercare_wanted"  # her consent to a call of SHN, later


SEPOT_ITEMS = (
    ChecklistItem.REASON_EXPLAINED,
    ChecklistItem.COMPLAINT_EXPLAINED,
    ChecklistItem.OTHER_ROUTES,
    ChecklistItem.SUPPORT_OFFERED,
    ChecklistItem.CONFIRMATION_ASKED,
)


def must_offer_prosecutor_talk(
    *,
    offence_category: OffenceCategory,
    articles: Collection[str],
    has_right_to_speak: bool,
) -> bool:
    """Aanwijzing slachtofferzorg, par. 4: the offer is not left to the caller."""
    return has_right_to_speak or is_serious(offence_category, read_articles(articles))


def missing_items(
    ticked: Collection[ChecklistItem],
    reasons: Mapping[ChecklistItem, str],
    required: Collection[ChecklistItem],
) -> tuple[ChecklistItem, ...]:
    """Give what was neither said nor left out for a reason."""
    return tuple(
        item
        for item in required
        if item not in ticked and not reasons.get(item, "").strip()
    )


def untold(decisions: Collection[UUID], told: Collection[UUID]) -> tuple[UUID, ...]:
    """Give the decisions that keep the task open; no reason replaces telling one."""
    return tuple(decision for decision in decisions if decision not in told)
