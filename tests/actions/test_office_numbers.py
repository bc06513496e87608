"""On which number we are reached: a place's own before the organisation's."""

from uuid import uuid4

import pytest

from portal.actions.office_numbers import list_own_offices, read_office_number
from portal.db.tables.setup import WorkLocation
from portal.domain.staff import Organisation
from tests.builders import make_case, make_incident, make_task, make_victim

pytestmark = pytest.mark.usefixtures("database")
OM = Organisation.OM


async def keep(phone, name="", organisation="om"):
    await WorkLocation(
        id=uuid4(), organisation=organisation, name=name, office_phone=phone
    ).save()


async def number(location, organisation=OM):
    return await read_office_number(organisation=organisation, location=location)


async def test_the_setting_holds_until_somebody_keeps_a_number(monkeypatch):
    monkeypatch.setenv("PORTAL_OFFICE_PHONE", "030-1234567")
    assert await number("Utrecht") == "030-1234567"
    await keep("088-1")
    assert await number("Utrecht") == "088-1"
    assert await number("Utrecht", Organisation.SHN) == "030-1234567"
    await keep("030-2", "Utrecht")
    assert await number("Utrecht") == "030-2"
    assert await number("Den Haag") == "088-1"


async def test_she_sees_the_number_of_whoever_has_her_case_and_of_nobody_else():
    anna = await make_victim()
    await keep("088-1")
    await keep("030-2", "Midden-Nederland")
    await keep("088-3", organisation="halt")
    assert await list_own_offices(victim_id=anna.id) == []
    incident = await make_incident(victims=(anna,))
    await make_case(incident=incident, victims=(anna,))
    await make_case(incident=incident, victims=(anna,), location="Limburg")
    await make_case(incident=incident, victims=(anna,), location="Rotterdam")
    seen = [(it.location, it.phone) for it in await list_own_offices(victim_id=anna.id)]
    assert seen == [("Midden-Nederland", "030-2"), ("", "088-1")]
    await make_task(victim=anna, incident=incident, organisation="halt", kind="halt")
    offices = await list_own_offices(victim_id=anna.id)
    assert [it.organisation.value for it in offices] == ["om", "om", "halt"]
