"""Who stands in for a victim: roles, ages, powers, conflicts and ends, all together."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.ages import age_on
from portal.domain.complaints import KnownBy
from portal.domain.representation import ROLES_FOR_MINORS
from portal.domain.standing_in import HER_OWN, StandIn, access_of
from portal.domain.standing_powers import (
    ACT,
    NOTHING,
    SEE,
    WHERE_SHE_IS,
    OwnPart,
    Part,
)
from portal.domain.victims import RepresentativeRole as Role
from portal.domain.victims import VictimKind

TODAY = date(2026, 11, 23)
ALWAYS = {Part.GUIDE: SEE, Part.PEOPLE: SEE, Part.CHOICE: ACT}
NOBODY = UUID(int=1)


def born(years):
    return date(TODAY.year - years, 5, 17)


def someone(role=Role.PARENT, years=10, **given_facts):
    facts = {
        "id": NOBODY,
        "name": "K. Bos",
        "role": role,
        "may_view": True,
        "may_act": True,
        "has_conflict": False,
        "valid_until": None,
        "is_ended": False,
        "is_kept": False,
        "is_doubted": False,
        "victim_id": NOBODY,
        "victim_kind": VictimKind.PERSON,
        "first_name": "Sophie",
        "birth_date": None if years is None else born(years),
        **given_facts,
    }
    return StandIn(**facts)


people = st.builds(
    someone,
    role=st.sampled_from(Role),
    years=st.one_of(st.none(), st.integers(0, 90)),
    may_view=st.booleans(),
    may_act=st.booleans(),
    has_conflict=st.booleans(),
    valid_until=st.one_of(
        st.none(), st.integers(-3, 3).map(lambda days: TODAY + timedelta(days=days))
    ),
    is_ended=st.booleans(),
    is_kept=st.booleans(),
    is_doubted=st.booleans(),
    victim_kind=st.sampled_from(VictimKind),
    at_risk=st.booleans(),
    own_parts=st.frozensets(st.sampled_from(OwnPart)),
)


def age(one):
    return (
        None if one.birth_date is None else age_on(birth_date=one.birth_date, day=TODAY)
    )


@given(people)
def test_a_conflict_an_end_her_word_or_no_right_to_look_shuts_the_door(one):
    is_past = one.valid_until is not None and one.valid_until <= TODAY
    reasons = (one.has_conflict, is_past, not one.may_view, one.is_ended)
    if any(reasons) or one.is_doubted:
        assert access_of(one, TODAY) is None


@given(people)
def test_nobody_does_what_they_may_not_do_on_file(one):
    access = access_of(one, TODAY)
    if access is not None and not one.may_act:
        acting = {part for part in Part if access.acts(part)}
        assert acting == {Part.CHOICE}
        assert access.reads_as is None


@given(people)
def test_who_stands_in_for_a_child_is_out_at_eighteen_and_asks_her_from_sixteen(one):
    if one.role not in ROLES_FOR_MINORS:
        return
    access, years = access_of(one, TODAY), age(one)
    if years is None or years >= 18:
        assert access is None
    elif years >= 16 and access is not None:
        assert not any(access.acts(part) for part in Part if part is not Part.CHOICE)
        assert access.reads_as is None
        is_hers = one.role in {Role.PARENT, Role.GUARDIAN}
        assert one.is_kept or not is_hers


def is_of_company(one):
    is_company = one.victim_kind is VictimKind.LEGAL_PERSON
    return is_company and one.role is Role.AUTHORISED


@given(people)
def test_nobody_else_lifts_a_no_of_hers(one):
    access = access_of(one, TODAY)
    if access is not None and access.acts(Part.CONTACT):
        assert is_of_company(one)
        assert not one.at_risk


@given(people)
def test_nobody_else_knows_where_someone_at_risk_is(one):
    access = access_of(one, TODAY)
    if access is None or not one.at_risk:
        return
    is_child = age(one) is not None and age(one) < 16
    if not (one.role in ROLES_FOR_MINORS and is_child):
        assert {access.rights[part] for part in WHERE_SHE_IS} == {NOTHING}


@given(people)
def test_what_she_keeps_to_herself_nobody_else_sees(one):
    access = access_of(one, TODAY)
    if access is None:
        return
    if OwnPart.CONTACT in one.own_parts:
        assert {access.rights[part] for part in WHERE_SHE_IS} == {NOTHING}
    if OwnPart.QUESTIONS in one.own_parts:
        assert not access.sees(Part.QUESTIONS)
    if one.own_parts:
        assert not access.sees(Part.DATA), "the file holds all of it"


@given(people)
def test_who_looked_and_what_she_said_of_whom_is_for_her_from_twelve(one):
    access = access_of(one, TODAY)
    if access is not None and access.sees(Part.DATA):
        assert age(one) < 12


@given(people)
def test_only_reading_for_a_child_under_sixteen_or_a_company_is_hers(one):
    access = access_of(one, TODAY)
    if access is None or not access.opens_gate:
        return
    is_child = one.role in ROLES_FOR_MINORS and age(one) < 16
    assert is_of_company(one) or is_child
    assert one.may_act


@given(people)
def test_less_on_file_never_lets_anybody_do_more(one):
    access = access_of(one, TODAY)
    if access is None:
        return
    for part in Part:
        assert access.rights[part] <= HER_OWN.rights[part]
    assert not access.is_whole, "that is the victim's alone"
    for part, right in ALWAYS.items():
        assert access.rights[part] is right


@pytest.mark.parametrize(
    ("role", "years", "reads_as"),
    [
        (Role.PARENT, 11, KnownBy.PORTAL),
        (Role.PARENT, 15, KnownBy.PORTAL),
        (Role.GUARDIAN, 15, KnownBy.PORTAL),
        (Role.CERTIFIED_INSTITUTION, 15, KnownBy.PORTAL),
        (Role.SPECIAL_CURATOR, 17, None),
        (Role.LAWYER, 40, KnownBy.LAWYER),
        (Role.LAWYER, 13, KnownBy.LAWYER),
        (Role.CURATOR, 40, KnownBy.OTHER),
        (Role.MENTOR, 40, KnownBy.OTHER),
        (Role.AUTHORISED, 40, KnownBy.OTHER),
    ],
)
def test_whose_knowledge_it_is_when_somebody_reads(role, years, reads_as):
    assert access_of(someone(role, years), TODAY).reads_as is reads_as


def test_the_day_of_an_end_is_the_first_day_without():
    assert access_of(someone(valid_until=TODAY + timedelta(days=1)), TODAY)
    assert access_of(someone(valid_until=TODAY), TODAY) is None


def test_the_door_changes_on_the_birthday_itself():
    eve = someone(birth_date=date(2010, 11, 24))
    assert access_of(eve, TODAY).acts(Part.DECISIONS)
    sixteen = someone(birth_date=date(2010, 11, 23))
    assert access_of(sixteen, TODAY) is None
    kept = someone(birth_date=date(2010, 11, 23), is_kept=True)
    assert access_of(kept, TODAY).sees(Part.DECISIONS)
    eighteen = someone(birth_date=date(2008, 11, 23), is_kept=True)
    assert access_of(eighteen, TODAY) is None


def test_a_lawyer_knows_the_case_and_not_where_she_is():
    access = access_of(someone(Role.LAWYER, 40), TODAY)
    seen = {part for part in Part if access.sees(part)}
    assert {Part.CASES, Part.DECISIONS, Part.HEARINGS, Part.MESSAGES} <= seen
    assert not seen & {*WHERE_SHE_IS, Part.QUESTIONS}


@pytest.mark.parametrize("role", [Role.LAWYER, Role.AUTHORISED])
def test_whom_she_asked_to_help_stops_no_news_and_no_call_of_hers(role):
    access = access_of(someone(role, 40), TODAY)
    assert not any(map(access.acts, (Part.WISHES, Part.CALLS, Part.PAUSE)))


def test_a_company_s_own_people_do_all_that_it_does():
    access = access_of(
        someone(Role.AUTHORISED, None, victim_kind=VictimKind.LEGAL_PERSON), TODAY
    )
    assert all(access.acts(part) for part in (Part.CONTACT, Part.CALLS, Part.QUESTIONS))
    assert access.opens_gate
    assert not access.acts(Part.PEOPLE)
