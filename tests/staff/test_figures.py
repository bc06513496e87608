"""The figures on one page, and the same as a file."""

import csv
import io
import re
import zipfile
from datetime import date, timedelta
from uuid import uuid4

import pytest

from portal.db.query_count import count_queries
from portal.db.tables.complaints import Complaint
from portal.db.tables.setup import WorkLocation
from portal.db.tables.staff import AuditEvent
from tests.builders import (
    NOW,
    make_attempt,
    make_case,
    make_decision,
    make_incident,
    make_task,
    make_victim,
)
from tests.pages import read_html
from tests.staff.screens import open_call

PAGE = "/werk/cijfers"
DUE = {"due_at": NOW - timedelta(days=3)}
SPOKEN = {"outcome": "spoken", "reached": True, "counts": False}


@pytest.fixture
async def els(visit):
    return await visit(role="supervisor", name="Els")


def tables_of(page):
    """Give the tables by their title, as rows of texts."""
    return {
        table.children[0].text.partition(":")[0]: [
            [cell.text for cell in row.all("th", "td")] for row in table.all("tr")
        ]
        for table in read_html(page.text).all("table")
    }


async def reached(**task):
    call = await make_task(**DUE, **task)
    await make_attempt(task=call, at=NOW - timedelta(days=4), **SPOKEN)
    return call


async def place(name, organisation="om"):
    await WorkLocation(id=uuid4(), organisation=organisation, name=name).save()


async def test_where_nothing_happened_each_figure_says_so(els):
    page = await els.get(PAGE)
    assert page.status_code == 200
    assert page.text.count("In deze periode is hier niets te tellen.") == 6
    assert "1 november 2026 tot en met 30 november 2026, tot nu toe" in page.text


async def test_each_figure_stands_with_its_parts_its_days_and_its_place(els):
    await reached()
    await make_task(**DUE)
    page = await els.get(PAGE)
    rows = tables_of(page)["Gesproken binnen de norm"]
    assert rows[1] == ["Sepot, niet kwetsbaar", "5", "1", "2", "50,0"]
    captions = [it.text for it in read_html(page.text).all("caption")]
    assert all("1 november 2026 tot en met 30 november 2026" in it for it in captions)
    assert all(it.endswith(("alle locaties", "heel Nederland")) for it in captions)


async def test_a_chart_says_in_words_what_it_draws(els):
    await reached(is_at_risk=True)
    page = read_html((await els.get(PAGE)).text)
    charts = [it for it in page.all("svg") if it["role"] == "img"]
    assert charts
    for chart in charts:
        (title,), (words,) = chart.all("title"), chart.all("desc")
        assert f"{title['id']} {words['id']}" == chart["aria-labelledby"]
        assert words.text
        assert not list(chart.all("style"))
    texts = [it.text for it in charts[0].all("desc")]
    assert texts == ["Sepot, kwetsbaar: 100,0 %."]


async def test_the_waiting_time_is_the_middle_one_and_the_longest(els):
    for days in (1, 2, 6):
        call = await make_task(opened_at=NOW - timedelta(days=10))
        at = NOW - timedelta(days=10) + timedelta(days=days)
        await make_attempt(task=call, at=at, **SPOKEN)
    rows = tables_of(await els.get(PAGE))["Wachttijd"]
    assert rows[1] == ["Gesproken, niet kwetsbaar", "3", "2 dagen", "6 dagen"]


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("periode=2026-13", "Kies een periode uit de lijst."),
        ("periode=2026-k5", "Kies een periode uit de lijst."),
        ("periode=%00", "Kies een periode uit de lijst."),
        ("periode=eigen&van=&tot=", "Vul een dag in"),
        ("periode=eigen&van=31-02-2026&tot=2026-11-23", "Vul een dag in"),
        ("periode=eigen&van=2026-11-23&tot=2026-11-01", "ligt voor de eerste"),
        ("periode=eigen&van=2025-01-01&tot=2026-11-01", "meer dan een jaar"),
        ("periode=2026-11&locatie=Nergens", "Kies een locatie uit de lijst."),
    ],
)
async def test_what_cannot_be_asked_is_said_and_what_was_typed_stays(els, asked, text):
    page = await els.get(f"{PAGE}?{asked}")
    assert page.status_code == 422
    assert text in page.text
    assert not tables_of(page)
    for kind in ("csv", "xlsx"):
        answer = await els.get(f"{PAGE}/overzicht.{kind}?{asked}")
        assert answer.status_code == 422
        assert "content-disposition" not in answer.headers
    if "31-02-2026" in asked:
        assert 'value="31-02-2026"' in page.text


