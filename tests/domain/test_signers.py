from datetime import date
from uuid import uuid4

import pytest

from portal.domain.representation import Reachable, RepresentativeOnFile
from portal.domain.safe_contact import SafeContact
from portal.domain.signers import Signer, signer_for
from portal.domain.victims import RepresentativeRole, VictimKind

TODAY = date(2026, 11, 23)
CHILD, ADULT = date(2012, 3, 4), date(1988, 5, 17)


def someone(role, **given):
    return RepresentativeOnFile(
        **{
            "id": uuid4(),
            "name": "Wil Bos",
            "role": role,
            "may_view": True,
            "may_act": True,
            "has_conflict": False,
            "valid_until": None,
        }
        | given
    )


def sign(*representatives, born=ADULT, kind=VictimKind.PERSON, **given):
    victim = Reachable(
        kind=kind,
        birth_date=born,
        contact_person=None,
        numbers=(),
        profile=SafeContact(),
        representatives=representatives,
        wants_lawyer=True,
    )
    return signer_for(victim, today=TODAY, **given)


def test_an_adult_signs_herself():
    assert sign() is None
    assert sign(born=None) is None
    assert sign(someone(RepresentativeRole.LAWYER)) is None
    assert sign(someone(RepresentativeRole.MENTOR)) is None
    assert sign(someone(RepresentativeRole.PARENT)) is None


@pytest.mark.parametrize(
    "role", [RepresentativeRole.PARENT, RepresentativeRole.GUARDIAN]
)
def test_for_a_minor_who_stands_in_signs(role):
    assert sign(someone(role), born=CHILD) == Signer(name="Wil Bos", role=role)


def test_a_curator_signs_for_an_adult():
    signer = sign(someone(RepresentativeRole.CURATOR))
    assert signer.role is RepresentativeRole.CURATOR


@pytest.mark.parametrize(
    "shut",
    [
        {"has_conflict": True},
        {"may_act": False},
        {"may_view": False},
        {"valid_until": TODAY},
    ],
)
def test_who_may_not_act_never_signs_and_leaves_room_for_another(shut):
    parent = someone(RepresentativeRole.PARENT, **shut)
    assert sign(parent, born=CHILD) == Signer(name="", role=None)


def test_who_writes_for_her_signs():
    lawyer = someone(RepresentativeRole.LAWYER, name="mr. Kaya")
    assert sign(standing_in=lawyer).name == "mr. Kaya"


def test_a_company_has_no_parents():
    assert sign(born=CHILD, kind=VictimKind.LEGAL_PERSON) is None
