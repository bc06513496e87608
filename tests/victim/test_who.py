from portal.db.tables.setup import WorkLocation
from portal.domain.help_lines import HELP_LINES
from portal.domain.open_days import days_in_a_row
from portal.domain.opening_hours import DEFAULT_HOURS, read_week
from tests.chain import case, decision, happen, report
from tests.victim.conftest import links, main_text
from tests.victim.test_decisions import page_of_decision


async def test_she_reads_who_is_who_with_numbers_and_hours(enter):
    await happen(report(), case())
    await WorkLocation(
        organisation="om",
        name="Midden-Nederland",
        office_phone="088-0000100",
        hours="mon-fri 08:30-17:00",
    ).save()
    anna = await enter()
    page = await anna.get("/mijn/wie")
    text = main_text(page)

    assert "088-0000100" in text
    assert "maandag tot en met vrijdag, van 8.30 tot 17.00 uur" in text
    assert "De officier van justitie" in text
    assert links(page, "tel:")[0] == "tel:0880000100"


async def test_halt_is_none_of_her_numbers_before_she_knows_of_it(enter):
    await happen(report(), case(), decision(beslissing="halt", sepotcodes=[]))
    await WorkLocation(organisation="halt", name="", office_phone="088-0000300").save()
    anna = await enter()
    pages = ("/mijn/wie", "/mijn/contact")
    before = [await anna.get(path) for path in pages]
    await anna.post(f"{await page_of_decision()}/lezen")
    after = [await anna.get(path) for path in pages]

    assert ["088-0000300" in page.text for page in before] == [False, False]
    assert ["088-0000300" in page.text for page in after] == [True, True]


async def test_every_help_line_can_be_dialled_and_says_where_it_is_from(enter):
    await happen(report())
    anna = await enter()
    page = await anna.get("/mijn/wie")

    for line in HELP_LINES:
        assert f"tel:{line.dial}" in links(page, "tel:")
        assert line.source in main_text(page)
        assert "".join(it for it in line.shown if it.isdigit()) == line.dial


def test_days_with_the_same_hours_are_one_line():
    assert [(it.first, it.last) for it in days_in_a_row(DEFAULT_HOURS)] == [
        (0, 4),
        (5, 5),
    ]
    broken = read_week("mon-tue 09:00-12:00, wed 09:00-17:00, fri 09:00-12:00")
    assert [(it.first, it.last) for it in days_in_a_row(broken)] == [
        (0, 1),
        (2, 2),
        (4, 4),
    ]
