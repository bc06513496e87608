"""Two supervisors at the same text at the same moment."""

import asyncio

import pytest

from portal.actions.question_cards import (
    UnableToOverwriteCardError,
    change_card,
    read_card,
    write_card,
)
from portal.db.engine import fetch_rows
from portal.db.migrate import migrate
from portal.db.question_cards import fetch_cards_for_call, ship_cards
from portal.domain.call_tasks import TaskKind
from portal.domain.question_cards import CardText, card_grounds, start_set
from portal.domain.question_texts_sepot import PROTECTED
from portal.domain.staff import Organisation
from tests.builders import NOW, make_staff, worker

pytestmark = pytest.mark.usefixtures("database")


def text(answer):
    return CardText(question="Mag ik het dossier zien?", answer=answer)


async def make_card():
    keeper = worker(await make_staff(role="supervisor"))
    card_id = await write_card(
        kind="sepot", ground="", text=text("Een."), worker=keeper, now=NOW
    )
    return card_id, keeper


async def change(card_id, keeper, answer):
    try:
        await change_card(
            card_id=card_id, seen=1, text=text(answer), worker=keeper, now=NOW
        )
    except UnableToOverwriteCardError:
        return False
    return True


async def test_of_many_who_save_at_once_one_is_first_and_all_others_are_told():
    card_id, keeper = await make_card()
    answers = [f"Antwoord {number}." for number in range(8)]
    saved = await asyncio.gather(*(change(card_id, keeper, it) for it in answers))
    assert sum(saved) == 1
    read = await read_card(card_id=card_id, worker=keeper)
    assert read.card.version == 2
    assert [it.version for it in read.versions] == [2, 1]
    assert read.card.text.answer == answers[saved.index(True)]


async def test_every_change_leaves_a_trace_of_who():
    card_id, keeper = await make_card()
    await change(card_id, keeper, "Twee.")
    rows = await fetch_rows("SELECT action, actor, object_id FROM audit_event")
    assert {row["action"] for row in rows} == {"card_written", "card_changed"}
    assert {row["object_id"] for row in rows} == {str(card_id)}
    assert {row["actor"] for row in rows} == {str(keeper.staff_id)}


async def test_the_portal_brings_its_texts_with_its_schema():
    await migrate()
    rows = await fetch_rows("SELECT id FROM question_card")
    assert len(rows) == len(tuple(start_set()))
    await asyncio.gather(*(ship_cards(cards=tuple(start_set())) for _ in range(3)))
    again = await fetch_rows("SELECT id FROM question_card_version")
    assert len(again) == len(rows)


async def test_a_call_has_the_cards_of_its_kind_and_of_its_grounds_alone():
    await ship_cards(cards=tuple(start_set()))
    cards = await fetch_cards_for_call(
        organisation=Organisation.OM,
        kind=TaskKind.SEPOT,
        grounds=card_grounds(["02", "53"]),
    )
    grounds = [card.ground for card in cards]
    assert list(dict.fromkeys(grounds)) == ["02", PROTECTED, ""]
    assert {card.kind for card in cards} == {TaskKind.SEPOT}
