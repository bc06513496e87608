"""One text of SQL for both engines: PostgreSQL's words, and {} where a value goes.

Written like this it runs on both:

- `{}` for a value, `{{` and `}}` for a brace;
- `{}::date` where PostgreSQL must be told a type;
- `= ANY({})` and `<> ALL({})` with a list;
- `FOR UPDATE`, `FOR SHARE` or `FOR KEY SHARE`, with or without `SKIP LOCKED`: SQLite
  has one writer and needs none;
- `EXTRACT(EPOCH FROM a - b)` for the seconds between two moments, without spaces in
  either;
- `/* INDEXED BY name */` behind a table: SQLite reads in the order of that index where
  it would sort everything first; to PostgreSQL it is a comment;
- `max(due_at) AS "due_at [timestamptz]"`, for SQLite knows the type of a plain column
  but not of an expression (also `[date]`, `[boolean]`, `[uuid]`).
"""

import re
from functools import lru_cache


class UnableToAskLikeThatError(Exception):
    """Piccolo or SQL knows this way to ask, and our engines do not offer it."""


_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{\}")
_TYPE_IN_NAME = re.compile(r'"(\w+) \[\w+\]"')
_CAST = re.compile(r"::\w+(?:\[\])?")
_ROW_LOCK = re.compile(
    r"\s+FOR (?:(?:NO KEY )?UPDATE|(?:KEY )?SHARE)(?: OF \w+)?"
    r"(?: SKIP LOCKED| NOWAIT)?",
    re.IGNORECASE,
)
_INDEX_TO_USE = re.compile(r"/\* (INDEXED BY \w+) \*/")
_ANY_OF_LIST = re.compile(r"= ANY\s*\(\{\}\)", re.IGNORECASE)
_NONE_OF_LIST = re.compile(r"<> ALL\s*\(\{\}\)", re.IGNORECASE)
_SECONDS_BETWEEN = re.compile(
    r"EXTRACT\(EPOCH FROM (\S+) - ([^\s()]+)\)", re.IGNORECASE
)
_DAYS_BETWEEN = r"((julianday(\1) - julianday(\2)) * 86400)"
_LIST_ROWS = "(SELECT value FROM json_each({}))"

_READ = re.compile(r"\s*(?:SELECT|EXPLAIN|PRAGMA(?!.*=))\b", re.IGNORECASE)
_WITH = re.compile(r"\s*WITH\b", re.IGNORECASE)
_CHANGE = re.compile(r"\b(?:INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def for_postgres(sql: str) -> str:
    return _with_placeholders(_TYPE_IN_NAME.sub(r'"\1"', sql), numbered=True)


@lru_cache(maxsize=4096)
def for_sqlite(sql: str) -> str:
    plain = _ROW_LOCK.sub("", _CAST.sub("", sql))
    plain = _INDEX_TO_USE.sub(r"\1", plain)
    plain = _SECONDS_BETWEEN.sub(_DAYS_BETWEEN, plain)
    plain = _ANY_OF_LIST.sub(f"IN {_LIST_ROWS}", plain)
    plain = _NONE_OF_LIST.sub(f"NOT IN {_LIST_ROWS}", plain)
    return _with_placeholders(plain, numbered=False)


@lru_cache(maxsize=4096)
def is_read(sql: str) -> bool:
    """Whether SQLite's reader may run it; when in doubt the writer does."""
    if _WITH.match(sql):
        return not _CHANGE.search(sql)
    return bool(_READ.match(sql))


def _with_placeholders(sql: str, *, numbered: bool) -> str:
    count = 0

    def replace(found: re.Match[str]) -> str:
        nonlocal count
        if found[0] != "{}":
            return found[0][0]
        count += 1
        return f"${count}" if numbered else "?"

    return _PLACEHOLDER.sub(replace, sql)
