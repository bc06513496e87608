"""Writing whole rows, in plain SQL: the import writes a great many."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from uuid import UUID

from portal.db.engine import execute, fetch_rows

ROWS_PER_STATEMENT = 200


async def insert_row(table: str, values: Mapping[str, object]) -> None:
    await execute(_insert(table, tuple(values), 1), *values.values())


async def insert_rows(table: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows that all have the columns of the first."""
    for start in range(0, len(rows), ROWS_PER_STATEMENT):
        part = rows[start : start + ROWS_PER_STATEMENT]
        arguments = [value for row in part for value in row.values()]
        await execute(_insert(table, tuple(part[0]), len(part)), *arguments)


async def insert_row_once(table: str, values: Mapping[str, object]) -> bool:
    """Insert unless a unique constraint has the row already; tell whether it did."""
    sql = f"{_insert(table, tuple(values), 1)} ON CONFLICT DO NOTHING RETURNING id"
    return bool(await fetch_rows(sql, *values.values()))


async def insert_rows_once(table: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert those that no unique constraint has already, few enough for one word."""
    sql = f"{_insert(table, tuple(rows[0]), len(rows))} ON CONFLICT DO NOTHING"
    await execute(sql, *(value for row in rows for value in row.values()))


async def update_row(table: str, row_id: UUID, values: Mapping[str, object]) -> None:
    await execute(_update(table, tuple(values)), *values.values(), row_id)


@lru_cache(maxsize=512)
def _insert(table: str, columns: tuple[str, ...], rows: int) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    places = f"({', '.join(['{}'] * len(columns))})"
    values = ", ".join([places] * rows)
    return f'INSERT INTO "{table}" ({names}) VALUES {values}'  # noqa: S608 - own names


@lru_cache(maxsize=512)
def _update(table: str, columns: tuple[str, ...]) -> str:
    changes = ", ".join(f'"{column}" = {{}}' for column in columns)
    return f'UPDATE "{table}" SET {changes} WHERE id = {{}}'  # noqa: S608 - own names
