"""What runs when. The only module that knows APScheduler.

The rows are the truth and this only wakes: no job store, in UTC, missed ticks are
made up for. However many processes tick, each thing is done once.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from portal.actions.demo_clock import current_time
from portal.config import Settings
from portal.jobs.run import run_due_jobs
from portal.notifications.outlets import Outlets, open_outlets

logger = logging.getLogger(__name__)

EVERY_SECONDS = 15
DRAIN_SECONDS = 25.0
STALE_AFTER_SECONDS = 120.0


class Metronome:
    """One worker in this process, woken by the scheduler or by who knows of work."""

    def __init__(self, outlets: Outlets) -> None:
        self._outlets = outlets
        self._wake = asyncio.Event()
        self._is_stopping = False
        self._seen_at = monotonic()

    @property
    def is_fit(self) -> bool:
        """Whether it got on with its work not long ago: what /readyz asks."""
        return monotonic() - self._seen_at < STALE_AFTER_SECONDS

    def wake_up(self) -> None:
        self._wake.set()

    async def tick(self) -> None:
        self._wake.set()

    def stop(self) -> None:
        """End after what is in hand now."""
        self._is_stopping = True
        self._wake.set()

    async def work(self) -> None:
        while not self._is_stopping:
            await self._wake.wait()
            self._wake.clear()
            if not self._is_stopping:
                await self._run()

    async def _run(self) -> None:
        try:
            await run_due_jobs(
                now=await current_time(),
                outlets=self._outlets,
                is_stopping=self._go_on_or_stop,
            )
        except Exception:
            logger.exception("A run of the jobs failed; the next one tries again.")
        else:
            self._seen_at = monotonic()

    def _go_on_or_stop(self) -> bool:
        """Say between two pieces of work whether to stop; to be asked is to live."""
        self._seen_at = monotonic()
        return self._is_stopping


@asynccontextmanager
async def run_scheduler() -> AsyncIterator[Metronome]:
    """Run the clock's door with the application; at the end, finish what is in hand."""
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    async with open_outlets(Settings.from_env()) as outlets:
        metronome = Metronome(outlets)
        scheduler = _build_scheduler(metronome)
        scheduler.start()
        worker = asyncio.create_task(metronome.work())
        metronome.wake_up()
        try:
            yield metronome
        finally:
            scheduler.shutdown(wait=False)
            metronome.stop()
            await _drain(worker)


def _build_scheduler(metronome: Metronome) -> AsyncIOScheduler:
    scheduler = AsyncIOScheduler(
        timezone="UTC",
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    scheduler.add_job(metronome.tick, "interval", seconds=EVERY_SECONDS, id="tick")
    return scheduler


async def _drain(worker: asyncio.Task[None]) -> None:
    try:
        await asyncio.wait_for(worker, DRAIN_SECONDS)
    except TimeoutError:
        logger.warning("What was in hand took too long: its lease brings it back.")
