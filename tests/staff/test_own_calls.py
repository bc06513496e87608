"""A caller sees what became of her own calls, and of nobody else's."""

from datetime import timedelta
from uuid import uuid4

from portal.db.engine import execute, fetch_rows
from portal.db.tables.messages import Notification
from tests.builders import NOW, make_attempt, make_staff, make_task, make_victim

PAGE = "/werk/mijn-gesprekken"


async def send(task, *, message="decision_notice", channel="letter", days=1):
    await Notification(
        id=uuid4(),
        victim=task.victim,
        message=message,
        channel=channel,
        cause=f"test/{uuid4()}",
        task=task.id,
        state="sent",
        queued_at=NOW - timedelta(days=days),
        sent_at=NOW - timedelta(days=days),
    ).save()


async def test_without_calls_the_page_says_so(visit):
    page = await (await visit()).get(PAGE)
    assert "U hebt de laatste 30 dagen niet gebeld." in page.text


async def test_a_call_shows_whom_when_and_what_followed(visit):
    browser = await visit()
    task = await make_task(closed_as="written", closed_at=NOW - timedelta(days=1))
    await make_attempt(task=task, staff=browser.staff)
    await send(task)
    page = await browser.get(PAGE)
    for text in (
        "Anna de Vries",
        "geen gehoor",
        "brief verstuurd",
        "schriftelijk verteld",
        "1 keer gebeld, 0 keer iemand gesproken",
    ):
        assert text in page.text


async def test_who_of_the_own_organisation_spoke_with_her_later_is_named(visit):
    browser = await visit()
    task = await make_task(closed_as="done", closed_at=NOW)
    await make_attempt(task=task, staff=browser.staff)
    colleague = await make_staff(name="P. Smit")
    at = NOW - timedelta(hours=2)
    said = {"outcome": "spoken", "reached": True, "at": at, "note": "Zij huilde."}
    await make_attempt(task=task, staff=colleague, **said)
    page = await browser.get(PAGE)
    assert "gesproken door P. Smit" in page.text
    assert "Zij huilde." not in page.text


async def test_calls_of_colleagues_of_long_ago_and_taken_back_do_not_count(visit):
    browser = await visit()
    await make_attempt(task=await make_task(), staff=await make_staff())
    old = await make_victim(given_names="Olga", infix="", family_name="Oud")
    await make_attempt(
        task=await make_task(victim=old),
        staff=browser.staff,
        at=NOW - timedelta(days=31),
    )
    wrong = {"corrected_at": NOW, "outcome": "spoken", "reached": True}
    await make_attempt(task=await make_task(), staff=browser.staff, **wrong)
    page = await browser.get(PAGE)
    assert "Olga" not in page.text
    assert page.text.count("Anna de Vries") == 1
    assert "teruggedraaid" in page.text
    assert "0 keer gebeld" in page.text


async def test_nothing_is_said_of_complaints(visit):
    browser = await visit()
    task = await make_task(closed_as="done", closed_at=NOW)
    await make_attempt(task=task, staff=browser.staff)
    await send(task, message="complaint_reminder", channel="email")
    await execute(
        'INSERT INTO complaint (id, victim, "case", wants_reminders, updated_at)'
        " SELECT {}, {}, id, TRUE, {} FROM case_file LIMIT 1",
        *(uuid4(), task.victim, NOW),
    )
    page = await browser.get(PAGE)
    assert "bericht in het portaal" not in page.text
    assert "klacht" not in page.text.lower()


async def test_who_moved_to_another_place_sees_no_longer_what_is_there(visit):
    browser = await visit(location="Amsterdam")
    await make_attempt(task=await make_task(), staff=browser.staff)
    assert "Anna" not in (await browser.get(PAGE)).text


async def test_many_calls_come_in_pages(visit):
    browser = await visit()
    task = await make_task()
    for number in range(52):
        at = NOW - timedelta(hours=number + 1)
        await make_attempt(task=task, staff=browser.staff, at=at)
    first = await browser.get(PAGE)
    assert f'href="{PAGE}?pagina=2"' in first.text
    assert first.text.count("Anna de Vries") == 50
    assert (await browser.get(f"{PAGE}?pagina=2")).text.count("Anna de Vries") == 2
    for odd in ("0", "-1", "x", "9999999", "²"):
        await browser.get(f"{PAGE}?pagina={odd}")


async def test_only_who_calls_has_the_page(visit):
    planner = await visit(role="planner")
    assert (await planner.get(PAGE)).status_code == 404


async def seen(action):
    rows = await fetch_rows("SELECT victim FROM audit_event WHERE action = {}", action)
    return sorted(row["victim"] for row in rows)


async def test_the_trail_says_of_whom_the_page_was_read(visit):
    browser = await visit()
    tasks = [await make_task(), await make_task(victim=await make_victim())]
    for task in (*tasks, tasks[0]):
        await make_attempt(task=task, staff=browser.staff)
    await make_attempt(task=await make_task())
    await browser.get(PAGE)
    assert await seen("own_calls_read") == sorted(task.victim for task in tasks)
    assert len(await seen("own_calls_opened")) == 1
