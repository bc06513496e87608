from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.complaints import KnownBy
from portal.domain.representation import (
    ROLES_FOR_MINORS,
    CalleeKind,
    Reachable,
    RepresentativeOnFile,
    callees,
    has_safe_way,
    knowledge_through,
)
from portal.domain.safe_contact import ContactNumber, Permission, SafeContact
from portal.domain.victims import RepresentativeRole, VictimKind

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
FRESH = NOW - timedelta(days=30)
YES = SafeContact(calling=Permission(answer=True, answered_at=FRESH))
NO = SafeContact(calling=Permission(answer=False, answered_at=FRESH))


def born(years_ago):
    return date(TODAY.year - years_ago, TODAY.month, TODAY.day)


def number(value=1, **facts):
    return ContactNumber(
        **{
            "id": UUID(int=value),
            "e164": "+31612345678",
            "display": "06 12 34 56 78",
            "vouched_at": FRESH,
            **facts,
        }
    )


def representative(role=RepresentativeRole.PARENT, **facts):
    return RepresentativeOnFile(
        **{
            "id": UUID(int=7),
            "name": "Kofi Owusu",
            "role": role,
            "may_view": True,
            "may_act": True,
            "has_conflict": False,
            "valid_until": None,
            "numbers": (number(2),),
            **facts,
        }
    )


def victim(age=30, *representatives, **facts):
    return Reachable(
        **{
            "kind": VictimKind.PERSON,
            "birth_date": None if age is None else born(age),
            "contact_person": None,
            "numbers": (number(1),),
            "profile": YES,
            "representatives": representatives,
            **facts,
        }
    )


def called(someone, *, at_risk=False):
    return [one.kind for one in callees(someone, at_risk=at_risk, now=NOW)]


VICTIM = CalleeKind.VICTIM
REPRESENTATIVE = CalleeKind.REPRESENTATIVE


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (11, [REPRESENTATIVE]),
        (12, [REPRESENTATIVE, VICTIM]),
        (15, [REPRESENTATIVE, VICTIM]),
        (16, [VICTIM, REPRESENTATIVE]),
        (17, [VICTIM, REPRESENTATIVE]),
        (18, [VICTIM]),
    ],
)
def test_age_decides_whether_the_parent_or_the_victim_comes_first(age, expected):
    assert called(victim(age, representative())) == expected


def test_the_young_person_is_heard_beside_the_parent():
    parent, young = callees(victim(13, representative()), at_risk=False, now=NOW)

    assert not parent.is_heard_too
    assert young.is_heard_too


def test_a_parent_with_a_conflict_of_interest_is_never_called():
    parent = representative(has_conflict=True)

    assert called(victim(9, parent)) == []
    assert called(victim(13, parent)) == [VICTIM]


def test_a_special_curator_stands_in_when_the_parent_cannot():
    parent = representative(has_conflict=True)
    curator = representative(RepresentativeRole.SPECIAL_CURATOR, name="mr. Bos")

    found = callees(victim(9, parent, curator), at_risk=False, now=NOW)

    assert [one.name for one in found] == ["mr. Bos"]


@pytest.mark.parametrize(
    ("valid_until", "expected"),
    [(TODAY, []), (TODAY + timedelta(days=1), [REPRESENTATIVE])],
)
def test_a_representative_is_called_until_the_day_it_ends(valid_until, expected):
    assert called(victim(9, representative(valid_until=valid_until))) == expected


def test_who_may_not_view_the_case_is_not_called_about_it():
    assert called(victim(9, representative(may_view=False))) == []


def test_a_lawyer_is_called_only_where_the_victim_wants_that():
    lawyer = representative(RepresentativeRole.LAWYER)

    assert called(victim(30, lawyer)) == [VICTIM]
    assert called(victim(30, lawyer, wants_lawyer=True)) == [VICTIM, CalleeKind.LAWYER]


