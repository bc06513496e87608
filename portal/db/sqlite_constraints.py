"""Unique and Check constraints for SQLite, which has no ALTER TABLE ADD CONSTRAINT.

A Unique becomes a unique index of that name, a Check two triggers that raise with that
name: a violation tells the same on both engines.
"""

import re
import sqlite3
from collections.abc import Iterable

from portal.db.dialect import UnableToAskLikeThatError

_ADD = re.compile(
    r'ALTER TABLE "?(?P<table>\w+)"? ADD CONSTRAINT "?(?P<name>\w+)"? '
    r"(?P<kind>UNIQUE|CHECK)\s*(?P<body>.*)",
    re.DOTALL,
)
_DROP = re.compile(
    r'ALTER TABLE "?\w+"? DROP CONSTRAINT (?:IF EXISTS )?"?(?P<name>\w+)"?'
)
_WORD = re.compile(
    r"""'(?:[^']|'')*'|(?:"?\w+"?\.)?"?(?P<column>[A-Za-z_]\w*)\b"?(?!\()"""
)

_VIOLATED = re.compile(
    r"UNIQUE constraint failed: index '(?P<index>\w+)'"
    r"|UNIQUE constraint failed: (?P<columns>.+)"
    r"|CHECK constraint failed: (?P<check>\w+)"
)
_UNIQUE_INDEX_ON = """
    SELECT name FROM pragma_index_list(?) AS listed
    WHERE listed."unique" AND listed.origin = 'c' AND ? = (
        SELECT group_concat(name, ', ')
        FROM (SELECT name FROM pragma_index_info(listed.name) ORDER BY seqno)
    )
    ORDER BY name
"""


def table_to_constrain(ddl: str) -> str | None:
    """Name the table whose columns must be known to translate a Check."""
    found = _ADD.match(ddl.strip())
    return found["table"] if found and found["kind"] == "CHECK" else None


def in_words_of_sqlite(ddl: str, *, columns: Iterable[str]) -> list[str]:
    if dropped := _DROP.match(ddl.strip()):
        return _drops(dropped["name"])
    if not (added := _ADD.match(ddl.strip())):
        return [ddl]
    if added["kind"] == "CHECK":
        condition = _of_new_row(added["body"], frozenset(columns))
        return _triggers(table=added["table"], name=added["name"], condition=condition)
    if "NULLS NOT DISTINCT" in added["body"]:
        raise UnableToAskLikeThatError("SQLite knows no NULLS NOT DISTINCT.")
    return [
        f'CREATE UNIQUE INDEX "{added["name"]}" ON "{added["table"]}" {added["body"]}'
    ]


def _of_new_row(condition: str, columns: frozenset[str]) -> str:
    def replace(found: re.Match[str]) -> str:
        column = found["column"]
        return f'NEW."{column}"' if column in columns else found[0]

    return _WORD.sub(replace, condition)


def _triggers(*, table: str, name: str, condition: str) -> list[str]:
    """A condition that is unknown (NULL) holds, as with a Check."""
    return [
        f'CREATE TRIGGER "{name}_{event.lower()}" BEFORE {event} ON "{table}" '
        f"FOR EACH ROW WHEN NOT {condition} "
        f"BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: {name}'); END"
        for event in ("INSERT", "UPDATE")
    ]


def _drops(name: str) -> list[str]:
    return [
        f'DROP INDEX IF EXISTS "{name}"',
        f'DROP TRIGGER IF EXISTS "{name}_insert"',
        f'DROP TRIGGER IF EXISTS "{name}_update"',
    ]


def name_violated(
    connection: sqlite3.Connection, error: sqlite3.IntegrityError
) -> str | None:
    """Find the name that PostgreSQL would give; None for NOT NULL and foreign keys.

    Of two partial unique indexes on the same columns the first by name is given, for
    SQLite tells the columns only.
    """
    if not (found := _VIOLATED.match(str(error))):
        return None
    if not found["columns"]:
        return found["index"] or found["check"]
    table = found["columns"].partition(".")[0]
    columns = found["columns"].replace(f"{table}.", "")
    if error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
        return f"{table}_pkey"
    index = connection.execute(_UNIQUE_INDEX_ON, (table, columns)).fetchone()
    return index[0] if index else f"{table}_{columns.replace(', ', '_')}_key"
