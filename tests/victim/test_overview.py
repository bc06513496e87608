from uuid import uuid4

from portal.db.engine import fetch_row, fetch_rows
from portal.db.query_count import count_queries
from tests.chain import case, decision, happen, import_sample, report, victim
from tests.victim.conftest import links, main_text


async def test_nothing_on_file_is_said_kindly(enter):
    await happen(report(victim("slo-2")))
    nobody = await enter(uuid4())
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
    assert "Rechtbank Rotterdam, Rotterdam. Zaal 1" in text
    assert "Ongeveer 6 uur" in text


async def test_the_word_of_our_caller_is_hers(enter):
    await happen(report())
    anna = await enter()
    row = await fetch_row("SELECT caller_word FROM victim")

    assert f"Dan noemen wij het woord {row['caller_word']}" in main_text(
        await anna.get("/mijn")
    )


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
