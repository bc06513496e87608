"""What was asked of the database: tests hold a page to its number of statements."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_counted: ContextVar[list[str] | None] = ContextVar("counted_queries", default=None)


@contextmanager
def count_queries() -> Iterator[list[str]]:
    """Give the list of statements sent meanwhile, by this task and those it starts.

    What opens and closes transactions and savepoints is not counted.
    """
    queries: list[str] = []
    token = _counted.set(queries)
    try:
        yield queries
    finally:
        _counted.reset(token)


def note_query(sql: str) -> None:
    if (queries := _counted.get()) is not None:
        queries.append(sql)
