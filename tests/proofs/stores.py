"""An empty database with the newest schema for one proof, on either engine."""

import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from portal.db.engine import Engine, database, make_engine
from portal.db.migrate import migrate
from tests.databases import use_engine
from tests.postgres import find_binaries, throwaway_postgres

DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a proof may make databases: a folder, or a PostgreSQL server."""

    engine: str
    folder: Path
    server_url: str | None = None


@contextmanager
def places(engines: list[str]) -> Iterator[list[Place]]:
    """Start PostgreSQL when it is asked for and can be had."""
    with tempfile.TemporaryDirectory(prefix="portal_proofs_") as name:
        folder = Path(name)
        sqlite = [Place(engine=it, folder=folder) for it in engines if it == "sqlite"]
        if "postgres" not in engines:
            yield sqlite
        elif url := os.environ.get("TEST_DATABASE_URL"):
            yield [*sqlite, Place(engine="postgres", folder=folder, server_url=url)]
        else:
            with throwaway_postgres(_binaries(), **DURABLE) as url:
                yield [*sqlite, Place(engine="postgres", folder=folder, server_url=url)]


def _binaries() -> Path:
    found = find_binaries()
    if found is None:
        raise SystemExit("PostgreSQL is not installed; prove with --engines sqlite.")
    return found


@asynccontextmanager
async def new_store(place: Place) -> AsyncIterator[Engine]:
    """A database of its own, in use by this process and by those it starts."""
    name = f"proof_{uuid4().hex}"
    if place.server_url is None:
        engine = make_engine(f"sqlite:///{place.folder}/{name}.sqlite")
        async with _in_use(engine):
            yield engine
        return
    server = make_engine(place.server_url)
    await server.run_ddl(f"CREATE DATABASE {name}")
    try:
        url = urlsplit(place.server_url)._replace(path=f"/{name}").geturl()
        engine = make_engine(url)
        async with _in_use(engine):
            yield engine
    finally:
        await server.run_ddl(f"DROP DATABASE {name} WITH (FORCE)")
        await server.close_connection_pool()


@asynccontextmanager
async def _in_use(engine: Engine) -> AsyncIterator[None]:
    before = database()
    use_engine(engine)
    try:
        await migrate()
        yield
    finally:
        await engine.close_connection_pool()
        use_engine(before)
