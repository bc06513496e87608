"""The databases that are measured: built through the ordinary import, kept for later.

A database is known by its size, seed and migrations; another of any builds another.
"""

import asyncio
import hashlib
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

from portal.actions.demo_clock import start_demo_clock
from portal.db.engine import Engine, database, execute, fetch_row, make_engine
from portal.db.engine_postgres import PostgresEngine
from portal.db.migrate import migrate
from tests.bench.people import close_some_calls, prepare_people
from tests.databases import use_engine

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("PORTAL_BENCH_DIR", ROOT / "var" / "bench"))
SEED = 2026
VICTIMS_PER_TASK = 2
OPEN_SHARE = 0.8
TELL_EVERY = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    engine: str
    tasks: int

    @property
    def victims(self) -> int:
        return self.tasks * VICTIMS_PER_TASK

    @property
    def name(self) -> str:
        return f"{self.engine}, {self.tasks:,} tasks"

    @property
    def key(self) -> str:
        migrations = sorted((ROOT / "migrations").glob("*.py"))
        feed = sorted((ROOT / "portal/integrations").glob("genera*.py"))
        texts = [path.read_bytes() for path in (*migrations, *feed)]
        return hashlib.sha256(b"".join(texts)).hexdigest()[:12]


@asynccontextmanager
async def open_store(store: Store, server_url: str) -> AsyncIterator[Engine]:
    """The database, built when it is not there yet; its clock begins anew."""
    engine = await _find(store, server_url)
    use_engine(engine)
    try:
        await migrate()
        if not await _is_built():
            await _build(store)
        await _begin_anew()
        yield engine
    finally:
        await engine.close_connection_pool()


async def _find(store: Store, server_url: str) -> Engine:
    name = f"bench_{store.tasks}_{store.key}"
    if store.engine == "sqlite":
        return make_engine(f"sqlite:///{FOLDER}/{name}.sqlite")
    server = make_engine(server_url)
    rows = await server.fetch_rows("SELECT 1 FROM pg_database WHERE datname = {}", name)
    if not rows:
        await server.run_ddl(f"CREATE DATABASE {name}")
    await server.close_connection_pool()
    return make_engine(urlsplit(server_url)._replace(path=f"/{name}").geturl())


async def _is_built() -> bool:
    """The staff come last: a build that was broken off has none, and goes on."""
    row = await fetch_row("SELECT count(*) AS n FROM staff_member")
    return bool(row and row["n"] > 1)


async def _build(store: Store) -> None:
    await start_demo_clock()
    began = monotonic()
    before = await _count_events()
    process = _import(store)
    while process.poll() is None:
        await asyncio.sleep(TELL_EVERY)
        _tell(store, await _count_events() - before, monotonic() - began)
    if process.returncode:
        raise SystemExit(f"The import ended with exit code {process.returncode}.")
    await close_some_calls(leave_open=int(store.tasks * OPEN_SHARE))
    await prepare_people()
    if isinstance(database(), PostgresEngine):
        await database().run_ddl("VACUUM ANALYZE")
    else:
        await database().run_ddl("ANALYZE")


def _import(store: Store) -> subprocess.Popen[bytes]:
    portal = (sys.executable, "-m", "portal")
    feed = subprocess.Popen(
        [*portal, "generate", f"--victims={store.victims}", f"--seed={SEED}"],
        stdout=subprocess.PIPE,
    )
    return subprocess.Popen([*portal, "import", "-"], stdin=feed.stdout)


def _tell(store: Store, events: int, seconds: float) -> None:
    print(
        f"building {store.name}: {events:,} events in {seconds:.0f} s"
        f" ({events / seconds:.0f} a second)",
        file=sys.stderr,
        flush=True,
    )


async def _count_events() -> int:
    row = await fetch_row("SELECT count(*) AS n FROM inbound_event")
    return int(row["n"]) if row else 0


async def _begin_anew() -> None:
    """Monday morning again, nobody at work, and nothing left of an earlier run."""
    await execute("DELETE FROM demo_clock")
    await start_demo_clock()
    await execute(
        "UPDATE call_task SET lease_token = NULL, lease_staff = NULL,"
        " lease_until = NULL WHERE lease_token IS NOT NULL"
    )
    await execute("DELETE FROM web_session")
    await execute("DELETE FROM audit_event")
