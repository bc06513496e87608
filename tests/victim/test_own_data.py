"""Who looked at her data, and her data to read and to take along."""

import json
from datetime import timedelta
from uuid import uuid4

from portal.db.engine import execute, fetch_rows
from portal.db.rows import insert_row
from tests.builders import NOW, make_attempt, make_staff
from tests.chain import CASE, calls, case, decision, happen, report, victim
from tests.pages import read_html
from tests.victim.conftest import main_text
from tests.victim.test_messages import sent_to

LOOKS = "/mijn/gegevens"
READ = f"{LOOKS}/lezen"
FILE = f"{LOOKS}/gegevens.json"


async def looked(person, **given):
    row = {
        "id": uuid4(),
        "at": NOW,
        "actor_kind": "staff",
        "actor": str(uuid4()),
        "organisation": "shn",
        "role": "shn_worker",
        "action": "call_read",
        "victim": person.victim_id,
        "outcome": "done",
    }
    await insert_row("audit_event", row | given)


async def take(person):
    answer = await person.browser.get(FILE)
    assert answer.status_code == 200
    return answer, answer.json()


async def test_every_look_by_staff_stands_there_in_plain_words(enter):
    await happen(report())
    anna = await enter()
    await looked(anna)
    await looked(anna, action="dossier_read", organisation="om", role="supervisor")
    text = main_text(await anna.get(LOOKS))

    said = "Slachtofferhulp Nederland, een medewerker las uw zaak, om u te bellen."
    assert said in text
    assert "Openbaar Ministerie, een leidinggevende las uw zaak." in text
    assert "maandag 23 november 2026 om 10.00 uur" in text


async def test_no_member_of_staff_is_named(enter):
    await happen(report(), case(), decision())
    anna = await enter()
    staff = await make_staff(name="Jan Brouwer")
    await looked(anna, actor=str(staff.id))
    page = await anna.get(LOOKS)

    assert "Brouwer" not in page.text
    assert str(staff.id) not in page.text


async def test_her_own_pages_are_no_look_by_somebody(enter):
    await happen(report())
    anna = await enter()
    await anna.get("/mijn")

    assert "Er keek nog niemand" in main_text(await anna.get(LOOKS))


async def test_what_was_refused_stands_there_too(enter):
    await happen(report())
    anna = await enter()
    await looked(anna, outcome="refused")

    assert "wilde uw gegevens zien, maar dat mocht niet." in main_text(
        await anna.get(LOOKS)
    )


async def test_halt_is_not_named_before_she_knows_of_halt(enter):
    await happen(report(), case(), decision(beslissing="halt", sepotcodes=[]))
    anna = await enter()
    await looked(anna, organisation="halt", role="halt_worker")
    assert "Halt" not in main_text(await anna.get(LOOKS))
    _, data = await take(anna)
    assert {one["who"] for one in data["looked"]} == {"other"}
    await execute("UPDATE call_task_decision SET told_at = {}", NOW)

    assert "Halt, een medewerker" in main_text(await anna.get(LOOKS))


async def test_many_looks_come_in_pages_and_odd_pages_are_the_first(enter):
    await happen(report())
    anna = await enter()
    for days in range(103):
        await looked(anna, at=NOW - timedelta(days=days))
    first, second = await anna.get(LOOKS), await anna.get(f"{LOOKS}?pagina=2")

    assert first.text.count("<li><strong>") == 100
    assert second.text.count("<li><strong>") == 3
    assert main_text(await anna.get(f"{LOOKS}?pagina=x")) == main_text(first)


async def test_nobody_sees_who_looked_at_another(enter):
    await happen(report(victim("slo-1"), victim("slo-2")))
    anna, bea = await enter("slo-1"), await enter("slo-2")
    await looked(bea)

    assert "Er keek nog niemand" in main_text(await anna.get(LOOKS))


