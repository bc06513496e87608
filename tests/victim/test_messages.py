from datetime import timedelta
from uuid import UUID, uuid4

from portal.db.engine import fetch_row
from portal.db.message_reading import set_message_read_for_victim
from portal.db.sealing_ring import sealer
from portal.db.tables.messages import Notification
from portal.domain.notifications import MessageName
from portal.notifications.messages import MessageFacts, render_letter
from tests.builders import NOW
from tests.chain import case, decision, happen, report, victim
from tests.victim.conftest import links, main_text

NEW = "Wat wij u vertelden nieuw"
ALL = "/mijn/berichten/alles"
CONTENT = "<p>U leest hier wat wij u vertelden.</p>"


async def sent_to(victim_id, content=CONTENT, **given):
    message_id = uuid4()
    place = f"notification/{message_id}/content_sealed"
    row = {
        "id": message_id,
        "victim": victim_id,
        "message": "decision_confirmation",
        "channel": "email",
        "cause": f"test/{message_id}",
        "state": "sent",
        "queued_at": NOW,
        "sent_at": NOW,
        "content_sealed": sealer().seal(content, place=place),
        **given,
    }
    await Notification(**row).save()
    return f"/mijn/berichten/{message_id}"


async def test_without_messages_it_says_so(enter):
    await happen(report())
    anna = await enter()

    assert "U heeft nog geen berichten." in main_text(await anna.get("/mijn/berichten"))


async def test_what_was_sent_can_be_read_again(enter):
    await happen(report())
    anna = await enter()
    path = await sent_to(anna.victim_id)
    page = await anna.get("/mijn/berichten")

    assert links(page, "/mijn/berichten/") == [ALL, path]
    assert "Wat wij u vertelden nieuw maandag 23 november 2026" in main_text(page)
    assert "U leest hier wat wij u vertelden." in main_text(await anna.get(path))


async def test_of_a_letter_she_reads_the_text_and_not_the_paper(enter):
    await happen(report())
    anna = await enter()
    paper = render_letter(
        MessageName.CALLBACK_MISSED,
        MessageFacts(
            salutation="Anna de Vries",
            sender="Openbaar Ministerie",
            today=NOW.date(),
            context={"starts_at": NOW.isoformat()},
            decision=None,
            base_url="https://portal.example",
            office_phone="",
        ),
        address_lines=("Anna de Vries", "Biltstraat 12", "3572 BB  UTRECHT"),
    )
    path = await sent_to(anna.victim_id, content=paper, channel="letter")
    text = main_text(await anna.get(path))

    assert "Beste Anna de Vries" in text
    assert "Openbaar Ministerie" in text
    assert "Biltstraat" not in text


async def test_a_message_about_a_decision_leads_to_it(enter):
    await happen(report(), case(), decision())
    anna = await enter()
    row = await fetch_row("SELECT id FROM decision")
    path = await sent_to(anna.victim_id, message="decision_notice", decision=row["id"])
    page = await anna.get(path)

    assert links(page, "/mijn/nieuws/") == [f"/mijn/nieuws/{row['id']}"]
    assert "Heeft u dit gelezen?" in main_text(
        await anna.get(f"/mijn/nieuws/{row['id']}")
    )


async def test_what_did_not_leave_is_no_message_yet(enter):
    await happen(report())
    anna = await enter()
    path = await sent_to(
        anna.victim_id, state="queued", sent_at=None, content_sealed=None
    )
    await anna.get(path, status=404)
    page = await anna.get("/mijn/berichten")

    assert links(page, "/mijn/berichten/") == [ALL]
    assert "Een bericht dat wij nog versturen" in main_text(page)
    assert "Wat wij u vertelden" not in main_text(page)


async def test_anothers_message_answers_like_none(enter):
    await happen(report(victim("slo-1"), victim("slo-2")))
    anna, bea = await enter("slo-1"), await enter("slo-2")
    path = await sent_to(bea.victim_id)
    hers = await anna.get(path, status=404)
    nowhere = f"/mijn/berichten/{uuid4()}"
    none = await anna.get(nowhere, status=404)

    assert hers.text == none.text.replace(nowhere, path)
    assert links(await anna.get("/mijn/berichten"), "/mijn/berichten/") == []


async def read_at(path):
    row = await fetch_row(
        "SELECT read_at FROM notification WHERE id = {}", UUID(path.split("/")[-1])
    )
    return row["read_at"]


async def test_a_message_is_new_until_she_opens_it(enter):
    await happen(report())
    anna = await enter()
    path = await sent_to(anna.victim_id)
    assert NEW in main_text(await anna.get("/mijn/berichten"))
    assert await read_at(path) is None

    await anna.get(path)
    assert await read_at(path) == NOW
    assert NEW not in main_text(await anna.get("/mijn/berichten"))


async def test_the_first_time_that_she_opened_it_stays(enter):
    await happen(report())
    anna = await enter()
    path = await sent_to(anna.victim_id)
    await anna.get(path)
    message_id = UUID(path.split("/")[-1])
    assert not await set_message_read_for_victim(
        victim_id=anna.victim_id,
        message_id=message_id,
        now=NOW + timedelta(days=1),
    )
    assert await read_at(path) == NOW


async def test_nobody_else_opens_it_for_her(enter):
    await happen(report(victim("slo-1"), victim("slo-2")))
    anna, bea = await enter("slo-1"), await enter("slo-2")
    path = await sent_to(anna.victim_id)
    await bea.get(path, status=404)
    assert await read_at(path) is None
