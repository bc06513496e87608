"""One conversation tells her all: after a call, what else is open to her is offered."""

from datetime import timedelta

import pytest

from portal.db.tables.people import Victim
from tests.builders import NOW, make_incident, make_task, reload_task
from tests.staff.screens import ITEMS, open_call

OFFER = "Zij heeft nog"
LATER = NOW + timedelta(hours=4)


async def spoken(screen):
    return await screen.result(
        "spoken",
        verteld=str(screen.decision.id),
        punt=ITEMS,
        bevestiging="letter",
        herinneringen="ja",
        veilig="ja",
    )


async def other_call(screen, **task):
    anna = await Victim.objects().get(Victim.id == screen.task.victim)
    incident = await make_incident(victims=(anna,))
    return await make_task(
        victim=anna, incident=incident, **{"kind": "hearing", **task}
    )


async def test_after_a_conversation_her_other_call_is_one_key_away(visit):
    jan = await visit()
    screen = await (await open_call(jan)).identify()
    other = await other_call(screen)
    page = await spoken(screen)
    assert "Zij heeft nog een gesprek open" in page.text
    assert 'data-key="l"' in page.text
    page = await jan.follow(await jan.post(f"/werk/gesprek/{other.id}/nemen"))
    assert page.status_code == 200
    assert (await reload_task(other.id)).lease_staff == jan.staff.id


async def test_of_several_the_first_due_comes_first(visit):
    screen = await (await open_call(await visit())).identify()
    later = await other_call(screen, due_at=NOW + timedelta(days=3))
    sooner = await other_call(screen, kind="judgment")
    page = await spoken(screen)
    assert "Zij heeft nog 2 gesprekken open" in page.text
    assert page.text.index(str(sooner.id)) < page.text.index(str(later.id))


@pytest.mark.parametrize(
    "task",
    [
        {"organisation": "shn", "kind": "first_contact"},
        {"needs_experience": True},
        {"earliest_at": LATER, "not_before": LATER},
        {"waits_for": "unsafe", "not_before": None, "window_ends": None},
        {"opened_at": NOW + timedelta(hours=1)},
    ],
    ids=["of others", "heavy", "later", "unsafe", "set off by this one"],
)
async def test_what_this_caller_may_not_make_now_is_not_offered(visit, task):
    screen = await (await open_call(await visit())).identify()
    await other_call(screen, **task)
    assert OFFER not in (await spoken(screen)).text


async def test_who_was_not_reached_is_not_called_again_at_once(visit):
    screen = await open_call(await visit())
    await other_call(screen)
    page = await screen.result("no_answer")
    assert OFFER not in page.text
