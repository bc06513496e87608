"""A letter goes where post may go, and to no other address."""

from portal.actions.messages import queue_message
from portal.db.letters import fetch_letter_page, fetch_letters
from portal.db.victims import fetch_contact, fetch_victim_id
from portal.domain.notifications import MessageName
from portal.domain.safe_contact import Channel
from tests.actions.test_merged_victims import ELSEWHERE, merged
from tests.chain import NOW, case, decision, happen, report, updated, victim
from tests.outbox import deliver

HOME = {"straat": "Thuisweg", "huisnummer": "1", "plaats": "Utrecht"}
CHOSEN = {"straat": "Kantoorweg", "huisnummer": "2", "plaats": "Zwolle"}


def refused(address):
    return {**address, "postMag": False}


def allowed(address):
    return {**address, "postMag": True}


def by_letter(reference="slo-1", **given):
    return victim(reference, email=None, **given)


async def street():
    victim_id = await fetch_victim_id(reference="slo-1")
    contact = await fetch_contact(victim_id=victim_id)
    return contact.letter_address.street if contact.letter_address else None


async def write():
    victim_id = await fetch_victim_id(reference="slo-1")
    return await queue_message(
        victim_id=victim_id, message=MessageName.DECISION_NOTICE, cause="1", now=NOW
    )


async def test_nothing_is_written_to_a_domicile_where_post_may_not_go(database):
    person = by_letter(adres=refused(HOME), briefadres=refused(CHOSEN))
    await happen(report(person))
    assert await street() is None
    assert await write() is None


async def test_a_letter_goes_home_where_the_domicile_refuses_post(database):
    person = by_letter(adres=allowed(HOME), briefadres=refused(CHOSEN))
    await happen(report(person), case(), decision(beslissing="overdracht"))
    await deliver()
    [letter] = await fetch_letters()
    page = await fetch_letter_page(letter_id=letter.id)
    assert "Thuisweg 1" in page
    assert "Kantoorweg" not in page


async def test_a_letter_goes_to_the_domicile_where_nothing_was_said_of_post(database):
    await happen(report(by_letter(adres=refused(HOME), briefadres=CHOSEN)))
    assert await street() == "Kantoorweg"
    assert await write() is Channel.LETTER


async def test_the_newest_word_on_post_to_the_domicile_holds(database):
    await happen(
        report(by_letter(adres=refused(HOME), briefadres=refused(CHOSEN))),
        updated("2026-11-20T12:00", briefadres={"postMag": True}),
        updated("2026-11-19T12:00", briefadres={"postMag": False}),
    )
    assert await street() == "Kantoorweg"
    await happen(updated("2026-11-21T12:00", briefadres={"postMag": False}))
    assert await street() is None


async def test_a_no_to_post_at_the_domicile_survives_a_merge(database):
    await happen(
        report(by_letter(adres=refused(HOME), briefadres=CHOSEN)),
        report(
            by_letter("slo-2", adres=refused(HOME), briefadres=refused(CHOSEN)),
            at="2026-11-02T10:00",
            pvNummer=ELSEWHERE,
        ),
        merged(),
    )
    assert await street() is None


async def test_a_yes_to_post_is_not_carried_to_another_address(database):
    """The one record has the newer address, the other says yes to its own."""
    await happen(
        report(by_letter("slo-2", adres=allowed(HOME))),
        report(
            by_letter("slo-1", adres=CHOSEN), at="2026-11-02T10:00", pvNummer=ELSEWHERE
        ),
        merged(),
    )
    assert await street() is None
