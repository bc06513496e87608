"""Whether a moment that was agreed on fits her hours and ours: a warning, no ban."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from portal.domain.calendar import local_date
from portal.domain.calling_hours import day_part_at
from portal.domain.opening_hours import OpeningHours
from portal.domain.victims import DayPart

_WORDS = {
    DayPart.MORNING: "de ochtend",
    DayPart.AFTERNOON: "de middag",
    DayPart.EVENING: "de avond",
}


def find_objection(
    agreed_at: datetime,
    *,
    hours: OpeningHours,
    day_parts: Collection[DayPart],
    zone: ZoneInfo,
    days: Collection[int] = (),
) -> str:
    """Say in plain words what is odd about this moment; empty where nothing is.

    She may agree to any moment: the caller only must have seen it.
    """
    found = (
        _outside_her_hours(agreed_at, day_parts, zone),
        _on_another_day(agreed_at, days),
        _outside_our_hours(agreed_at, hours),
    )
    return " ".join(filter(None, found))


def _outside_her_hours(
    agreed_at: datetime, day_parts: Collection[DayPart], zone: ZoneInfo
) -> str:
    part = day_part_at(agreed_at, zone)
    if part is None:
        at_home = agreed_at.astimezone(zone)
        return f"Waar zij woont is het dan {at_home.hour}.{at_home.minute:02} uur."
    if day_parts and part not in day_parts:
        chosen = " of ".join(_WORDS[each] for each in DayPart if each in day_parts)
        return f"Zij wil gebeld worden in {chosen}."
    return ""


def _on_another_day(agreed_at: datetime, days: Collection[int]) -> str:
    is_hers = not days or local_date(agreed_at).isoweekday() in days
    return "" if is_hers else "Op die dag wil zij niet gebeld worden."


def _outside_our_hours(agreed_at: datetime, hours: OpeningHours) -> str:
    opened = hours.on(local_date(agreed_at))
    if opened is not None and opened[0] <= agreed_at < opened[1]:
        return ""
    return "Dan is uw locatie dicht."
