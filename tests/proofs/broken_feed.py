"""A broken feed: no traceback, every good line applied, and memory stays bounded."""

import asyncio
import json
import re
from collections.abc import Iterable
from pathlib import Path
from random import Random

from portal.actions.demo_clock import start_demo_clock
from portal.integrations.generator import generate
from tests.proofs.broken_lines import Line, mix
from tests.proofs.contents import Contents, differences, read_contents
from tests.proofs.programs import Finished, run_portal
from tests.proofs.promises import Sizes, insist, insist_none
from tests.proofs.stores import Place, new_store

MOST_MEGABYTES = 150
BOTH_KINDS = 1  # the exit code when some lines were rejected
MILLION = 1_000_000
EMPTY_EVERY = 7


async def prove_broken_feed(place: Place, sizes: Sizes) -> None:
    lines = list(
        mix(
            generate(sizes.victims, sizes.seed),
            random=Random(sizes.seed),
            broken=sizes.broken_lines,
            longest=sizes.longest_line * MILLION,
        )
    )
    refused = {_number(at) for at, line in enumerate(lines) if not line.is_good}
    good = [line for line in lines if line.is_good]
    expected, _ = await _import(place, good)
    found, finished = await _import(place, lines)
    _judge_words(finished, refused)
    _judge_tally(finished, good=len(good), refused=len(refused))
    insist_none(differences(expected, found), "differences from the good lines alone")
    sizes.tell(
        f"broken feed, {place.engine}: {len(refused)} broken lines refused by number"
        f" and {len(good)} good ones applied in {finished.seconds:.1f} s, one line of"
        f" {sizes.longest_line} MB among them; at most {finished.megabytes:.0f} MB"
    )


async def _import(place: Place, lines: Iterable[Line]) -> tuple[Contents, Finished]:
    async with new_store(place):
        await start_demo_clock()
        feed = place.folder / "broken.ndjson"
        _write(feed, lines)
        finished = await asyncio.to_thread(
            run_portal, "import", str(feed), folder=place.folder
        )
        feed.unlink()
        return await read_contents(), finished


def _write(feed: Path, lines: Iterable[Line]) -> None:
    """Write empty lines between; the last line has no line end."""
    with feed.open("wb") as file:
        for at, line in enumerate(lines):
            empty = b"\n   " if at and (at - 1) % EMPTY_EVERY == 0 else b""
            file.write(empty + (b"\n" if at else b"") + line.content)


def _number(at: int) -> int:
    """Give the number in the file of the line at this place, from one on."""
    return at + 1 + (at + EMPTY_EVERY - 1) // EMPTY_EVERY


def _judge_words(finished: Finished, refused: set[int]) -> None:
    insist("Traceback" not in finished.errors, "the import showed a traceback")
    insist(
        all(letter.isprintable() or letter == "\n" for letter in finished.errors),
        "the import wrote what a terminal would obey",
    )
    named = re.findall(r"^line (\d+): \S", finished.errors, re.MULTILINE)
    insist_none({int(n) for n in named} ^ refused, "lines wrongly (not) refused")
    insist(len(named) == len(refused), "some lines were refused twice")
    others = [it for it in finished.errors.splitlines() if not it.startswith("line ")]
    insist_none(others, "other lines on stderr")


def _judge_tally(finished: Finished, *, good: int, refused: int) -> None:
    insist(finished.status == BOTH_KINDS, f"exit code {finished.status}")
    tally = json.loads(finished.output)
    insist(tally["rejected"] == refused, f"{tally} of {refused} broken lines")
    counted = tally["accepted"] + tally["duplicate"] + tally["parked"]
    insist(counted == good, f"{tally} of {good} good lines")
    insist(
        finished.megabytes < MOST_MEGABYTES,
        f"{finished.megabytes:.0f} MB of memory were used",
    )
