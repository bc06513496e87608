"""Feeds of invented people to prove things with."""

from pathlib import Path

from portal.actions.demo_clock import current_time, start_demo_clock
from portal.actions.intake import Refusal, import_feed
from portal.integrations.feed import FeedLine, read_lines
from portal.integrations.generator import generate
from tests.proofs.promises import BrokenPromiseError


def make_feed(folder: Path, *, victims: int, seed: int) -> Path:
    feed = folder / "feed.ndjson"
    feed.write_bytes(b"".join(generate(victims, seed)))
    return feed


async def begin_with(feed: Path) -> None:
    """Begin on the demo's Monday morning, with all that the feed tells."""
    await start_demo_clock()
    with feed.open("rb") as stream:
        await import_feed(
            read_lines(stream), refuse=_refuse, clock=current_time, by="proof"
        )


def _refuse(line: FeedLine, refusal: Refusal) -> None:
    raise BrokenPromiseError(f"line {line.number}: {refusal}")
