import pytest

from portal.domain.call_kinds import (
    KINDS,
    DueFrom,
    EndsIn,
    UnableToHandOverSubjectError,
    Urgency,
    caller_of,
)
from portal.domain.call_tasks import TaskKind
from portal.domain.staff import Organisation

OM, SHN, HALT = Organisation.OM, Organisation.SHN, Organisation.HALT


def test_the_table_holds_every_kind():
    assert set(KINDS) == set(TaskKind)


def test_every_kind_but_a_callback_has_one_organisation_that_calls():
    assert {kind for kind in KINDS if KINDS[kind].caller is None} == {TaskKind.CALLBACK}


@pytest.mark.parametrize(
    ("kind", "caller"),
    [
        *((kind, OM) for kind in ("sepot", "decision", "hearing", "hearing_changed")),
        *((kind, OM) for kind in ("judgment", "release", "consultation")),
        *((kind, OM) for kind in ("prosecutor_talk", "mediation", "seizure")),
        *((kind, SHN) for kind in ("first_contact", "term_consultation", "aftercare")),
        ("halt", HALT),
        ("apology", OM),
    ],
)
def test_each_kind_is_called_by_its_own_organisation(kind, caller):
    assert caller_of(TaskKind(kind)) is caller


def test_victim_support_brings_the_news_of_a_hearing_only_with_the_baton():
    assert caller_of(TaskKind.HEARING) is OM
    assert caller_of(TaskKind.HEARING, baton=SHN) is SHN
    assert caller_of(TaskKind.HEARING_CHANGED, baton=SHN) is SHN


@pytest.mark.parametrize("kind", [TaskKind.SEPOT, TaskKind.DECISION])
@pytest.mark.parametrize("other", [SHN, HALT])
def test_nobody_else_tells_a_decision_first(kind, other):
    with pytest.raises(UnableToHandOverSubjectError):
        caller_of(kind, baton=other)


def test_an_apology_in_a_halt_case_is_made_by_halt():
    assert caller_of(TaskKind.APOLOGY, baton=HALT) is HALT


def test_a_callback_is_made_by_whoever_was_asked():
    assert caller_of(TaskKind.CALLBACK, baton=HALT) is HALT
    with pytest.raises(UnableToHandOverSubjectError):
        caller_of(TaskKind.CALLBACK)


def test_a_release_is_always_urgent_and_never_ends_in_a_letter():
    release = KINDS[TaskKind.RELEASE]

    assert release.urgency is Urgency.ALWAYS
    assert release.due.counts_from is DueFrom.MOMENT
    assert release.ladder.ends_in is EndsIn.SUPERVISOR


def test_first_contact_opens_also_for_who_wants_no_information():
    opened = {kind for kind in KINDS if KINDS[kind].opens_for_opted_out}

    assert opened == {TaskKind.FIRST_CONTACT, TaskKind.CALLBACK}


def test_every_kind_but_a_callback_says_what_must_be_said():
    assert [kind for kind in KINDS if not KINDS[kind].checklist] == [TaskKind.CALLBACK]
    assert all(KINDS[kind].text_blocks for kind in KINDS)