async def test_a_quarter_and_days_of_ones_own_count_those_days_alone(els):
    await reached()
    for asked, number in (
        ("periode=2026-k4", "1"),
        ("periode=eigen&van=2026-11-20&tot=2026-11-20", "1"),
        ("periode=eigen&van=2026-11-21&tot=2026-11-23", None),
        ("periode=2026-10", None),
        ("periode=2021-03", None),
    ):
        rows = tables_of(await els.get(f"{PAGE}?{asked}"))
        shown = rows.get("Gesproken binnen de norm", [[], [None] * 3])[1][2]
        assert shown == number, asked


async def test_days_that_do_not_count_do_not_stay_in_their_fields(els):
    page = await els.get(f"{PAGE}?periode=2026-10&van=2026-11-01&tot=2026-11-02")
    assert "1 oktober 2026 tot en met 31 oktober 2026" in page.text
    assert "2026-11-01" not in page.text


async def test_only_a_supervisor_sees_figures(visit):
    for who in (
        {"role": "caller"},
        {"organisation": "shn", "role": "shn_worker"},
        {"role": "prosecutor_office"},
        {"role": "privacy_officer"},
    ):
        browser = await visit(**who)
        for path in (PAGE, f"{PAGE}/overzicht.csv", f"{PAGE}/overzicht.xlsx"):
            assert (await browser.get(path)).status_code in {303, 403, 404}


async def test_of_a_place_one_chooses_the_figures(els):
    await place("Midden-Nederland")
    await place("Amsterdam")
    for _ in range(5):
        await reached()
    await reached(location="Amsterdam")
    page = await els.get(f"{PAGE}?periode=2026-11&locatie=Midden-Nederland")
    rows = tables_of(page)["Gesproken binnen de norm"]
    assert rows[1][2:] == ["5", "5", "100,0"]


async def test_who_is_local_sees_her_own_place_whatever_she_asks(visit):
    await place("Amsterdam")
    await place("Midden-Nederland")
    for _ in range(6):
        await reached(location="Amsterdam")
    for _ in range(5):
        await reached()
    browser = await visit(role="supervisor", location="Midden-Nederland")
    page = await browser.get(f"{PAGE}?locatie=Amsterdam")
    rows = tables_of(page)["Gesproken binnen de norm"]
    assert rows[1][2:] == ["5", "5", "100,0"]
    assert 'name="locatie"' not in page.text


async def test_a_place_shows_nothing_about_fewer_than_five_people(visit):
    for _ in range(4):
        await reached()
    browser = await visit(role="supervisor", location="Midden-Nederland")
    page = await browser.get(PAGE)
    rows = tables_of(page)
    assert rows["Gesproken binnen de norm"][1][2:] == ["–", "minder dan 5", "–"]  # noqa: RUF001
    assert rows["Wachttijd"][1][1:] == ["minder dan 5", "–", "–"]  # noqa: RUF001
    charts = [it for it in read_html(page.text).all("svg") if it["role"] == "img"]
    assert not charts


async def test_complaints_are_of_the_whole_country_and_of_the_om_alone(visit):
    anna = await make_victim()
    case = await make_case(victims=(anna,), location="Amsterdam")
    await make_decision(case=case)
    await Complaint(
        id=uuid4(),
        victim=anna.id,
        case=case.id,
        court="Arnhem-Leeuwarden",
        received_on=date(2026, 11, 20),
        updated_at=NOW,
    ).save()
    title = "Klachten per 100 sepots"
    for who in ({}, {"location": "Midden-Nederland"}):
        browser = await visit(role="supervisor", **who)
        rows = tables_of(await browser.get(PAGE))[title]
        assert rows[1] == ["Gebeld", "0", "0", "–"]  # noqa: RUF001
        assert rows[2] == ["Niet gebeld", "1", "1", "100,0"]
    for organisation in ("shn", "halt"):
        browser = await visit(role="supervisor", organisation=organisation)
        page = await browser.get(PAGE)
        assert "klacht" not in page.text.lower()


async def test_no_figure_is_of_one_caller(els):
    call = await make_task(**DUE)
    await make_attempt(task=call, at=NOW - timedelta(days=4), **SPOKEN)
    page = await els.get(PAGE)
    assert "J. Brouwer" not in page.text


