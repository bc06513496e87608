from portal.db.check_words import words_of_call
from portal.db.engine import execute, fetch_row, fetch_rows
from portal.db.query_count import count_queries
from portal.db.tables.cases import Incident
from portal.db.tables.people import Victim
from tests.builders import make_task, make_victim
from tests.chain import (
    NOW,
    calls,
    case,
    decision,
    happen,
    import_sample,
    report,
    victim,
)
from tests.victim.conftest import links, main_text


async def test_nothing_on_file_is_said_kindly(enter):
    await happen(report(victim("slo-2")))
    nobody = await enter((await make_victim()).id)
    text = main_text(await nobody.get("/mijn"))

    assert "Er staat nu niets in uw overzicht." in text
    assert "U hoeft niets te doen." in text


async def test_each_report_has_its_own_card_the_newest_first(enter):
    await happen(
        report(),
        report(pvNummer="PL0900-2026081235", at="2026-11-02T10:00"),
        case(),
    )
    anna = await enter()
    text = main_text(await anna.get("/mijn"))

    newest = text.index("Aangifte van maandag 2 november 2026")
    assert newest < text.index("Aangifte van zondag 1 november 2026")
    assert "De officier van justitie bekijkt de zaak." in text


async def test_what_happened_to_her_is_not_told_on_the_overview(enter):
    await happen(report(), case())
    anna = await enter()

    assert "fiets" not in (await anna.get("/mijn")).text


async def test_the_next_hearing_stands_in_full_words(enter):
    await import_sample()
    anna = await enter("slo-0013")
    text = main_text(await anna.get("/mijn"))

    assert "dinsdag 9 februari 2027 om 9.30 uur" in text.replace("09.30", "9.30")
    assert "Rechtbank Rotterdam. Zaal 1" in text
    assert "Ongeveer 6 uur" in text


async def test_the_words_of_our_caller_stand_for_each_call_to_come(enter):
    await happen(report(), case(), decision())
    anna = await enter()
    (call,) = await calls("sepot")
    words = words_of_call(call["id"])

    for page in ("/mijn", "/mijn/contact", f"/mijn/verloop/{call['incident']}"):
        text = main_text(await anna.get(page))
        said = f"Belt het Openbaar Ministerie u? Dan zeggen wij eerst: {words} ."
        assert said in text, page
    (gate,) = links(await anna.get("/mijn"), "/mijn/nieuws/")
    assert f"Dan zeggen wij eerst: {words} ." in main_text(await anna.get(gate))


async def test_another_call_has_other_words(enter):
    await happen(report(), case(), decision())
    anna = await enter()
    (call,) = await calls("sepot")
    await execute(
        "UPDATE call_task SET closed_as = 'done', closed_at = {},"
        " close_reason = 'spoken' WHERE victim = {}",
        *(NOW, anna.victim_id),
    )
    text = main_text(await anna.get("/mijn"))

    assert words_of_call(call["id"]) not in text
    assert "Dan leest u hier vooraf twee woorden." in text


async def test_two_calls_of_one_organisation_say_which_is_which(enter):
    await happen(report(), case(), decision())
    anna = await enter()
    (sepot,) = await calls("sepot")
    incident = await fetch_row("SELECT id FROM incident")
    asked = await make_call(anna, incident["id"], "callback", "om")
    text = main_text(await anna.get("/mijn")).partition("Zo weet u")[2]

    assert text.count("Belt het Openbaar Ministerie u?") == 1
    assert f"over een beslissing: {words_of_call(sepot['id'])}" in text
    assert f"het gesprek waar u om vroeg: {words_of_call(asked)}" in text


async def test_who_calls_does_not_tell_the_news_behind_a_gate(enter):
    await happen(report(), case(), decision(beslissing="halt", sepotcodes=[]))
    anna = await enter()
    (halt,) = await calls("halt")
    assert halt["organisation"] == "halt"
    for page in ("/mijn", "/mijn/contact", f"/mijn/verloop/{halt['incident']}"):
        text = main_text(await anna.get(page))
        own = f"van ons u? Dan zeggen wij eerst: {words_of_call(halt['id'])} ."
        assert own in text, page
        assert "Belt Halt u?" not in text
    await execute("UPDATE call_task_decision SET told_at = {}", NOW)
    assert "Belt Halt u?" in main_text(await anna.get("/mijn"))


async def test_what_a_call_is_about_gives_nothing_away(enter):
    await happen(report(), case())
    anna = await enter()
    incident = await fetch_row("SELECT id FROM incident")
    for kind in ("consultation", "release", "prosecutor_talk", "seizure"):
        await make_call(anna, incident["id"], kind, "om")
    text = main_text(await anna.get("/mijn")).partition("Zo weet u")[2]

    assert text.count("over iets anders in uw zaak") == 1
    for word in ("beslissing", "vrij", "beslag", "officier"):
        assert word not in text


async def make_call(person, incident_id, kind, organisation):
    task = await make_task(
        victim=await Victim.objects().get(Victim.id == person.victim_id),
        incident=await Incident.objects().get(Incident.id == incident_id),
        kind=kind,
        organisation=organisation,
    )
    return task.id


async def test_many_reports_come_in_pages(enter):
    await happen(
        *(
            report(pvNummer=f"PL0900-20260{number}", at=f"2026-11-01T{hour}:{minute}")
            for number, hour, minute in (
                (10_000 + index, f"{8 + index // 60:02}", f"{index % 60:02}")
                for index in range(25)
            )
        )
    )
    anna = await enter()
    first, second = await anna.get("/mijn"), await anna.get("/mijn?pagina=2")

    assert len(links(first, "/mijn/verloop/")) == 20
    assert len(links(second, "/mijn/verloop/")) == 5
    assert links(first, "/mijn?pagina") == ["/mijn?pagina=2"]
    for odd in ("0", "-1", "x", "99999999999999999999", "²"):
        await anna.get(f"/mijn?pagina={odd}")


async def test_the_overview_costs_as_much_for_many_reports_as_for_one(enter):
    await happen(report(), case(), decision())
    anna = await enter()
    await anna.get("/mijn")  # her visit begins
    with count_queries() as for_one:
        await anna.get("/mijn")
    await happen(*(report(pvNummer=f"PL0900-20260{n}") for n in range(10_000, 10_010)))
    with count_queries() as for_many:
        await anna.get("/mijn")

    assert len(for_many) == len(for_one) <= 6


async def test_a_look_is_in_the_audit(enter):
    await happen(report())
    anna = await enter()
    await anna.get("/mijn")
    rows = await fetch_rows("SELECT action, victim FROM audit_event")

    assert ("read_overview", anna.victim_id) in {
        (row["action"], row["victim"]) for row in rows
    }
