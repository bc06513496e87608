"""What a conversation of each kind must cover, and what only where it applies."""

import pytest

from portal.domain.call_checklists import Around, required_of, wishes_of
from portal.domain.call_kinds import KINDS
from portal.domain.call_tasks import TaskKind
from portal.domain.cases import OffenceCategory
from portal.domain.checklist import SEPOT_ITEMS, ChecklistItem

TALK = ChecklistItem.PROSECUTOR_TALK_OFFERED


def required(kind=TaskKind.SEPOT, **facts):
    around = Around(
        **{
            "offence_category": OffenceCategory.PROPERTY,
            "articles": frozenset({"310 Sr"}),
            "may_speak": False,
            "has_claim": False,
            "has_hearing": False,
            "hears_young_person": False,
            "explains_complaint": True,
            **facts,
        }
    )
    return required_of(kind, around)


def test_in_an_ordinary_case_no_conversation_with_the_prosecutor_is_asked_for():
    assert required() == SEPOT_ITEMS


@pytest.mark.parametrize("kind", [TaskKind.SEPOT, TaskKind.CONSULTATION])
@pytest.mark.parametrize(
    "facts",
    [
        {"may_speak": True},
        {"offence_category": OffenceCategory.SEXUAL},
        {"articles": frozenset({"302 Sr"})},
    ],
    ids=str,
)
def test_in_a_serious_case_it_must_be_offered(kind, facts):
    assert required(kind, **facts) == (*KINDS[kind].checklist, TALK)


def test_a_hearing_is_no_moment_to_offer_it():
    assert TALK not in required(TaskKind.HEARING, may_speak=True)


@pytest.mark.parametrize("kind", sorted(set(TaskKind) - {TaskKind.CALLBACK}))
def test_every_kind_but_a_call_back_has_something_to_cover(kind):
    assert required(kind, may_speak=True, has_claim=True)


def test_in_a_call_back_she_says_what_it_is_about():
    assert required(TaskKind.CALLBACK, hears_young_person=True) == ()


def test_beside_the_parent_the_young_person_must_be_heard():
    assert ChecklistItem.YOUNG_PERSON_HEARD in required(hears_young_person=True)


def test_speaking_is_explained_to_who_may_speak():
    speaking = ChecklistItem.SPEAKING_EXPLAINED
    assert speaking in required(TaskKind.HEARING, may_speak=True)
    assert speaking not in required(TaskKind.HEARING)


def test_nobody_is_asked_to_come_to_a_hearing_that_is_off():
    coming = ChecklistItem.ATTENDANCE_ASKED
    assert coming in required(TaskKind.HEARING_CHANGED, has_hearing=True)
    assert coming not in required(TaskKind.HEARING_CHANGED)


def test_a_claim_is_explained_to_who_made_one():
    claim = ChecklistItem.OWN_CLAIM_EXPLAINED
    assert claim in required(TaskKind.JUDGMENT, has_claim=True)
    assert claim not in required(TaskKind.JUDGMENT)


def test_how_to_complain_is_not_explained_to_who_did():
    explained = ChecklistItem.COMPLAINT_EXPLAINED
    assert explained not in required(explains_complaint=False)


def test_a_wish_is_never_what_a_call_waits_for():
    for kind in TaskKind:
        needed = required(kind, may_speak=True, has_claim=True, has_hearing=True)
        assert not set(wishes_of(kind)) & set(needed)


def test_a_talk_can_be_wanted_where_something_stops_and_aftercare_after_a_sepot():
    wanted, later = ChecklistItem.TALK_WANTED, ChecklistItem.AFTERCARE_WANTED
    assert wishes_of(TaskKind.SEPOT) == (wanted, later)
    assert wishes_of(TaskKind.CONSULTATION) == (wanted,)
    assert wishes_of(TaskKind.HEARING) == ()
