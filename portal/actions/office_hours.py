"""Who handles her cases, on which number and when they are there."""

from dataclasses import dataclass
from uuid import UUID

from portal.actions.office_numbers import list_own_offices
from portal.actions.opening_hours import fetch_location_hours
from portal.db.office_numbers import Office
from portal.domain.open_days import OpenDays, days_in_a_row


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeWithHours:
    office: Office
    days: tuple[OpenDays, ...]

    @property
    def dial(self) -> str:
        return "".join(it for it in self.office.phone if it.isdigit() or it == "+")


async def list_offices_with_hours(*, victim_id: UUID) -> tuple[OfficeWithHours, ...]:
    return tuple(
        [
            OfficeWithHours(
                office=office,
                days=days_in_a_row(
                    await fetch_location_hours(
                        organisation=office.organisation.value,
                        location=office.location,
                    )
                ),
            )
            for office in await list_own_offices(victim_id=victim_id)
        ]
    )
