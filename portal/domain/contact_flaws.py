"""What can be wrong with the numbers by which a victim must be called."""

from enum import StrEnum

from portal.domain.staff import Organisation, Role, Worker


class Flaw(StrEnum):
    MISSING = "missing"
    UNREADABLE = "unreadable"
    WRONG = "wrong"
    SHARED = "shared"


def sees_flaws(worker: Worker) -> bool:
    """SHN mends them; supervisors of the others see what keeps their calls."""
    is_shn = worker.organisation is Organisation.SHN
    return worker.role is Role.SUPERVISOR or (is_shn and worker.role is Role.SHN_WORKER)
