"""The long proofs in short: that they still run, and that they notice what is wrong."""

from dataclasses import replace

import pytest

from tests.builders import make_task, make_victim
from tests.proofs.__main__ import PROOFS
from tests.proofs.contents import differences, read_contents
from tests.proofs.held_calls import (
    Hold,
    Nothing,
    closed_twice,
    falsely_nothing,
    held_by_two,
)
from tests.proofs.promises import Sizes
from tests.proofs.stores import Place
from tests.proofs.takings import VARIANTS, prove_variant

SHORT = Sizes(
    tasks=100,
    claims=100,
    lives=10,
    kills=1,
    victims=15,
    broken_lines=300,
    longest_line=3,
)
_, CALLS_OF_FAMILIES, _, LAPSED_HOURS = VARIANTS


@pytest.mark.parametrize("name", PROOFS)
async def test_what_is_proved_at_length_holds_in_short(name, tmp_path):
    sizes = replace(SHORT, reports=[])
    await PROOFS[name](Place(engine="sqlite", folder=tmp_path), sizes)
    assert sizes.reports


@pytest.mark.parametrize("variant", [CALLS_OF_FAMILIES, LAPSED_HOURS])
async def test_calls_are_taken_once_on_postgresql_too(variant, tmp_path, postgres_url):
    place = Place(engine="postgres", folder=tmp_path, server_url=postgres_url)
    sizes = replace(SHORT, reports=[])
    await prove_variant(variant, place, sizes)
    [report] = sizes.reports
    assert report.startswith(f"takings, {variant.name}, postgres: ")


def hold(task, asked, closing=9.0, *, victim=None, line="", is_closed=True):
    return Hold(
        task=task,
        victim=victim or f"victim of {task}",
        line=line,
        asked=asked,
        answered=asked + 0.5,
        expires=100.0,
        closing=closing,
        closed=closing + 0.5,
        is_closed=is_closed,
    )


def test_two_holders_of_one_victim_or_line_are_noticed():
    assert not held_by_two([hold("a", 1.0, 2.0), hold("b", 1.0, 2.0)])
    assert not held_by_two([hold("a", 1.0, 2.0), hold("a", 2.0, 3.0)])
    assert held_by_two([hold("a", 1.0, 2.0), hold("a", 1.4, 3.0)])
    assert held_by_two([hold("a", 1.0, victim="v"), hold("b", 3.0, victim="v")])
    assert held_by_two([hold("a", 1.0, line="l"), hold("b", 3.0, line="l")])


def test_a_call_that_is_closed_twice_is_noticed():
    assert closed_twice([hold("a", 1.0), hold("a", 20.0, 21.0)]) == ["a"]


def test_nothing_to_do_is_false_only_when_a_call_was_free_all_the_time():
    nothing = Nothing(asked=5.0, answered=6.0)
    assert falsely_nothing([hold("a", 7.0)], [nothing])
    assert not falsely_nothing([hold("a", 5.5)], [nothing])
    assert not falsely_nothing([hold("a", 1.0, 2.0)], [nothing])
    held_sister = hold("b", 1.0, 5.5, line="l")
    assert not falsely_nothing([hold("a", 7.0, line="l"), held_sister], [nothing])


async def test_a_row_too_few_or_too_many_is_noticed(database):
    task = await make_task()
    before = await read_contents()
    assert not differences(before, await read_contents())
    await task.remove()
    [lacks] = differences(before, await read_contents())
    assert lacks.startswith("call_task lacks")
    await make_victim()
    assert any("has besides" in it for it in differences(before, await read_contents()))
