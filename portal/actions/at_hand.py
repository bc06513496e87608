"""What several calls that open together ask of their people, read once."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from portal.actions.opening_hours import fetch_location_hours
from portal.db.call_guards import fetch_reached
from portal.db.many_contacts import fetch_contacts_of
from portal.db.reservations import fetch_those_with_contact_person
from portal.db.risks import fetch_those_at_risk
from portal.domain.calendar import local_date
from portal.domain.call_guards import GUARD, Reached, last_reached_elsewhere
from portal.domain.contacts import VictimContact
from portal.domain.opening_hours import OpeningHours


@dataclass(slots=True, kw_only=True)
class AtHand:
    """Of these victims, each thing when it is first asked; for one transaction."""

    victim_ids: tuple[UUID, ...]
    now: datetime
    _contacts: dict[UUID, VictimContact] | None = None
    _at_risk: set[UUID] | None = None
    _reached: list[Reached] | None = None
    _with_person: set[UUID] | None = None
    _hours: dict[tuple[str, str], OpeningHours] = field(default_factory=dict)

    async def contact(self, victim_id: UUID) -> VictimContact:
        if self._contacts is None:
            self._contacts = await fetch_contacts_of(victim_ids=self.victim_ids)
        if victim_id not in self._contacts:
            raise LookupError(f"The victim {victim_id} is not on file.")
        return self._contacts[victim_id]

    async def is_at_risk(self, victim_id: UUID) -> bool:
        if self._at_risk is None:
            self._at_risk = await fetch_those_at_risk(
                victim_ids=self.victim_ids, today=local_date(self.now)
            )
        return victim_id in self._at_risk

    async def reached_elsewhere(
        self, *, victim_id: UUID, incident_id: UUID, organisation: str
    ) -> datetime | None:
        """Say when others reached her last, in the hours in which that guards her."""
        if self._reached is None:
            since = self.now - GUARD
            self._reached = await fetch_reached(victim_ids=self.victim_ids, since=since)
        return last_reached_elsewhere(
            self._reached,
            victim_id=victim_id,
            incident_id=incident_id,
            organisation=organisation,
        )

    async def has_contact_person(self, victim_id: UUID) -> bool:
        if self._with_person is None:
            self._with_person = await fetch_those_with_contact_person(
                victim_ids=self.victim_ids
            )
        return victim_id in self._with_person

    async def hours(self, *, organisation: str, location: str) -> OpeningHours:
        place = (organisation, location)
        if place not in self._hours:
            self._hours[place] = await fetch_location_hours(
                organisation=organisation, location=location
            )
        return self._hours[place]
