from uuid import UUID

import pytest

from portal.domain.cases import OffenceCategory
from portal.domain.checklist import (
    SEPOT_ITEMS,
    ChecklistItem,
    missing_items,
    required_items,
    untold,
)

ONE, OTHER = UUID(int=1), UUID(int=2)


def required(**facts):
    return required_items(
        **{
            "offence_category": OffenceCategory.PROPERTY,
            "articles": ["310 Sr"],
            "has_right_to_speak": False,
            **facts,
        }
    )


def test_in_an_ordinary_case_no_conversation_with_the_prosecutor_is_asked_for():
    assert required() == SEPOT_ITEMS


@pytest.mark.parametrize(
    "facts",
    [
        {"has_right_to_speak": True},
        {"offence_category": OffenceCategory.SEXUAL},
        {"articles": ["302 Sr"]},
    ],
    ids=str,
)
def test_in_a_serious_case_it_must_be_offered(facts):
    assert required(**facts) == (*SEPOT_ITEMS, ChecklistItem.PROSECUTOR_TALK_OFFERED)


def test_beside_the_parent_the_young_person_must_be_heard():
    assert ChecklistItem.YOUNG_PERSON_HEARD in required(hears_young_person=True)


def test_each_item_is_ticked_or_left_out_for_a_reason():
    ticked = {ChecklistItem.REASON_EXPLAINED, ChecklistItem.COMPLAINT_EXPLAINED}
    reasons = {
        ChecklistItem.OTHER_ROUTES: "wil later overleggen",
        ChecklistItem.SUPPORT_OFFERED: "  ",
    }

    assert missing_items(ticked, reasons, SEPOT_ITEMS) == (
        ChecklistItem.SUPPORT_OFFERED,
        ChecklistItem.CONFIRMATION_ASKED,
    )
    assert missing_items(set(SEPOT_ITEMS), {}, SEPOT_ITEMS) == ()


def test_telling_a_decision_is_ticked_for_each_and_no_reason_replaces_it():
    assert ChecklistItem.DECISION_TOLD not in required()
    assert untold([ONE, OTHER], {OTHER}) == (ONE,)
    assert untold([ONE, OTHER], {ONE, OTHER}) == ()
