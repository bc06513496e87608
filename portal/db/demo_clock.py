"""Queries for how far the demo runs ahead of the real clock."""

from datetime import timedelta

from portal.db.engine import execute, fetch_row

_THE_ONE_CLOCK = 1
_MICROSECOND = timedelta(microseconds=1)


async def fetch_ahead() -> timedelta | None:
    """None where no clock was set: then the real one counts."""
    row = await fetch_row("SELECT ahead FROM demo_clock WHERE id = {}", _THE_ONE_CLOCK)
    return timedelta(microseconds=row["ahead"]) if row else None


async def insert_ahead(ahead: timedelta) -> bool:
    """Set the clock, unless somebody did before; tell whether it was set."""
    inserted = await execute(
        "INSERT INTO demo_clock (id, ahead) VALUES ({}, {}) ON CONFLICT DO NOTHING",
        _THE_ONE_CLOCK,
        ahead // _MICROSECOND,
    )
    return bool(inserted)


async def add_to_ahead(by: timedelta) -> None:
    await execute(
        "INSERT INTO demo_clock (id, ahead) VALUES ({}, {})"
        " ON CONFLICT (id) DO UPDATE SET ahead = demo_clock.ahead + excluded.ahead",
        _THE_ONE_CLOCK,
        by // _MICROSECOND,
    )


async def raise_ahead(ahead: timedelta) -> None:
    """Set it forward to this, unless it is there or further already."""
    await execute(
        "INSERT INTO demo_clock (id, ahead) VALUES ({}, {})"
        " ON CONFLICT (id) DO UPDATE SET ahead = excluded.ahead"
        " WHERE demo_clock.ahead < excluded.ahead",
        _THE_ONE_CLOCK,
        ahead // _MICROSECOND,
    )
