"""Everything she was told, in one list and one document: proof that it was told."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from portal.db.engine import execute, fetch_row
from portal.db.tables.calls import CallTask
from portal.db.tables.desk import Contact
from tests.builders import NOW, make_attempt, make_staff
from tests.chain import calls, case, decision, happen, report, victim
from tests.pages import read_html
from tests.victim.conftest import main_text
from tests.victim.test_messages import ALL, sent_to

LIST = "/mijn/berichten"
DECIDED = "over een beslissing"


async def tried(call, outcome, **given):
    task = await CallTask.objects().get(CallTask.id == call["id"])
    staff = await make_staff(name="Jan Brouwer", organisation=call["organisation"])
    return await make_attempt(task=task, staff=staff, outcome=outcome, **given)


async def with_call(enter, kind="sepot", **decided):
    await happen(report(), case(), decision(**decided))
    (call,) = await calls(kind)
    return await enter(), call


async def test_a_conversation_stands_with_who_told_it_about_what_and_when(enter):
    anna, call = await with_call(enter)
    await tried(call, "spoken", reached=True)
    for path in (LIST, ALL):
        text = main_text(await anna.get(path))
        assert "Wij spraken u aan de telefoon" in text
        assert f"Het Openbaar Ministerie, {DECIDED}" in text
        assert "vrijdag 20 november 2026 om 15.00 uur" in text
        assert "Jan" not in text


async def test_a_call_in_vain_does_not_tell_what_it_was_about(enter):
    anna, call = await with_call(enter)
    await tried(call, "voicemail")
    text = main_text(await anna.get(LIST))

    assert "Wij probeerden u te bellen" in text
    assert DECIDED not in text


async def test_a_call_in_vain_by_halt_does_not_tell_that_it_was_halt(enter):
    anna, call = await with_call(enter, "halt", beslissing="halt", sepotcodes=[])
    await tried(call, "no_answer")
    text = main_text(await anna.get(LIST))

    assert "Wij probeerden u te bellen" in text
    assert "Halt" not in text


async def test_who_reads_along_does_not_see_that_she_warned_us(enter):
    anna, call = await with_call(enter)
    await tried(call, "unsafe")

    assert "U heeft nog geen berichten." in main_text(await anna.get(LIST))


async def test_a_mistaken_attempt_does_not_stand(enter):
    anna, call = await with_call(enter)
    await tried(call, "spoken", corrected_at=NOW)

    assert "U heeft nog geen berichten." in main_text(await anna.get(LIST))


async def test_that_she_called_us_herself_stands_too(enter):
    anna, call = await with_call(enter)
    staff = await make_staff(organisation="shn", role="shn_worker")
    row = {
        "id": uuid4(),
        "submission": uuid4(),
        "victim": anna.victim_id,
        "incident": call["incident"],
        "organisation": "shn",
        "staff": staff.id,
        "at": NOW,
        "kind": "incoming_call",
        "about": "support",
        "note": "Zij huilde.",
    }
    await Contact(**row, reached=True).save()
    text = main_text(await anna.get(LIST))

    assert "U belde ons" in text
    assert "Slachtofferhulp Nederland" in text
    assert "huilde" not in text


async def test_of_a_message_it_says_how_far_it_came(enter):
    await happen(report())
    anna = await enter()
    letter = '<html lang="nl"><div class="text"><h2>Kop</h2><p>Brief.</p></div>'
    await sent_to(anna.victim_id, state="queued", sent_at=None, content_sealed=None)
    await sent_to(anna.victim_id, state="failed", sent_at=None, content_sealed=None)
    await sent_to(anna.victim_id, state="cancelled", sent_at=None, content_sealed=None)
    await sent_to(anna.victim_id, content=letter, channel="letter")
    opened = await sent_to(anna.victim_id)
    await anna.get(opened)
    text = main_text(await anna.get(LIST))

    assert "Het staat klaar om te versturen." in text
    assert "Versturen lukte niet." in text
    assert "Verstuurd als brief. Hier nog niet geopend." in text
    assert "Hier geopend op maandag 23 november 2026 om 10.00 uur." in text
    assert len(list(read_html((await anna.get(LIST)).text).all("li"))) >= 4
    assert text.count("om 10.00 uur") == 5  # four messages, one of them opened


async def test_a_letter_says_from_when_it_counts_as_read(enter):
    anna, _ = await with_call(enter)
    decided = await fetch_row("SELECT id FROM decision")
    path = await sent_to(
        anna.victim_id,
        content="<p>Brief.</p>",
        channel="letter",
        message="decision_notice",
        decision=decided["id"],
    )
    await execute(
        "INSERT INTO knowledge (id, victim, decision, subject, known_on, source,"
        " is_assumed, recorded_by, recorded_at, notification)"
        " VALUES ({}, {}, {}, 'decision', {}, 'letter', TRUE, 'portal', {}, {})",
        *(uuid4(), anna.victim_id, decided["id"], date(2026, 11, 26), NOW),
        UUID(path.split("/")[-1]),
    )
    said = "Wij rekenen erop dat de brief bij u is op donderdag 26 november 2026."
    for page in (LIST, ALL, path):
        assert said in main_text(await anna.get(page)), page


async def test_the_document_holds_each_message_itself_and_opens_none(enter):
    await happen(report())
    anna = await enter()
    letter = '<html lang="en"><div class="text"><h2>Head</h2><p>The letter.</p></div>'
    await sent_to(anna.victim_id, content=letter, channel="letter")
    await sent_to(anna.victim_id, sent_at=NOW - timedelta(days=2))
    page = await anna.get(ALL)
    text = main_text(page)

    assert text.index("U leest hier wat wij u vertelden.") < text.index("The letter.")
    assert "Hier nog niet geopend." in text
    assert "Gemaakt op maandag 23 november 2026 om 10.00 uur." in text
    root = read_html(page.text)
    assert "Head" in {it.text for it in root.all("h3")}
    assert "en" in [it["lang"] for it in root.all("div")]
    (title,) = root.all("title")
    assert title.text == "Berichten"
    row = await fetch_row(
        "SELECT count(*) AS opened FROM notification WHERE read_at > {}",
        NOW - timedelta(days=9),
    )
    assert row["opened"] == 0


async def test_many_come_in_parts(enter):
    await happen(report())
    anna = await enter()
    for days in range(55):
        await sent_to(anna.victim_id, sent_at=NOW - timedelta(days=days))
    first, second = await anna.get(ALL), await anna.get(f"{ALL}?pagina=2")

    assert first.text.count("<article") == 50
    assert second.text.count("<article") == 5
    assert "Dit is deel 2." in main_text(second)
    assert "Oudere berichten" in main_text(await anna.get(LIST))


async def test_nobody_elses_are_in_it(enter):
    await happen(report(victim("slo-1"), victim("slo-2")), case(), decision())
    anna, bea = await enter("slo-1"), await enter("slo-2")
    await sent_to(bea.victim_id, content="<p>Van Bea.</p>")
    for call in await calls("sepot"):
        if call["victim"] == bea.victim_id:
            await tried(call, "spoken", reached=True)
    for path in (LIST, ALL):
        assert "U heeft nog geen berichten." in main_text(await anna.get(path))
        assert "U heeft nog geen berichten." not in main_text(await bea.get(path))
