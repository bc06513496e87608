"""What a fixed contact person is called in each organisation."""

from collections.abc import Mapping

from portal.domain.staff import Organisation

DUTIES: Mapping[Organisation, tuple[str, ...]] = {
    Organisation.OM: ("victim_coordinator",),
    Organisation.SHN: ("case_manager",),
    Organisation.HALT: ("case_manager",),
}