def test_a_lawyer_comes_after_the_young_person():
    lawyer = representative(RepresentativeRole.LAWYER)
    family = victim(13, lawyer, representative(), wants_lawyer=True)

    assert called(family) == [REPRESENTATIVE, VICTIM, CalleeKind.LAWYER]


def test_a_legal_person_is_called_through_its_contact_person():
    school = victim(
        None, kind=VictimKind.LEGAL_PERSON, contact_person="mevrouw J. de Wit"
    )

    (callee,) = callees(school, at_risk=False, now=NOW)

    assert callee.kind is CalleeKind.CONTACT_PERSON
    assert callee.name == "mevrouw J. de Wit"


def test_an_unknown_age_is_treated_as_grown_up():
    assert called(victim(None, representative())) == [VICTIM]


def test_a_representative_has_numbers_and_hours_of_their_own():
    (parent,) = callees(victim(9, representative()), at_risk=False, now=NOW)

    assert [one.id.int for one in parent.numbers] == [2]
    assert parent.representative.role is RepresentativeRole.PARENT


def test_for_a_child_at_risk_the_parents_number_must_be_trusted_too():
    unmarked = representative(numbers=(number(2, vouched_at=None),))
    child = victim(9, unmarked)

    found = callees(child, at_risk=True, now=NOW)

    assert called(child, at_risk=True) == [REPRESENTATIVE]
    assert not has_safe_way(found)
    assert has_safe_way(callees(victim(9, representative()), at_risk=True, now=NOW))


def test_a_no_to_calling_holds_for_every_representative():
    family = victim(13, representative(), profile=NO)

    assert not has_safe_way(callees(family, at_risk=False, now=NOW))


def knowledge(one, age=30):
    return knowledge_through(one, birth_date=born(age), today=TODAY)


def test_telling_the_victim_is_knowledge_by_a_call():
    assert knowledge(None) is KnownBy.CALL


@pytest.mark.parametrize("role", ROLES_FOR_MINORS)
def test_who_stands_in_for_someone_under_sixteen_is_the_victim(role):
    assert knowledge(representative(role), age=15) is KnownBy.CALL
    assert knowledge(representative(role), age=16) is None


def test_a_lawyer_gives_knowledge_of_a_kind_of_its_own():
    assert knowledge(representative(RepresentativeRole.LAWYER)) is KnownBy.LAWYER


def test_a_curator_who_may_act_gives_knowledge():
    curator = RepresentativeRole.CURATOR

    assert knowledge(representative(curator)) is KnownBy.OTHER
    assert knowledge(representative(curator, may_act=False)) is None


def test_a_mere_contact_does_not_give_knowledge_to_an_adult():
    assert knowledge(representative(), age=30) is None


@pytest.mark.parametrize("role", RepresentativeRole)
def test_a_conflict_of_interest_or_a_past_term_gives_none(role):
    assert knowledge(representative(role, has_conflict=True), age=9) is None
    assert knowledge(representative(role, valid_until=TODAY), age=9) is None


representatives = st.builds(
    RepresentativeOnFile,
    id=st.uuids(),
    name=st.just("Iemand"),
    role=st.sampled_from(RepresentativeRole),
    may_view=st.booleans(),
    may_act=st.booleans(),
    has_conflict=st.booleans(),
    valid_until=st.none() | st.dates(date(2026, 11, 1), date(2026, 12, 15)),
    numbers=st.just((number(2),)),
)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 90), st.lists(representatives, max_size=4), st.booleans())
def test_nobody_is_called_who_may_not_be(age, people, wants_lawyer):
    someone = victim(age, *people, wants_lawyer=wants_lawyer)

    for callee in callees(someone, at_risk=True, now=NOW):
        one = callee.representative
        assert one is None or (one.may_view and not one.has_conflict)
        assert one is None or one.valid_until is None or one.valid_until > TODAY
        assert callee.kind is not CalleeKind.LAWYER or wants_lawyer
        assert callee.kind is not VICTIM or age >= 12
