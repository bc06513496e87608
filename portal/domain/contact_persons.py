"""Fixed contact persons: what they are called, and whose they are to name."""

from collections.abc import Mapping

from portal.domain.staff import Organisation, Worker

DUTIES: Mapping[Organisation, tuple[str, ...]] = {
    Organisation.OM: ("victim_coordinator",),
    Organisation.SHN: ("case_manager",),
    Organisation.HALT: ("case_manager",),
}


def keeps_person_of(worker: Worker, location: str | None) -> bool:
    """Who leads one place keeps the people of that place, who leads all everybody."""
    return worker.location is None or worker.location == location
