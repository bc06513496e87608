"""`kill -9` during `portal import`: begun again, it ends as if nothing had happened."""

import asyncio
import json
from pathlib import Path
from random import Random

from portal.actions.demo_clock import start_demo_clock
from tests.proofs.contents import Contents, differences, read_contents
from tests.proofs.feeds import make_feed
from tests.proofs.programs import STARTING, finish, kill_within, start_portal
from tests.proofs.promises import Sizes, insist, insist_none
from tests.proofs.stores import Place, new_store


async def prove_killed_imports(place: Place, sizes: Sizes) -> None:
    feed = make_feed(place.folder, victims=sizes.victims, seed=sizes.seed)
    random = Random(sizes.seed)
    expected, takes = await _import_twice(place, feed)
    in_rounds: list[int] = []
    while sum(in_rounds) < sizes.kills:
        delays = [
            random.uniform(STARTING, STARTING + takes)
            for _ in range(sizes.kills - sum(in_rounds))
        ]
        found, _, kills = await _import(place, feed, delays)
        insist_none(differences(expected, found), "differences after the kills")
        in_rounds.append(kills)
    sizes.tell(
        f"kills during import, {place.engine}: {sum(in_rounds)} kills in"
        f" {len(in_rounds)} imports of {_count(feed)} events (at most"
        f" {max(in_rounds)} in one); every database equals the one of an import in"
        f" peace ({sum(rows.total() for rows in expected.values())} rows)"
    )


async def _import(
    place: Place, feed: Path, delays: list[float]
) -> tuple[Contents, float, int]:
    """Begin again until it is through; give what it left, its time, and the kills."""
    kills = 0
    async with new_store(place):
        await start_demo_clock()
        for delay in delays:
            process = start_portal("import", str(feed), folder=place.folder)
            if not await asyncio.to_thread(kill_within, process, delay):
                break
            kills += 1
        seconds = await _finish(place, feed, is_again=False)
        return await read_contents(), seconds, kills


async def _import_twice(place: Place, feed: Path) -> tuple[Contents, float]:
    async with new_store(place):
        await start_demo_clock()
        seconds = await _finish(place, feed, is_again=False)
        contents = await read_contents()
        await _finish(place, feed, is_again=True)
        again = await read_contents()
    insist_none(differences(contents, again), "changes by importing again")
    return contents, seconds


async def _finish(place: Place, feed: Path, *, is_again: bool) -> float:
    process = start_portal("import", str(feed), folder=place.folder)
    finished = await asyncio.to_thread(finish, process, place.folder)
    insist(finished.status == 0, f"exit code {finished.status}: {finished.errors}")
    tally = json.loads(finished.output)
    insist(not (is_again and tally["accepted"]), f"a second import accepted: {tally}")
    insist(tally["accepted"] + tally["duplicate"] == _count(feed), f"{tally}")
    return finished.seconds


def _count(feed: Path) -> int:
    return len(feed.read_bytes().splitlines())
