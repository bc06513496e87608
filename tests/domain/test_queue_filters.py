"""A choice of calls is written small and read leniently."""

import pytest

from portal.domain.call_tasks import TaskKind
from portal.domain.queue_filters import (
    EVERYTHING,
    DueBy,
    QueueFilter,
    Speech,
    UnableToKeepFilterError,
    check_name,
    kinds_of,
    read_filter,
    write_filter,
)
from portal.domain.staff import Organisation

ALL_OF_IT = QueueFilter(
    kinds=frozenset({TaskKind.SEPOT, TaskKind.CALLBACK}),
    location="Utrecht",
    at_risk=True,
    urgent=True,
    due_by=DueBy.TODAY,
    speech=Speech.INTERPRETER,
    is_mine=True,
)


@pytest.mark.parametrize("wanted", [EVERYTHING, ALL_OF_IT, QueueFilter(urgent=True)])
def test_what_is_written_is_read_back(wanted):
    assert read_filter(write_filter(wanted)) == wanted


def test_no_choice_is_an_empty_text():
    assert write_filter(EVERYTHING) == ""
    assert EVERYTHING.is_empty


@pytest.mark.parametrize(
    "text",
    ["{", "[]", "7", '{"kinds": ["nonsense", 7]}', '{"due_by": "never", "speech": 3}'],
)
def test_what_nobody_knows_is_left_out(text):
    assert read_filter(text) == EVERYTHING


@pytest.mark.parametrize("name", ["", "  ", "x" * 41])
def test_a_name_is_there_and_short(name):
    with pytest.raises(UnableToKeepFilterError):
        check_name(name)


def test_each_organisation_chooses_from_its_own_kinds():
    assert TaskKind.SEPOT in kinds_of(Organisation.OM)
    assert TaskKind.SEPOT not in kinds_of(Organisation.SHN)
    assert TaskKind.HALT in kinds_of(Organisation.HALT)
