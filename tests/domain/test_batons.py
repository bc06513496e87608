"""Who tells a victim what, and to whom that may be handed over."""

import pytest

from portal.domain.batons import (
    KINDS_OF,
    Subject,
    UnableToHandOverError,
    check_hand_over,
    first_holder,
    receivers,
    subject_of,
)
from portal.domain.call_kinds import KINDS
from portal.domain.call_tasks import TaskKind
from portal.domain.staff import Organisation

OM, SHN, HALT = Organisation.OM, Organisation.SHN, Organisation.HALT


@pytest.mark.parametrize("subject", list(Subject))
def test_the_prosecutor_is_the_first_to_tell_everything(subject):
    assert first_holder(subject) is OM


def test_a_decision_goes_to_nobody_else():
    assert receivers(Subject.DECISION, holder=OM) == ()


@pytest.mark.parametrize(
    "subject", [Subject.HEARING, Subject.JUDGMENT, Subject.RELEASE]
)
def test_news_may_go_to_victim_support_and_back(subject):
    assert receivers(subject, holder=OM) == (SHN,)
    assert receivers(subject, holder=SHN) == (OM,)


def test_every_kind_of_call_that_may_move_has_its_subject():
    movable = {kind for kind, rule in KINDS.items() if rule.may_go_to}
    assert movable <= {kind for kinds in KINDS_OF.values() for kind in kinds}
    assert subject_of(TaskKind.CALLBACK) is None


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"giver": SHN}, "vertelt dit niet"),
        ({"subject": Subject.DECISION}, "vertelt het OM eerst zelf"),
        ({"to": HALT}, "Die organisatie vertelt dit niet"),
        ({"note": "  "}, "Schrijf erbij waarom"),
        ({"note": "x" * 501}, "korter"),
    ],
    ids=["not-the-holder", "sepot", "halt", "no-note", "long-note"],
)
def test_what_cannot_be_handed_over_is_refused_with_the_reason(changed, reason):
    asked = {
        "subject": Subject.HEARING,
        "holder": OM,
        "giver": OM,
        "to": SHN,
        "note": "Zij kent Samira goed.",
    } | changed
    with pytest.raises(UnableToHandOverError, match=reason):
        check_hand_over(asked.pop("subject"), **asked)
