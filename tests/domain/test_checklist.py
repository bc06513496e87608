from uuid import UUID

from portal.domain.checklist import (
    SEPOT_ITEMS,
    ChecklistItem,
    missing_items,
    untold,
)

ONE, OTHER = UUID(int=1), UUID(int=2)


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
    assert ChecklistItem.DECISION_TOLD not in SEPOT_ITEMS
    assert untold([ONE, OTHER], {OTHER}) == (ONE,)
    assert untold([ONE, OTHER], {ONE, OTHER}) == ()
