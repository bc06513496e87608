"""One SQLite connection on the event loop's thread, patient with other processes."""

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple
from uuid import UUID

from piccolo.engine.sqlite import convert_array_in

from portal.db.sqlite_constraints import name_violated

PATIENCE = 30.0
FIRST_PAUSE = 0.001
LONGEST_PAUSE = 0.002
BUSY = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_BUSY_RECOVERY,
    sqlite3.SQLITE_BUSY_TIMEOUT,
}


class Answer(NamedTuple):
    rows: list[dict[str, Any]]
    changed: int


class SqliteConnection:
    def __init__(self, path: Path) -> None:
        self._sqlite = sqlite3.connect(
            path,
            timeout=0,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=512,
            detect_types=sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES,
        )

    async def execute(self, sql: str, args: Sequence[Any] = ()) -> Answer:
        """Try again while another process holds the file, and let the loop go on."""
        pauses = _pauses()
        while True:
            try:
                return self._execute(sql, args)
            except sqlite3.OperationalError as error:
                pause = next(pauses, None)
                if pause is None or error.sqlite_errorcode not in BUSY:
                    raise
            await asyncio.sleep(pause)

    async def set_pragmas(self, *pragmas: str) -> None:
        for pragma in pragmas:
            await self.execute(f"PRAGMA {pragma}")

    @property
    def in_transaction(self) -> bool:
        return self._sqlite.in_transaction

    def rollback(self) -> None:
        """Undo what is not committed; outside a transaction nothing happens."""
        self._sqlite.rollback()

    def close(self) -> None:
        self._sqlite.close()

    def _execute(self, sql: str, args: Sequence[Any]) -> Answer:
        try:
            cursor = self._sqlite.execute(sql, args)
        except sqlite3.IntegrityError as error:
            name = name_violated(self._sqlite, error)
            error.constraint_name = name  # type: ignore[attr-defined]  # as asyncpg
            raise
        try:
            names = [column[0] for column in cursor.description or ()]
            rows = [dict(zip(names, row, strict=True)) for row in cursor]
            return Answer(rows=rows, changed=max(cursor.rowcount, 0))
        finally:
            cursor.close()  # an unfinished statement would keep its lock


def _pauses() -> Iterator[float]:
    until, pause = monotonic() + PATIENCE, FIRST_PAUSE
    while monotonic() < until:
        yield pause
        pause = min(pause * 1.5, LONGEST_PAUSE)


def _list_in(values: list[Any]) -> str:
    return convert_array_in([str(v) if isinstance(v, UUID) else v for v in values])


# For the whole process: Piccolo's own are slower, and know no list of UUIDs.
sqlite3.register_converter("INTEGER", int)
sqlite3.register_converter("BOOLEAN", b"1".__eq__)
sqlite3.register_adapter(list, _list_in)
