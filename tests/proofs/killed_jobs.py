"""`kill -9` while the clock's jobs run, against a real mail server that survives.

After the kills every message has left, none is lost, and the database is that of a run
in peace. A message may reach the mail server twice only when its sender died between
the server's taking it and our commit: these are counted.
"""

import asyncio
import json
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from time import sleep

from portal.db.engine import execute, fetch_rows
from portal.domain.calendar import AMSTERDAM
from portal.domain.notifications import LEASE
from tests.proofs.contents import Contents, differences, read_contents
from tests.proofs.feeds import begin_with, make_feed
from tests.proofs.programs import (
    STARTING,
    finish,
    kill_within,
    start_portal,
)
from tests.proofs.promises import Sizes, insist, insist_none
from tests.proofs.servers import free_port
from tests.proofs.stores import Place, new_store

AT = datetime(2026, 12, 19, 0, 30, tzinfo=AMSTERDAM)
"""A Saturday night: nothing becomes due for hours, and letters were due before."""

ONE_DAY = timedelta(days=1)
LOOK_EVERY = 0.002
SOON = 0.05
LATER = LEASE + timedelta(minutes=1)
BY_DYING = {"lease_token", "lease_until", "tries", "known_on", "recorded_at"}


@dataclass(slots=True, kw_only=True)
class Result:
    contents: Contents
    sent: set[str]
    mailbox: Counter[str]
    letters: int
    seconds: float
    kills: int


async def prove_killed_jobs(place: Place, sizes: Sizes) -> None:
    random = Random(sizes.seed)
    peace = await _run(place, sizes, delays=[])
    insist(bool(peace.sent), "no e-mail was sent at all")
    results: list[Result] = []
    while (killed := sum(result.kills for result in results)) < sizes.kills:
        delays = [
            random.uniform(STARTING, STARTING + peace.seconds)
            for _ in range(sizes.kills - killed)
        ]
        result = await _run(place, sizes, delays=delays)
        insist_none(differences(peace.contents, result.contents), "differences")
        results.append(result)
    sizes.tell(
        f"kills during jobs, {place.engine}: {sum(it.kills for it in results)} kills in"
        f" {len(results)} runs; {sum(len(it.sent) for it in results)} e-mails and"
        f" {sum(it.letters for it in results)} letters sent, none lost,"
        f" {sum(_doubles(it.mailbox) for it in results)} reached the mail server twice"
        " because their sender died before its commit; each is sent once in the"
        " database, which equals that of a run in peace"
    )


async def _run(place: Place, sizes: Sizes, *, delays: list[float]) -> Result:
    async with new_store(place), _mail_server(place.folder) as (url, mailbox):
        await _begin(make_feed(place.folder, victims=sizes.victims, seed=sizes.seed))
        at, kills = AT, 0
        for delay in delays:
            process = _start(place, url, at)
            if not await asyncio.to_thread(_kill, process, mailbox, delay):
                break
            at, kills = at + LATER, kills + 1
        seconds = await _finish(place, url, at)
        result = Result(
            contents=await read_contents(without=BY_DYING),
            sent=await _fetch_sent("email"),
            letters=len(await _fetch_sent("letter")),
            mailbox=Counter(mailbox.read_text("utf-8").split()),
            seconds=seconds,
            kills=kills,
        )
    await _judge(result)
    return result


def _kill(process: subprocess.Popen[bytes], mailbox: Path, delay: float) -> bool:
    """Kill it at any time, or every other time soon after a message was taken."""
    if int(delay * 1000) % 2:
        return kill_within(process, delay)
    size = mailbox.stat().st_size
    while process.poll() is None and mailbox.stat().st_size == size:
        sleep(LOOK_EVERY)
    return kill_within(process, delay % SOON)


async def _begin(feed: Path) -> None:
    """Begin with victims who all want their news by e-mail, and nothing by post."""
    await begin_with(feed)
    await execute(
        "UPDATE victim SET email = TRUE, email_at = {}, post = FALSE, post_at = {}"
        " WHERE email_sealed IS NOT NULL",
        *(AT - ONE_DAY, AT - ONE_DAY),
    )


def _start(place: Place, url: str, at: datetime) -> subprocess.Popen[bytes]:
    return start_portal(
        "jobs", "run", "--at", at.isoformat(), folder=place.folder, PORTAL_SMTP_URL=url
    )


async def _finish(place: Place, url: str, at: datetime) -> float:
    finished = await asyncio.to_thread(finish, _start(place, url, at), place.folder)
    insist(finished.status == 0, f"exit code {finished.status}: {finished.errors}")
    insist(not json.loads(finished.output)["failed"], finished.output)
    return finished.seconds


async def _judge(result: Result) -> None:
    insist_none(result.sent - set(result.mailbox), "sent e-mails are in no mailbox")
    insist_none(set(result.mailbox) - result.sent, "e-mails that were not sent")
    doubles = _doubles(result.mailbox)
    insist(doubles <= result.kills, f"{doubles} doubles by {result.kills} kills")


async def _fetch_sent(channel: str) -> set[str]:
    rows = await fetch_rows("SELECT * FROM notification WHERE channel = {}", channel)
    left = [row["message"] for row in rows if row["state"] in {"queued", "sending"}]
    insist_none(left, "messages did not leave")
    sent = [row for row in rows if row["state"] == "sent"]
    once = {(row["victim"], row["cause"]) for row in sent}
    insist(len(once) == len(sent), "a message was sent twice, says the database")
    return {str(row["id"]) for row in sent}


def _doubles(mailbox: Counter[str]) -> int:
    return mailbox.total() - len(mailbox)


@asynccontextmanager
async def _mail_server(folder: Path) -> AsyncIterator[tuple[str, Path]]:
    port, kept = free_port(), folder / "mailbox"
    kept.write_text("")
    process = subprocess.Popen(  # noqa: ASYNC220 - it is there at once
        [sys.executable, "-m", "tests.proofs.mail_server", str(port), str(kept)]
    )
    try:
        await _wait_for(port)
        yield f"smtp://127.0.0.1:{port}", kept
    finally:
        process.kill()
        process.wait()


async def _wait_for(port: int) -> None:
    async with asyncio.timeout(30):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
                continue
            writer.close()
            return
