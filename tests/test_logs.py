"""What the portal logs, whichever of its processes says it: one line each."""

from datetime import timedelta
from uuid import uuid4

import pytest

from portal import clock
from portal.db.sessions import StoredSession, insert_session
from portal.web.sessions import TOKEN_LENGTH, digest
from tests.commands import serving

TOKEN = "t" * TOKEN_LENGTH


@pytest.mark.parametrize("workers", ["1", "2"])
async def test_every_process_logs_each_thing_in_one_line(database, workers):
    await spoil_a_session()
    log: list[str] = []
    async with serving("serve", "--workers", workers, "--no-jobs", log=log) as client:
        for _ in range(4):
            refused = await client.post("/uitloggen")
            assert refused.status_code == 403
        client.cookies.set("portal", TOKEN)
        failed = await client.get("/mijn")
        assert failed.status_code == 500
    assert len(log) == 5
    assert all(line.startswith("portal: ") for line in log), log
    assert log[0].startswith("portal: POST '/uitloggen' was refused: ")
    assert log[-1].startswith("portal: GET '/mijn' failed (JSONDecodeError at ")


async def spoil_a_session():
    """What it holds is no JSON: a page that reads it fails as a bug would."""
    now = clock.now()  # sessions go by the real clock
    await insert_session(
        StoredSession(
            id=digest(TOKEN),
            data=f"no JSON {uuid4()}",
            created_at=now,
            seen_at=now,
            expires_at=now + timedelta(minutes=5),
        )
    )
