"""No form breaks on characters that no person types; what one types is all kept."""

import re
from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import clock
from portal.db.engine import execute, fetch_row
from portal.web.form_texts import clean_text
from tests.builders import make_staff
from tests.test_access import fill, make_annas
from tests.test_architecture import ROUTES
from tests.whole_portal import may_post, visiting

DOORS = Path(__file__).parents[2] / "portal"
NASTY = "x\x00y\x08\x1f\x7f\x85z"
WHO = [
    {"victim": "slo-anna"},
    {"role": "caller"},
    {"role": "supervisor"},
    {"organisation": "shn", "role": "shn_worker"},
]


@given(st.text())
def test_what_a_person_types_is_kept(text):
    kept = clean_text(text)
    kept.encode()
    assert "\0" not in kept
    assert clean_text(kept) == kept
    if all(it.isprintable() or it in "\t\n\r" for it in text):
        assert kept == text


def test_accents_and_lines_stay_and_half_a_character_shows():
    assert clean_text("Zoë\r\n\t漢字 👩") == "Zoë\r\n\t漢字 👩"
    assert clean_text("a\x00b\ud83dc") == "ab\N{REPLACEMENT CHARACTER}c"


@pytest.fixture
async def visitor(database, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with visiting() as visitor:
        yield await may_post(visitor)


def form_routes():
    lines = ROUTES.read_text("utf-8").splitlines()
    paths = [line.split()[1] for line in lines if line.startswith("POST")]
    ends_it = ("/api/", "/uitloggen", "/weg", "/demo/", "/ingelogd")
    return [path for path in paths if not path.startswith(ends_it)]


def page_routes():
    lines = ROUTES.read_text("utf-8").splitlines()
    paths = [line.split()[1] for line in lines if line.startswith("GET")]
    others = ("/static/", "/weg", "/readyz")
    return [path for path in paths if not path.startswith(others)]


def field_names():
    """Every short word that the doors name: among them all the fields they read."""
    sources = [
        source.read_text("utf-8")
        for door in ("staff", "victim", "web")
        for source in (DOORS / door).glob("*.py")
    ]
    return sorted({name for it in sources for name in re.findall(r'"([a-z_]+)"', it)})


@pytest.mark.parametrize("who", WHO, ids=lambda who: "-".join(who.values()))
async def test_no_form_breaks(visitor, who):
    known = defaultdict(uuid4, await make_annas())
    if "victim" not in who:
        who = {"staff": str((await make_staff(**who)).id)}
    await visitor.post("/demo/inloggen", data=who)
    form = dict.fromkeys(field_names(), NASTY)
    form |= {"submission": str(uuid4()), "token": str(uuid4())}
    form |= {"uitkomst": "no_answer", "organisatie": "om", "dagdeel": "morning"}
    broken = []
    for path in form_routes():
        answer = await visitor.post(fill(path, known), data=form)
        if answer.status_code >= 500:
            broken.append(path)
    assert broken == []


@pytest.mark.parametrize("who", WHO, ids=lambda who: "-".join(who.values()))
async def test_no_address_breaks(visitor, who):
    known = defaultdict(uuid4, await make_annas())
    if "victim" not in who:
        who = {"staff": str((await make_staff(**who)).id)}
    await visitor.post("/demo/inloggen", data=who)
    broken = []
    for path in page_routes():
        asked = dict.fromkeys(field_names(), NASTY)
        answer = await visitor.get(fill(path, known), params=asked)
        if answer.status_code >= 500:
            broken.append(path)
    assert broken == []


async def test_search_finds_nothing_by_what_is_no_name(visitor):
    await make_annas()
    staff = await make_staff()
    await visitor.post("/demo/inloggen", data={"staff": str(staff.id)})
    page = await visitor.post("/werk/zoeken", data={"zoek": "Onbekend\x00"})
    assert page.status_code == 200
    assert 'value="Onbekend"' in page.text


async def test_a_note_is_kept_without_them(visitor):
    annas = await make_annas()
    staff = await make_staff()
    await visitor.post("/demo/inloggen", data={"staff": str(staff.id)})
    await open_now(annas["task_id"])
    call = f"/werk/gesprek/{annas['task_id']}"
    await visitor.post(f"{call}/nemen")
    held = await fetch_row(
        "SELECT lease_token FROM call_task WHERE id = {}", annas["task_id"]
    )
    form = {
        "submission": str(uuid4()),
        "token": str(held["lease_token"]),
        "uitkomst": "no_answer",
        "notitie": "Zoë belt\x00 terug.",
    }
    answer = await visitor.post(f"{call}/poging", data=form)
    assert answer.status_code == 303, answer.text
    row = await fetch_row("SELECT note FROM call_attempt WHERE note <> ''")
    assert row["note"] == "Zoë belt terug."


async def open_now(task_id):
    """The portal itself goes by the real clock."""
    hour = timedelta(hours=1)
    await execute(
        "UPDATE call_task SET not_before = {}, window_ends = {} WHERE id = {}",
        *(clock.now() - hour, clock.now() + hour, task_id),
    )


@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
async def test_what_is_no_text_is_refused(visitor, charset):
    staff = await make_staff()
    await visitor.post("/demo/inloggen", data={"staff": str(staff.id)})
    part = (
        '--b\r\ncontent-disposition: form-data; name="zoek"\r\n'
        f"content-type: text/plain; charset={charset}\r\n\r\n"
    )
    answer = await visitor.post(
        "/werk/zoeken",
        content=part.encode() + b"\xff\xd8\x00\r\n--b--\r\n",
        headers={"content-type": "multipart/form-data; boundary=b"},
    )
    assert answer.status_code == 400
