"""A broken promise has the same name on both engines."""

from uuid import uuid4

import pytest
from piccolo.columns import UUID, Integer, Varchar
from piccolo.constraints import Check, Unique
from piccolo.table import Table, create_db_tables, drop_db_tables

from portal.db.engine import execute, fetch_rows, transaction
from portal.db.integrity import (
    INTEGRITY_ERRORS,
    is_unique_violation,
    violated_constraint,
)


class PlayPromise(Table, tablename="play_promise"):
    id = UUID(primary_key=True)
    code = Varchar(unique=True)
    room = Varchar()
    seat = Integer()
    state = Varchar()
    mail = Varchar(null=True)


SEAT_ONCE = Unique(["room", "seat"], name="seat_once")
KNOWN_STATE = Check(
    "state IN ('open', 'state') AND (\"seat\" > 0 OR length(room) = 0)",
    name="known_state",
)
OPEN_ROOM_ONCE = """CREATE UNIQUE INDEX open_room_once ON play_promise (room)
                    WHERE state = 'open'"""
MAIL_ONCE_IN_ANY_CASE = "CREATE UNIQUE INDEX any_case ON play_promise (lower(mail))"


@pytest.fixture
async def promises(engine):
    PlayPromise._meta.db = engine  # noqa: SLF001 (Piccolo's way to choose an engine)
    await create_db_tables(PlayPromise)
    for constraint in (SEAT_ONCE, KNOWN_STATE):
        await PlayPromise.alter().add_constraint(constraint)
    await engine.run_ddl(OPEN_ROOM_ONCE)
    await engine.run_ddl(MAIL_ONCE_IN_ANY_CASE)
    await insert(code="a", room="r", seat=1, mail="a@b")
    yield
    await drop_db_tables(PlayPromise)


async def insert(**changes):
    row = {"id": uuid4(), "code": str(uuid4()), "room": "", "seat": 1, "state": "open"}
    row |= {"mail": None, **changes}
    await execute(
        """INSERT INTO play_promise (id, code, room, seat, state, mail)
           VALUES ({}, {}, {}, {}, {}, {})""",
        *row.values(),
    )


@pytest.mark.parametrize(
    ("changes", "name", "is_unique"),
    [
        ({"code": "a"}, "play_promise_code_key", True),
        ({"room": "r", "seat": 1, "state": "state"}, "seat_once", True),
        ({"room": "r", "seat": 2}, "open_room_once", True),
        ({"mail": "A@B"}, "any_case", True),
        ({"state": "closed"}, "known_state", False),
        ({"room": "x", "seat": 0}, "known_state", False),
        ({"seat": None}, None, False),
    ],
)
async def test_a_violation_is_named(promises, changes, name, is_unique):
    with pytest.raises(INTEGRITY_ERRORS) as caught:
        await insert(**changes)
    assert violated_constraint(caught.value) == name
    assert is_unique_violation(caught.value) is is_unique


async def test_a_primary_key_is_named(promises):
    await insert(id=(key := uuid4()))
    with pytest.raises(INTEGRITY_ERRORS) as caught:
        await insert(id=key, room="other")
    assert violated_constraint(caught.value) == "play_promise_pkey"
    assert is_unique_violation(caught.value)


async def test_a_check_holds_for_an_update_too(promises):
    with pytest.raises(INTEGRITY_ERRORS) as caught:
        await execute("UPDATE play_promise SET state = {}", "closed")
    assert violated_constraint(caught.value) == "known_state"


async def test_a_dropped_constraint_no_longer_holds(promises):
    for constraint in (SEAT_ONCE, KNOWN_STATE):
        await PlayPromise.alter().drop_constraint(constraint._meta.name)  # noqa: SLF001
    for _ in range(2):
        await insert(room="r", seat=1, state="closed")
    rows = await fetch_rows(
        "SELECT room, seat, state FROM play_promise WHERE state = {}", "closed"
    )
    assert rows == [{"room": "r", "seat": 1, "state": "closed"}] * 2


async def test_work_goes_on_after_a_violation_in_a_nested_transaction(promises):
    async def insert_again():
        async with transaction():
            await insert(code="a")

    async with transaction():
        await insert(code="b", room="b")
        with pytest.raises(INTEGRITY_ERRORS):
            await insert_again()
    codes = await fetch_rows("SELECT code FROM play_promise ORDER BY code")
    assert codes == [{"code": "a"}, {"code": "b"}]


def test_other_errors_break_no_promise():
    assert violated_constraint(ValueError()) is None
    assert not is_unique_violation(ValueError())
