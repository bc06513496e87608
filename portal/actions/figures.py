"""Reading the figures of a stretch of days; what leaves the house is written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.actions import trail
from portal.db.decision_figures import fetch_complaints, fetch_letters
from portal.db.engine import snapshot, transaction
from portal.db.figures import (
    fetch_day_parts,
    fetch_incidents,
    fetch_norms,
    fetch_waits,
)
from portal.db.locations import fetch_locations
from portal.domain.errors import UnableToError
from portal.domain.figure_periods import Period
from portal.domain.figures import (
    Figures,
    Scope,
    letter_days,
    scope_of,
    without_small,
)
from portal.domain.staff import Organisation, Worker


class UnableToCountThereError(UnableToError):
    """There is no such place, or it is not this supervisor's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresRead:
    """`places` are what one may choose from: none for who is local."""

    scope: Scope
    places: tuple[str, ...]
    figures: Figures


async def read_figures(
    *, worker: Worker, location: str, period: Period, now: datetime
) -> FiguresRead:
    """Read one state of the whole database, in eight statements at most."""
    async with snapshot():
        places = await read_places(worker=worker)
        scope = scope_of(worker, location=location)
        if scope.location not in {None, worker.location, *places}:
            raise UnableToCountThereError("Kies een locatie uit de lijst.")
        figures = await _count(scope, period, now)
    return FiguresRead(
        scope=scope,
        places=tuple(places),
        figures=without_small(figures, is_local=scope.is_local),
    )


async def read_places(*, worker: Worker) -> Sequence[str]:
    if worker.location is not None:
        return []
    places = await fetch_locations(organisation=worker.organisation)
    return [it.name for it in places if not it.is_whole]


async def take_figures_out(
    *, worker: Worker, location: str, period: Period, form: str, now: datetime
) -> FiguresRead:
    """Read them for a file, and keep who took which figures out of the house."""
    read = await read_figures(worker=worker, location=location, period=period, now=now)
    async with transaction():
        await trail.note(
            worker,
            now,
            f"figures_exported:{form}",
            object_kind="figures",
            object_id=f"{period.first}/{period.last} {read.scope.location or ''}"[
                :100
            ].strip(),
        )
    return read


async def _count(scope: Scope, period: Period, now: datetime) -> Figures:
    is_om = scope.organisation is Organisation.OM
    days = letter_days(period, now=now)
    return Figures(
        norms=await fetch_norms(scope=scope, period=period, now=now),
        letters=await fetch_letters(scope=scope, days=days) if is_om else None,
        attempts=await fetch_day_parts(scope=scope, period=period),
        waits=await fetch_waits(scope=scope, period=period, now=now),
        complaints=await fetch_complaints(period=period) if is_om else None,
        incidents=await fetch_incidents(scope=scope, period=period),
    )
