"""A transaction that the database ended for another begins anew, not for ever."""

import asyncpg
import pytest

from portal.db.deadlocks import TRIES, again_after_deadlock


class Work:
    def __init__(self, *, fails: int):
        self.fails, self.begun = fails, 0

    async def __call__(self) -> str:
        self.begun += 1
        if self.begun <= self.fails:
            raise asyncpg.DeadlockDetectedError
        return "done"


@pytest.mark.parametrize("fails", range(TRIES))
async def test_it_begins_anew_until_it_is_done(fails):
    work = Work(fails=fails)
    assert await again_after_deadlock(work) == "done"
    assert work.begun == fails + 1


async def test_it_gives_up_in_the_end():
    work = Work(fails=TRIES)
    with pytest.raises(asyncpg.DeadlockDetectedError):
        await again_after_deadlock(work)
    assert work.begun == TRIES
