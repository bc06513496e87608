from uuid import uuid4

from portal.db.tables.setup import WorkLocation
from tests.chain import case, happen, report, victim
from tests.victim.conftest import main_text

PAGE = "/mijn/contact"


async def test_she_sees_how_we_may_reach_her_masked(enter):
    await happen(report())
    anna = await enter()
    page = await anna.get(PAGE)
    text = main_text(page)

    assert "Ja, op 06 ·· ·· ·· 78." in text
    assert "a··@example.org" in text
    assert "Nee, wij spreken niets in." in text
    assert "Biltstraat" not in page.text
    assert "anna@example.org" not in page.text


async def test_a_no_is_shown_as_a_no(enter):
    nothing = dict.fromkeys(("bellen", "voicemail", "sms", "email", "post"), False)
    await happen(report(victim(veiligContact=nothing)))
    anna = await enter()
    text = main_text(await anna.get(PAGE))

    assert "Nee, wij bellen u niet." in text
    assert "Nee, wij mailen u niet." in text
    assert "Nee, wij sturen geen brieven." in text


async def test_her_own_hours_are_named(enter):
    consent = {"bellen": True, "dagdelen": ["ochtend", "avond"]}
    await happen(report(victim(veiligContact=consent)))
    anna = await enter()

    assert "Alleen: in de ochtend, in de avond." in main_text(await anna.get(PAGE))


async def test_who_is_at_risk_and_was_never_asked_is_not_reached(enter):
    await happen(report(victim(kwetsbaar=True, veiligContact={})))
    anna = await enter()
    text = main_text(await anna.get(PAGE))

    assert "Nee, wij bellen u niet." in text
    assert "Nee, wij mailen u niet." in text


async def test_she_sees_on_which_number_her_own_office_answers(enter):
    await happen(report(), case())
    await WorkLocation(
        id=uuid4(), organisation="om", name="", office_phone="088-0000100"
    ).save()
    page = await (await enter()).get(PAGE)
    assert 'href="tel:0880000100"' in page.text
    assert "Openbaar Ministerie" in main_text(page)