async def test_a_file_holds_what_the_page_shows(els):
    await reached()
    page = tables_of(await els.get(PAGE))
    answer = await els.get(f"{PAGE}/overzicht.csv?periode=2026-11")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    name = 'attachment; filename="overzicht-2026-11.csv"'
    assert answer.headers["content-disposition"] == name
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(
        csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    )
    assert ["Sepot, niet kwetsbaar", "5", "1", "1", "100,0"] in rows
    assert page["Gesproken binnen de norm"][1] in rows
    assert any(
        "1 november 2026 tot en met 30 november 2026" in it[0] for it in rows if it
    )


async def test_a_workbook_has_numbers_as_numbers_and_no_formula(els):
    await reached()
    answer = await els.get(f"{PAGE}/overzicht.xlsx?periode=2026-k4")
    assert "overzicht-2026-k4.xlsx" in answer.headers["content-disposition"]
    book = zipfile.ZipFile(io.BytesIO(answer.content))
    sheets = [name for name in book.namelist() if "worksheets/sheet" in name]
    assert len(sheets) == 6
    first = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<v>100</v>" in first
    assert not any(b"<f>" in book.read(name) for name in sheets)


async def test_a_place_named_as_a_formula_is_text_in_every_file(els):
    name = '=HYPERLINK("https://kwaad.example","klik")'
    await place(name)
    await reached(location=name)
    asked = {"periode": "2026-11", "locatie": name}
    page = await els.get(PAGE, params=asked)
    assert page.status_code == 200
    for kind in ("csv", "xlsx"):
        answer = await els.get(f"{PAGE}/overzicht.{kind}", params=asked)
        assert "HYPERLINK" not in answer.headers["content-disposition"]
        text = answer.content
        if kind == "xlsx":
            text = zipfile.ZipFile(io.BytesIO(text)).read("xl/sharedStrings.xml")
        for found in re.finditer(rb"[;>\n\"](.)HYPERLINK", text):
            assert found[1] != b"=", text


async def test_who_takes_figures_out_is_written_down_and_who_looks_is_not(els):
    await els.get(PAGE)
    assert not await AuditEvent.count().where(AuditEvent.action.like("figures%"))
    await els.get(f"{PAGE}/overzicht.csv?periode=2026-11")
    await els.get(f"{PAGE}/overzicht.xlsx?periode=2026-11")
    rows = await AuditEvent.select().where(AuditEvent.action.like("figures%"))
    assert sorted(row["action"] for row in rows) == [
        "figures_exported:csv",
        "figures_exported:xlsx",
    ]
    assert {row["actor"] for row in rows} == {str(els.staff.id)}
    assert {row["object_id"] for row in rows} == {"2026-11-01/2026-11-30"}


async def test_the_figures_take_eight_statements_beside_the_session(els):
    await reached()
    with count_queries() as queries:
        await els.get(PAGE)
    counted = [it for it in queries if "web_session" not in it]
    assert len(counted) <= 8, counted


async def test_letters_count_by_the_fourteenth_day(els):
    anna = await make_victim()
    incident = await make_incident(victims=(anna,))
    case = await make_case(incident=incident, victims=(anna,))
    early = await make_decision(case=case, decided_on=date(2026, 11, 2))
    await make_task(victim=anna, incident=incident, decisions=(early,))
    rows = tables_of(await els.get(PAGE))["Schriftelijk bericht binnen 14 dagen"]
    assert rows[1][1:] == ["0", "1", "0,0"]


async def test_a_caller_says_that_the_wrong_person_was_told_and_it_is_counted(visit):
    screen = await open_call(await visit())
    for choice in ({"verkeerd": "1"}, {}):
        page = await screen.result("no_answer")
        (path,) = re.findall(r'action="([^"]+/terugdraaien/[^"]+)"', page.text)
        assert "verkeerde persoon" in page.text
        await screen.browser.post(path, {"reden": "Haar zus nam op.", **choice})
        await screen.browser.post(path, {"reden": "Nog eens.", **choice})
        await screen.browser.post(f"{screen.path}/nemen")
        screen.page = await screen.browser.get(screen.path)
    els = await visit(role="supervisor")
    rows = tables_of(await els.get(PAGE))["Bij de verkeerde ontvanger"]
    assert rows[1] == ["Verteld aan de verkeerde persoon", "1", "2", "50,0"]
