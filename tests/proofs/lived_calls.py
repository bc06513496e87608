"""Thousands of lives of calls, each of random steps: what must hold always holds."""

from collections import Counter
from datetime import timedelta
from random import Random
from time import monotonic

from portal.actions.figures import read_figures
from portal.db.engine import database
from portal.domain.calendar import local_date
from portal.domain.figure_periods import Period, PeriodKind
from portal.domain.figures import without_small
from tests.databases import delete_all_rows
from tests.proofs.life_rules import check_end, check_world
from tests.proofs.lives import Life
from tests.proofs.promises import BrokenPromiseError, Sizes, insist
from tests.proofs.stores import Place, new_store
from tests.recount import recount

STEPS = 30
DAYS_TO_END = 60
DAYS_COUNTED = 90
SHARE_ON_POSTGRES = 10
EVERY = 100


async def prove_lived_calls(place: Place, sizes: Sizes) -> None:
    """Live on SQLite, where it is quick, and a tenth of it on PostgreSQL."""
    lives = (
        sizes.lives if place.engine == "sqlite" else sizes.lives // SHARE_ON_POSTGRES
    )
    done, began = Counter[str](), monotonic()
    async with new_store(place):
        for number in range(lives):
            await delete_all_rows(database())
            done += await _live(sizes.seed * 100_000 + number)
            if number and not number % EVERY:
                print(f"{number} of {lives} lives", flush=True)
    took = monotonic() - began
    steps = sum(done.values())
    sizes.tell(
        f"lived calls, {place.engine}: {lives} lives of {STEPS} steps in {took:.0f} s,"
        f" {steps} things done; most: {done.most_common(12)}"
    )


async def _live(seed: int) -> Counter[str]:
    life = Life(random=Random(seed))
    try:
        await life.begin()
        for _ in range(STEPS):
            await life.step()
        await life.end(days=DAYS_TO_END)
        await check_world(now=life.now)
        await check_end(now=life.now)
        await _check_figures(life)
    except BrokenPromiseError as error:
        raise BrokenPromiseError(f"seed {seed}: {error}; {life.done}") from error
    return life.done


async def _check_figures(life: Life) -> None:
    """Every number of every supervisor's page, counted again from the raw rows."""
    last = local_date(life.now)
    first = last - timedelta(days=DAYS_COUNTED)
    period = Period(kind=PeriodKind.OWN, first=first, last=last)
    for supervisor in life.supervisors:
        shown = await read_figures(
            worker=supervisor, location="", period=period, now=life.now
        )
        again = await recount(
            organisation=supervisor.organisation,
            place=None,
            first=period.first,
            last=period.last,
            now=life.now,
        )
        insist(
            shown.figures == without_small(again, is_local=False),
            f"the figures of {supervisor.organisation} are not those of the rows:"
            f" {shown.figures} against {again}",
        )
