"""What a victim says of who stands in reaches the calls, and two at once agree."""

import asyncio
from datetime import date

from portal.actions.standing_in import doubt_stand_in, list_circle, say_of_stand_in
from portal.db.engine import fetch_rows
from portal.db.victims import fetch_contact
from portal.domain.calendar import local_date
from portal.domain.representation import permitted_representatives
from portal.domain.standing_powers import StandingWord
from tests.builders import (
    NOW,
    make_phone,
    make_representative,
    make_task,
    make_victim,
    reload_task,
)


async def told_to(victim):
    contact = await fetch_contact(victim_id=victim.id)
    today = local_date(NOW)
    return [
        one.name for one in permitted_representatives(contact.reachable, today=today)
    ]


async def test_who_was_ended_or_doubted_is_told_nothing_by_a_call_either(database):
    noor = await make_victim(given_names="Noor")
    friend = await make_representative(victim=noor, role="authorised", name="Loes")
    curator = await make_representative(victim=noor, role="curator", name="Kees")
    assert await told_to(noor) == ["Kees", "Loes"]
    await say_of_stand_in(
        victim_id=noor.id,
        representative_id=friend.id,
        word=StandingWord.ENDED,
        now=NOW,
    )
    assert await told_to(noor) == ["Kees"]
    await doubt_stand_in(victim_id=noor.id, representative_id=curator.id, now=NOW)
    assert await told_to(noor) == []


async def test_a_call_no_longer_goes_to_the_parent_she_reported(database):
    """And where nobody else can be called it waits, and a person has it as work."""
    noor = await make_victim(birth_date=date(2013, 5, 17), phones=[])
    father = await make_representative(victim=noor, role="parent", name="Piet")
    await make_phone(victim=noor, representative=father, phone="06-20304050")
    task = await make_task(victim=noor)
    await doubt_stand_in(victim_id=noor.id, representative_id=father.id, now=NOW)
    assert (await reload_task(task.id)).not_before is None
    kinds = {row["kind"] for row in await fetch_rows("SELECT kind FROM work_item")}
    assert kinds == {"standing_doubted", "no_safe_way"}


async def test_two_clicks_at_once_are_one_word(database):
    noor = await make_victim(given_names="Noor")
    friend = await make_representative(victim=noor, role="authorised", name="Loes")

    async def end():
        await say_of_stand_in(
            victim_id=noor.id,
            representative_id=friend.id,
            word=StandingWord.ENDED,
            now=NOW,
        )

    await asyncio.gather(end(), end())
    assert len(await fetch_rows("SELECT id FROM standing_word")) == 1


async def test_nobody_of_another_victim_is_in_her_circle(database):
    noor, eva = await make_victim(), await make_victim()
    await make_representative(victim=eva, name="Vreemd")
    own = await make_representative(victim=noor, name="Eigen")
    circle = await list_circle(victim_id=noor.id, now=NOW)
    assert [one.who.id for one in circle.people] == [own.id]
