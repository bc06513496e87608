"""Guards let in whom the door is for, and tell the others nothing."""

from dataclasses import replace

import msgspec
import pytest
from litestar.exceptions import NotFoundException

from portal.domain.staff import Role
from portal.web.actors import (
    NotLoggedInError,
    StaffActor,
    VictimActor,
    actor_of,
    provide_staff,
    provide_victim,
    requires_role,
)
from tests.web.conftest import ANNA, JAN


class Knock:
    """As much of a connection as a guard looks at."""

    def __init__(self, **session):
        self.scope = {"session": msgspec.to_builtins(session)}


@pytest.mark.parametrize(("kind", "actor"), [("victim", ANNA), ("staff", JAN)])
def test_who_logged_in_is_read_back_the_same(kind, actor):
    assert actor_of(Knock(**{kind: actor}).scope) == actor


def test_nobody_is_logged_in_where_there_is_no_session():
    assert actor_of({}) is None
    assert actor_of({"session": {}}) is None
    assert actor_of({"session": {"staff": {"role": "king"}}}) is None


def test_each_door_takes_its_own_people_only():
    with pytest.raises(NotLoggedInError):
        provide_victim(Knock(staff=JAN).scope)
    with pytest.raises(NotLoggedInError):
        provide_staff(Knock(victim=ANNA).scope)
    assert isinstance(provide_victim(Knock(victim=ANNA).scope), VictimActor)
    assert isinstance(provide_staff(Knock(staff=JAN).scope), StaffActor)


async def test_to_another_role_a_page_does_not_exist():
    guard = requires_role(Role.SUPERVISOR, Role.PLANNER)
    with pytest.raises(NotFoundException):
        await guard(Knock(staff=JAN), None)
    await guard(Knock(staff=replace(JAN, role=Role.PLANNER)), None)


async def test_a_door_sends_strangers_to_the_login(visitor):
    for page in ("/mijn", "/werk", "/werk/leiding"):
        response = await visitor.get(page)
        assert (response.status_code, response.headers["location"]) == (
            303,
            "/inloggen",
        )


async def test_a_fragment_sends_the_whole_window_to_the_login(visitor):
    response = await visitor.get("/mijn", headers={"hx-request": "true"})
    assert response.headers["hx-redirect"] == "/inloggen"
    assert response.status_code == 401


async def test_a_caller_finds_the_victim_s_door_and_other_roles_pages_closed(person):
    await person.post("/binnen/jan")
    assert (await person.get("/mijn")).status_code == 303
    hidden, nowhere = [
        await person.get(path) for path in ("/werk/leiding", "/werk/nergens")
    ]
    assert hidden.status_code == nowhere.status_code == 404


async def test_the_start_leads_each_to_their_own_door(person):
    for who, page in ((None, "/inloggen"), ("anna", "/mijn"), ("jan", "/werk")):
        if who:
            await person.post(f"/binnen/{who}")
        assert (await person.get("/")).headers["location"] == page
