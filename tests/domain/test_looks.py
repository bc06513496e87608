import re
from datetime import timedelta
from pathlib import Path

import pytest

from portal.domain.looks import Did, Trace, Who, looks_in
from tests.builders import NOW

ROOT = Path(__file__).parents[2]


def trace(**given):
    row = {
        "at": NOW,
        "actor_kind": "staff",
        "organisation": "om",
        "role": "caller",
        "action": "dossier_read",
        "outcome": "done",
    }
    return Trace(**row | given)


def look(*, hides_halt=False, **given):
    (found,) = looks_in([trace(**given)], hides_halt=hides_halt)
    return found


def test_what_staff_did_on_one_day_stands_in_one_line():
    rows = [trace(at=NOW - timedelta(minutes=n)) for n in range(3)]
    rows += [trace(at=NOW - timedelta(days=1)), trace(organisation="shn")]
    first, before, other = looks_in(rows, hides_halt=False)

    assert (first.times, first.last_at, first.first_at) == (
        3,
        NOW,
        NOW - timedelta(minutes=2),
    )
    assert (before.times, other.who) == (1, Who.SHN)


def test_what_has_no_words_is_only_that_somebody_looked():
    for action in ("seizure_released", "other_side_asked", "dossier_read_x"):
        assert look(action=action).did is Did.VIEWED


def test_that_she_warned_us_is_not_told_to_who_reads_along():
    for action in ("calls_stopped_as_unsafe", "call_recorded:unsafe"):
        assert look(action=action).did is Did.CHANGED
    assert look(action="call_recorded:no_answer").did is Did.CALLED


def test_halt_is_not_named_while_news_waits():
    halt = {"organisation": "halt", "role": "halt_worker"}

    assert look(**halt).who is Who.HALT
    hidden = look(**halt | {"role": "supervisor"}, hides_halt=True)
    assert (hidden.who, hidden.role) == (Who.OTHER, "")


def test_what_was_refused_is_told_as_refused():
    assert look(outcome="refused").did is Did.REFUSED


@pytest.mark.parametrize(
    ("kind", "who"), [("command", Who.OPERATOR), ("representative", Who.STAND_IN)]
)
def test_others_than_staff_have_a_name_of_their_own(kind, who):
    assert look(actor_kind=kind, organisation="", role="").who is who


def test_every_code_has_words():
    template = ROOT / "portal/templates/victim/_look_words.html"
    words = re.findall(r'^  "(\w+)":', template.read_text("utf-8"), re.MULTILINE)

    assert {*map(str, Did), *map(str, Who)} <= set(words)
