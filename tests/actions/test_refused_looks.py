"""A look that was refused stands in the trail of who it was about."""

from uuid import uuid4

from portal.actions.dossiers import read_dossier
from portal.db.engine import fetch_rows
from portal.db.looks import fetch_looks_for_victim
from portal.db.staff import fetch_worker
from portal.domain.looks import Did, Who
from tests.builders import NOW, make_case, make_incident, make_staff, make_victim


async def worker_of(**given):
    staff = await make_staff(**given)
    return await fetch_worker(staff_id=staff.id)


async def test_each_victim_of_the_report_can_read_that_somebody_was_refused(database):
    anna, bea = await make_victim(), await make_victim(reference="slo-2")
    incident = await make_incident(victims=(anna, bea))
    await make_case(incident=incident, victims=(anna, bea))
    elsewhere = await worker_of(location="Amsterdam")
    read = await read_dossier(
        incident_id=incident.id, victim_id=anna.id, worker=elsewhere, now=NOW
    )

    assert read is None
    for victim in (anna, bea):
        (look,) = (await fetch_looks_for_victim(victim_id=victim.id)).looks
        assert (look.who, look.did) == (Who.OM, Did.REFUSED)


async def test_what_is_not_there_leaves_no_trail(database):
    read = await read_dossier(
        incident_id=uuid4(), victim_id=None, worker=await worker_of(), now=NOW
    )

    assert read is None
    assert await fetch_rows("SELECT id FROM audit_event") == []
