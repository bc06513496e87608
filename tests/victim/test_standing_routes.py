"""Every address of the victim's door, asked by everybody who stands in for her."""

import re
from pathlib import Path
from uuid import uuid4

import pytest

from portal.db.engine import fetch_row
from portal.db.standing_in import fetch_stand_in_for_victim
from portal.domain.standing_in import access_of
from portal.domain.standing_powers import Part
from portal.web.parts import part_of
from tests.builders import (
    NOW,
    make_case,
    make_incident,
    make_representative,
    make_victim,
)
from tests.databases import FROM_LEAVES_TO_ROOTS

ROUTES = (Path(__file__).parents[1] / "routes.txt").read_text("utf-8").splitlines()
OURS = [tuple(line.split()) for line in ROUTES if " /mijn" in line]
CHOOSE = "/mijn/namens/kiezen"
TRAIL = {"audit_event", "web_session"}
TODAY = NOW.date()


def filled(path):
    return re.sub(r"{\w+:uuid}", lambda _: str(uuid4()), path)


async def make_pair(**given):
    victim = await make_victim(given_names="Noor")
    incident = await make_incident(victims=(victim,))
    await make_case(incident=incident, victims=(victim,))
    return victim, await make_representative(victim=victim, **given)


async def rows_of_all_tables():
    tables = [it._meta.tablename for it in FROM_LEAVES_TO_ROOTS]  # noqa: SLF001
    return {
        name: (await fetch_row(f'SELECT count(*) AS n FROM "{name}"'))["n"]  # noqa: S608
        for name in tables
        if name not in TRAIL
    }


@pytest.mark.parametrize("path", sorted({path for _, path in OURS}))
def test_every_address_belongs_to_a_part(path):
    """One that does not is shut for who stands in: add it to portal.web.parts."""
    assert part_of(filled(path)) in set(Part)


async def test_who_may_not_act_is_refused_every_form_there_is(enter):
    _, one = await make_pair(role="curator", may_act=False)
    curator = await enter(one)
    before = await rows_of_all_tables()
    for method, path in OURS:
        if method == "POST" and path != CHOOSE:
            answer = await curator.browser.post(filled(path), data={"word": "ended"})
            assert answer.status_code in {404, 422}, path
    assert await rows_of_all_tables() == before


@pytest.mark.parametrize("role", ["lawyer", "authorised", "mentor", "curator"])
async def test_a_part_that_is_not_theirs_answers_as_if_it_did_not_exist(enter, role):
    victim, one = await make_pair(role=role)
    person = await enter(one)
    who = await fetch_stand_in_for_victim(
        victim_id=victim.id, representative_id=one.id, today=TODAY
    )
    access = access_of(who, TODAY)
    for method, path in OURS:
        address = filled(path)
        if access.sees(part_of(address)):
            continue
        answer = await person.browser.request(method, address)
        assert answer.status_code == 404, path
        assert "Vries" not in answer.text
    menu = (await person.get("/mijn")).text
    for hidden in ("/mijn/contact", "/mijn/gegevens"):
        assert (hidden in menu) is access.sees(part_of(hidden))


async def test_an_address_that_nobody_thought_of_is_shut(enter):
    _, one = await make_pair(role="curator")
    curator = await enter(one)
    assert part_of("/mijn/iets-nieuws") is None
    await curator.get("/mijn/iets-nieuws", status=404)
