"""Who is at work: as the login says, never as a form says."""

from portal.domain.staff import CALLING_ROLES, Worker
from portal.web.actors import StaffActor, requires_role

requires_caller = requires_role(*CALLING_ROLES)


def worker_of(staff: StaffActor) -> Worker:
    return Worker(
        staff_id=staff.staff_id,
        name=staff.name,
        organisation=staff.organisation,
        role=staff.role,
        location=staff.location,
        is_experienced=staff.is_experienced,
    )
