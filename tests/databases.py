"""Which database the tests use, and how it is emptied."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from piccolo.apps.migrations.tables import Migration
from piccolo.table import sort_table_classes

from portal.db import piccolo_conf
from portal.db.engine import Engine, make_engine
from portal.db.engine_postgres import PostgresEngine
from portal.db.piccolo_app import APP_CONFIG

FROM_LEAVES_TO_ROOTS = sort_table_classes(APP_CONFIG.table_classes)[::-1]


def use_engine(engine: Engine) -> None:
    """Make it the one of Piccolo, of our code and of the processes we start."""
    piccolo_conf.DB = engine
    for table in (*FROM_LEAVES_TO_ROOTS, Migration):
        table._meta.db = engine  # noqa: SLF001 (Piccolo's way to choose an engine)
    os.environ["PORTAL_DATABASE_URL"] = engine.url


async def delete_all_rows(engine: Engine) -> None:
    deletes = [str(table.delete(force=True)) for table in FROM_LEAVES_TO_ROOTS]
    if isinstance(engine, PostgresEngine):
        deletes = ["; ".join(deletes)]
    async with engine.transaction():
        for delete in deletes:
            await engine.execute(delete)


@asynccontextmanager
async def beside(engine: Engine, folder: Path) -> AsyncIterator[Engine]:
    """A second database of the same kind, without tables, in use meanwhile."""
    name = f"portal_{uuid4().hex}"
    url = f"sqlite:///{folder}/new/{name}.sqlite"
    if isinstance(engine, PostgresEngine):
        await engine.run_ddl(f"CREATE DATABASE {name}")
        url = urlsplit(engine.url)._replace(path=f"/{name}").geturl()
    other = make_engine(url)
    use_engine(other)
    try:
        yield other
    finally:
        use_engine(engine)
        await other.close_connection_pool()
        if isinstance(engine, PostgresEngine):
            await engine.run_ddl(f"DROP DATABASE {name} WITH (FORCE)")