async def test_her_data_are_a_file_with_a_neutral_name_that_nothing_keeps(enter):
    await happen(report(), case(), decision())
    anna = await enter()
    await execute("UPDATE call_task_decision SET told_at = {}", NOW)
    await sent_to(anna.victim_id)
    answer, data = await take(anna)

    assert answer.headers["content-disposition"] == (
        'attachment; filename="gegevens.json"'
    )
    assert answer.headers["cache-control"] == "no-store"
    assert data["person"]["family_name"] == "Vries"
    assert data["contact"]["address"]["street"] == "Biltstraat"
    assert data["contact"]["phones"][0]["number"]
    (one,) = data["reports"]
    assert one["cases"][0]["parketnummer"] == CASE
    assert one["cases"][0]["decisions"][0]["kind"] == "sepot"
    assert data["told"][0]["html"] == "<p>U leest hier wat wij u vertelden.</p>"
    rows = await fetch_rows(
        "SELECT victim FROM audit_event WHERE action = 'take_own_data'"
    )
    assert [row["victim"] for row in rows] == [anna.victim_id]


async def test_what_waits_for_the_gate_is_in_no_copy(enter):
    await happen(report(), case(), decision())
    anna = await enter()
    (call,) = await calls("sepot")
    answer, data = await take(anna)
    page = await anna.get(READ)

    for text in (answer.text, page.text):
        assert "sepot" not in text
        assert "dismissed" not in text
        assert "weinig bewijs" not in text
        assert str(call["id"]) not in text
    assert data["reports"][0]["cases"][0]["decisions"] == []


async def test_what_staff_wrote_for_each_other_and_marks_of_danger_stay_out(enter):
    await happen(report(victim(kwetsbaar=True)), case(), decision())
    anna = await enter()
    (call,) = await calls("sepot")
    await make_attempt_for(call, note="Zij klonk bang.")
    answer, _ = await take(anna)
    page = await anna.get(READ)

    for text in (answer.text, page.text):
        for word in ("bang", "risk", "vulnerable", "code_word", "unsafe"):
            assert word not in text, word


async def test_who_has_her_login_does_not_find_where_she_is(enter):
    at_risk = victim(relatieMetVerdachte="ex-partner", zelfdeAdres=False)
    await happen(report(at_risk, feitcategorie="stalking"), case())
    anna = await enter()
    answer, data = await take(anna)
    page = await anna.get(READ)

    for text in (answer.text, page.text):
        for word in ("Biltstraat", "3572BB", "12345678", "anna@example.org"):
            assert word not in text, word
    assert data["contact_is_masked"]
    assert "Dat is veiliger." in main_text(page)


async def test_no_copy_holds_anything_of_another_person(enter):
    lawyer = {
        "naam": "mr. Post",
        "rol": "advocaat",
        "magInzien": True,
        "magHandelen": True,
        "belangenconflict": False,
        "geldigTot": None,
        "telefoonnummers": ["06-99999999"],
        "email": "post@example.org",
    }
    other = victim("slo-2", voornamen="Bea", achternaam="Bos", email="bea@example.org")
    await happen(report(victim(vertegenwoordigers=[lawyer]), other), case(), decision())
    anna, bea = await enter("slo-1"), await enter("slo-2")
    await sent_to(bea.victim_id, content="<p>Van Bea.</p>")
    answer, data = await take(anna)
    texts = [answer.text, (await anna.get(READ)).text]

    for text in texts:
        for word in ("Bea", "Bos", "99999999", "post@example.org", "slo-2"):
            assert word not in text, word
    assert data["representatives"][0]["name"] == "mr. Post"


async def test_her_data_can_be_read_and_printed(enter):
    await happen(report(), case())
    anna = await enter()
    page = await anna.get(READ)
    text = main_text(page)

    assert "Naam Anna de Vries" in text
    assert "Biltstraat 12, 3572BB Utrecht" in text
    assert "dinsdag 17 mei 1988" in text
    (title,) = read_html(page.text).all("title")
    assert title.text == "Mijn gegevens"


async def test_the_file_of_somebody_without_anything_is_whole(enter):
    await happen(report(victim(**dict.fromkeys(("email", "adres", "geboortedatum")))))
    anna = await enter()
    _, data = await take(anna)

    assert json.dumps(data)
    assert "Niet bekend" in main_text(await anna.get(READ))


async def make_attempt_for(call, **given):
    staff = await make_staff()
    task = Task(id=call["id"], victim=call["victim"])
    return await make_attempt(task=task, staff=staff, **given)


class Task:
    def __init__(self, **columns):
        vars(self).update(columns)
