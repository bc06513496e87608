"""Who works with the portal: organisations, roles, and one person at work."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Organisation(StrEnum):
    OM = "om"
    SHN = "shn"
    HALT = "halt"


class Role(StrEnum):
    CALLER = "caller"
    PLANNER = "planner"
    PROSECUTOR_OFFICE = "prosecutor_office"
    SHN_WORKER = "shn_worker"
    HALT_WORKER = "halt_worker"
    SUPERVISOR = "supervisor"
    PRIVACY_OFFICER = "privacy_officer"


CALLING_ROLES = (
    Role.CALLER,
    Role.PROSECUTOR_OFFICE,
    Role.SHN_WORKER,
    Role.HALT_WORKER,
    Role.SUPERVISOR,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """One member of staff, as the login says; a location of None is all of them."""

    staff_id: UUID
    name: str
    organisation: Organisation
    role: Role
    location: str | None
    is_experienced: bool

    @property
    def takes_grave_calls(self) -> bool:
        return self.is_experienced or self.role is Role.SUPERVISOR

    @property
    def mends_contact(self) -> bool:
        """Whether how a victim is reached is theirs to write (design, section 5)."""
        is_worker = self.role in {Role.SHN_WORKER, Role.SUPERVISOR}
        return self.organisation is Organisation.SHN and is_worker

    def works_on(self, *, organisation: Organisation, location: str) -> bool:
        """Whether it is the own organisation's and, for who is local, done there."""
        is_elsewhere = self.location not in {None, location}
        return organisation is self.organisation and not is_elsewhere
