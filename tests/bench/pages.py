"""What is measured of one database: its pages, and the same pages from memory."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from portal import clock
from portal.actions.calls import read_queue
from portal.actions.demo_clock import current_time
from portal.db.overview import fetch_seen_incident_for_victim
from portal.domain.staff import Organisation, Role, Worker
from tests.bench.measuring import (
    Figures,
    count,
    measure,
    measure_next_calls,
)
from tests.bench.memory import Captured
from tests.bench.people import Visitor, open_staff_sessions, open_victim_sessions
from tests.bench.stores import Store

ONE, MANY = 1, 8
QUEUE, CASE = "queue page", "victim's case page"
PAGES = (QUEUE, CASE)
NEXT = "next call"
FIGURES, FIGURES_PATH = "figures page", "/werk/cijfers"
NO_CALLS = f"{FIGURES_PATH}?periode=eigen&van=2020-01-01&tot=2020-01-28"
"""The same page of days on which nobody called: what it costs besides counting."""
WARM_SECONDS = 1.0


@dataclass(slots=True, kw_only=True)
class Measured:
    """One page: by one visitor and by many, from the database and from memory."""

    one: Figures = field(default_factory=Figures)
    many: Figures = field(default_factory=Figures)
    two_workers: Figures = field(default_factory=Figures)
    memory_one: Figures = field(default_factory=Figures)
    memory_many: Figures = field(default_factory=Figures)


@dataclass(slots=True, kw_only=True)
class Bench:
    store: Store
    url: str
    visitors: dict[str, list[Visitor]]
    captured: Captured
    queries: dict[str, int]
    pages: dict[str, Measured]
    next_call: Figures = field(default_factory=Figures)
    figures: Figures = field(default_factory=Figures)
    no_figures: Figures = field(default_factory=Figures)
    port: int = 0
    memory_port: int = 0
    folder: Path = Path()

    async def warm_up(self) -> None:
        for page in PAGES:
            for port in (self.port, self.memory_port):
                await self._measure(Figures(), port, page, ONE, WARM_SECONDS)

    async def measure_one(self, seconds: float) -> None:
        for page, measured in self.pages.items():
            await self._measure(measured.one, self.port, page, ONE, seconds)
            await self._measure(
                measured.memory_one, self.memory_port, page, ONE, seconds
            )

    async def measure_many(self, seconds: float) -> None:
        for page, measured in self.pages.items():
            await self._measure(measured.many, self.port, page, MANY, seconds)
            await self._measure(
                measured.memory_many, self.memory_port, page, MANY, seconds
            )

    async def measure_two_workers(self, port: int, seconds: float) -> None:
        for page, measured in self.pages.items():
            await self._measure(Figures(), port, page, MANY, WARM_SECONDS)
            await self._measure(measured.two_workers, port, page, MANY, seconds)

    async def measure_next_calls(self) -> None:
        """Each caller takes one call; the last of them did so before, to be counted."""
        callers = self.visitors[QUEUE][:-1]
        await measure_next_calls(self.next_call, self.port, callers, clients=ONE)

    async def measure_figures(self, seconds: float) -> None:
        """One supervisor, now and then: beside the same page with nothing to count."""
        for figures, path in (
            (self.figures, FIGURES_PATH),
            (self.no_figures, NO_CALLS),
        ):
            reads = [_at(self.visitors[QUEUE][0], path)]
            await measure(figures, self.port, reads, clients=ONE, seconds=seconds)

    async def _measure(
        self, figures: Figures, port: int, page: str, clients: int, seconds: float
    ) -> None:
        visitors = self.visitors[page]
        await measure(figures, port, visitors, clients=clients, seconds=seconds)


async def prepare(store: Store, url: str, folder: Path) -> Bench:
    """Open the sessions, read the pages once for the baseline, count the statements."""
    staff, victims = await open_staff_sessions(), await open_victim_sessions()
    return Bench(
        store=store,
        url=url,
        visitors={QUEUE: staff, CASE: victims},
        captured=await _capture(staff, victims),
        queries={
            QUEUE: await count(staff[0]),
            CASE: await count(victims[0]),
            NEXT: await count(staff[-1], is_next_call=True),
            FIGURES: await count(_at(staff[0], FIGURES_PATH)),
        },
        pages={page: Measured() for page in PAGES},
        folder=folder,
    )


async def _capture(staff: list[Visitor], victims: list[Visitor]) -> Captured:
    now = await current_time()
    worker = Worker(
        staff_id=staff[0].person,
        name="Beller",
        organisation=Organisation.OM,
        role=Role.SUPERVISOR,
        location=None,
        is_experienced=True,
    )
    return Captured(
        queue=await read_queue(worker=worker, now=now),
        incidents={
            (it.person, _incident(it)): await fetch_seen_incident_for_victim(
                victim_id=it.person, incident_id=_incident(it), now=now
            )
            for it in victims
        },
        sessions={it.session.id: it.session for it in (*staff, *victims)},
        ahead=(now - clock.now()) // timedelta(seconds=1) * timedelta(seconds=1),
    )


def _at(visitor: Visitor, path: str) -> Visitor:
    return replace(visitor, path=path)


def _incident(visitor: Visitor) -> UUID:
    return UUID(visitor.path.rpartition("/")[2])
