"""Opening hours as one reads them on a door."""

from dataclasses import dataclass

from portal.domain.opening_hours import OpeningHours, OpenPeriod


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDays:
    """Weekdays in a row with the same hours; Monday is 0."""

    first: int
    last: int
    period: OpenPeriod


def days_in_a_row(hours: OpeningHours) -> tuple[OpenDays, ...]:
    """Give the week as one reads it on a door; days that are closed are left out."""
    rows: list[OpenDays] = []
    for day, period in enumerate(hours.weekdays):
        if period is None:
            continue
        if rows and rows[-1].last == day - 1 and rows[-1].period == period:
            rows[-1] = OpenDays(first=rows[-1].first, last=day, period=period)
        else:
            rows.append(OpenDays(first=day, last=day, period=period))
    return tuple(rows)
