"""Which promise of the database an error broke, told alike on both engines.

try:
    async with transaction():       # a savepoint: PostgreSQL needs it to go on after
        await execute("INSERT …")
except INTEGRITY_ERRORS as error:
    if violated_constraint(error) != "call_task_one_open":
        raise
"""

import sqlite3

import asyncpg

INTEGRITY_ERRORS = (sqlite3.IntegrityError, asyncpg.IntegrityConstraintViolationError)

_UNIQUE_ON_SQLITE = {"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}


def is_unique_violation(error: BaseException) -> bool:
    if isinstance(error, sqlite3.IntegrityError):
        return error.sqlite_errorname in _UNIQUE_ON_SQLITE
    return isinstance(error, asyncpg.UniqueViolationError)


def violated_constraint(error: BaseException) -> str | None:
    """Name the constraint or unique index; unknown on SQLite for a foreign key.

    A unique column is `table_column_key` and a primary key `table_pkey`, as PostgreSQL
    calls them.
    """
    name: str | None = getattr(error, "constraint_name", None)
    return name
