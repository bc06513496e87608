import base64
import json
from datetime import UTC, datetime

import pytest

from portal.actions.demo_clock import current_time
from portal.cli.main import run_command
from portal.cli.serving import UnableToServeError, serve_at
from portal.db.engine import fetch_rows
from portal.domain.terms import TermKind
from tests.chain import CASE, case, decision, happen, report
from tests.commands import SAMPLE, Run, portal, serving
from tests.databases import beside

NOTHING = {"PORTAL_MODE": "nonsense", "PORTAL_DATABASE_URL": "nowhere://"}
PRODUCTION = {
    "PORTAL_MODE": "production",
    "PORTAL_SECRET_KEY": "q0Jm8m1nJ0Yw2T8cJ6a5lYpZ3m2c0m7Hc1v5uJ9k3X4=",
    "PORTAL_DATA_KEYS": "9v3Q2m8s1kD5yH7cB4xN6wZ0aL2pT8rE3uJ5fG1hV7I=",
}
COMMANDS = (
    (),
    ("check",),
    ("demo",),
    ("export",),
    ("export", "case"),
    ("export", "victim"),
    ("generate",),
    ("import",),
    ("jobs",),
    ("jobs", "run"),
    ("migrate",),
    ("serve",),
    ("staff",),
    ("staff", "add"),
    ("term",),
)


def lines(*events):
    return b"".join(json.dumps(event).encode() + b"\n" for event in events)


@pytest.fixture
def say(capsys, monkeypatch):
    """Run a command that needs no database in this process, which is quicker."""

    def run(*arguments, **environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        status = run_command(arguments)
        out, err = capsys.readouterr()
        return Run(status, out, err)

    return run


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(say, command):
    run = say(*command, "--help", **NOTHING)
    assert (run.status, run.err) == (0, "")
    assert run.out.startswith("Usage: portal")


async def test_a_term_is_counted_by_a_process_that_has_nothing():
    run = await portal("term", "--kind", "settlement", "2026-01-05", **NOTHING)
    assert (run.status, run.err) == (0, "")
    assert json.loads(run.out)["last_safe_day"] == "2026-04-07"


@pytest.mark.parametrize("kind", TermKind)
def test_a_term_is_counted_without_database_keys_or_settings(say, kind):
    run = say("term", "--kind", kind.value, "2026-11-23", "2026-01-05", **NOTHING)
    first, second = (json.loads(line) for line in run.out.splitlines())
    assert (run.status, run.err) == (0, "")
    assert first == {
        "known_at": "2026-11-23",
        "ninety_days": "2027-02-22",
        "three_months": "2027-02-23",
        "last_safe_day": "2027-02-22",
        "provisional": False,
        "post_by": "2027-02-15",
    }
    assert second["known_at"] == "2026-01-05"


@pytest.mark.parametrize(
    "wrong", ["2026-02-30", "20260105", "2026-1-5", "morgen", "", "9999-12-31"]
)
def test_a_date_that_is_none_prints_nothing_but_one_line(say, wrong):
    run = say("term", "--kind", "penalty_order", "2026-11-23", wrong)
    assert (run.status, run.out) == (2, "")
    assert run.complaint.startswith("portal: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("onzin",),
        ("term", "--kind", "sepot", "2026-11-23"),
        ("term", "2026-11-23"),
        ("serve", "--port", "0"),
        ("generate", "--victims", "veel", "--seed", "1"),
        ("import",),
    ],
    ids=" ".join,
)
def test_what_is_not_understood_is_one_line(say, arguments):
    run = say(*arguments)
    assert (run.status, run.out) == (2, "")
    assert "--help" in run.complaint


async def test_the_same_seed_gives_the_same_bytes_without_a_database():
    first = await portal("generate", "--victims", "30", "--seed", "7", **NOTHING)
    second = await portal("generate", "--victims", "30", "--seed", "7", **NOTHING)
    assert first.status == 0
    assert first.out == second.out
    assert len(first.out.splitlines()) >= 30


def test_check_says_what_keeps_it_out_of_production(say):
    run = say("check", PORTAL_MODE="production")
    assert run.status == 1
    assert "PORTAL_SECRET_KEY" in run.err
    assert "PORTAL_DATA_KEYS" in run.err


def test_check_finds_good_settings_fit(say):
    run = say("check", **PRODUCTION)
    assert run.status == 0
    assert "fit" in run.out


@pytest.mark.parametrize("name", ["PORTAL_SECRET_KEY", "PORTAL_DATA_KEYS"])
@pytest.mark.parametrize("key", [b"a" * 32, b"changeme" * 4, b"ab" * 16, b"short", b""])
def test_a_weak_key_is_not_fit(say, name, key):
    weak = {name: base64.b64encode(key).decode()}
    run = say("check", **PRODUCTION | weak)
    assert run.status == 1
    assert name in run.err


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_DATABASE_URL", "mysql://localhost/portal"),
        ("PORTAL_OPENING_HOURS", "always"),
        ("PORTAL_OPENING_HOURS", "*: mon-fri 25:00-26:00"),
        ("PORTAL_SMTP_URL", "http://mail.example"),
        ("PORTAL_SMTP_URL", "smtp://mail.example:99999"),
        ("PORTAL_MAIL_SENDER", "not an address"),
        ("PORTAL_MAIL_SENDER", "a@portal.example\nBcc: b@portal.example"),
        ("PORTAL_BASE_URL", "javascript:alert(1)"),
        ("PORTAL_LEAVE_TO", "javascript:alert(1)"),
        ("PORTAL_LEAVE_TO", "https://weather.example/\nSet-Cookie: a=b"),
        ("PORTAL_LEAVE_TO", 'https://weather.example/" onclick="x'),
        ("PORTAL_LETTER_DELIVERY_DAYS", "0"),
        ("PORTAL_LETTER_DELIVERY_DAYS", "99999999999"),
        ("PORTAL_LETTER_DELIVERY_DAYS", "²"),
        ("PORTAL_SLOT_MINUTES", "5"),
        ("PORTAL_SLOT_SHARE", "0"),
        ("PORTAL_QUESTION_DAYS", "twee"),
    ],
)
def test_a_setting_that_nobody_can_use_is_found_before_the_start(say, name, value):
    for command in (("check",), ("jobs", "run"), ("serve",)):
        run = say(*command, **{name: value})
        assert (run.status, run.out) == (1, "")
        assert name in run.complaint
    assert name in say("check", **PRODUCTION | {name: value}).err


@pytest.mark.parametrize(
    ("arguments", "about"),
    [
        (("serve",), "PORTAL_SECRET_KEY"),
        (("import", str(SAMPLE)), "PORTAL_SECRET_KEY"),
        (("export", "case", CASE), "PORTAL_DATA_KEYS"),
        (("jobs", "run"), "PORTAL_SECRET_KEY"),
        (("demo",), "PORTAL_MODE=demo"),
        (("jobs", "run", "--at", "2026-11-24"), "--at"),
    ],
    ids=["serve", "import", "export", "jobs", "demo", "clock"],
)
def test_production_refuses_what_is_only_fit_for_play(say, arguments, about):
    run = say(*arguments, PORTAL_MODE="production")
    assert run.status != 0
    assert about in run.complaint


def test_a_mode_that_there_is_not_is_one_line(say):
    run = say("check", PORTAL_MODE="nonsense")
    assert run.status == 1
    assert "PORTAL_MODE" in run.complaint


@pytest.mark.parametrize(
    "command",
    [("export", "case", CASE), ("serve",)],
    ids=lambda command: command[0],
)
async def test_without_the_newest_schema_it_says_what_to_do(engine, tmp_path, command):
    async with beside(engine, tmp_path):
        run = await portal(*command)
    assert run.status == 1
    assert "portal migrate" in run.complaint


@pytest.mark.parametrize(
    "url",
    [
        "postgres://nobody@127.0.0.1:1/nothing",
        "sqlite:////dev/null/portal.sqlite",
        "mysql://localhost/portal",
    ],
)
async def test_a_database_that_is_not_there_is_one_line(url):
    run = await portal("migrate", PORTAL_DATABASE_URL=url)
    assert run.status == 1
    assert "PORTAL_DATABASE_URL" in run.complaint


@pytest.mark.parametrize(
    "command",
    [("export", "case", CASE), ("export", "victim", "slo-1"), ("serve",)],
    ids=" ".join,
)
async def test_a_file_that_is_not_there_is_said_and_not_made(tmp_path, command):
    path = tmp_path / "new" / "portal.sqlite"
    run = await portal(*command, PORTAL_DATABASE_URL=f"sqlite:///{path}")
    assert (run.status, run.out) == (1, "")
    assert "PORTAL_DATABASE_URL" in run.complaint
    assert "portal migrate" in run.complaint
    assert not path.parent.exists()


async def test_a_file_that_is_no_database_is_one_line(tmp_path):
    path = tmp_path / "portal.sqlite"
    path.write_text("This is a letter, not a database." * 100)
    run = await portal("export", "case", CASE, PORTAL_DATABASE_URL=f"sqlite:///{path}")
    assert run.status == 1
    assert "database" in run.complaint


async def test_the_sample_goes_in_once(database):
    first = await portal("import", str(SAMPLE))
    before = await fetch_rows("SELECT * FROM call_task ORDER BY id")
    second = await portal("import", str(SAMPLE))
    counts, again = json.loads(first.out), json.loads(second.out)
    total = len(SAMPLE.read_bytes().splitlines())
    assert (first.status, second.status) == (0, 0)
    assert (first.err, second.err) == ("", "")
    assert counts["rejected"] == counts["parked"] == 0
    assert counts["accepted"] + counts["duplicate"] == total
    assert again == {"accepted": 0, "duplicate": total, "parked": 0, "rejected": 0}
    assert await fetch_rows("SELECT * FROM call_task ORDER BY id") == before


async def test_what_is_refused_is_named_kept_and_stops_nothing(database, tmp_path):
    wrong = json.dumps(decision(datum="2026-02-31")).encode()
    half = b'{"specversion": "1.0", "id": "'
    feed = lines(report()) + b"\n" + half + b"\n" + wrong + b"\n" + lines(case())
    rejects = tmp_path / "rejects.ndjson"
    run = await portal("import", "-", "--rejects", str(rejects), feed=feed)
    first, second = run.err.splitlines()
    assert run.status == 1
    assert json.loads(run.out) == {
        "accepted": 2,
        "duplicate": 0,
        "parked": 0,
        "rejected": 2,
    }
    assert first.startswith("line 3: ")
    assert second.startswith("line 4: data.datum: ")
    assert rejects.read_bytes() == half + b"\n" + wrong + b"\n"


async def test_what_waits_is_counted_as_parked(database):
    run = await portal("import", "-", feed=lines(case()))
    assert run.status == 0
    assert json.loads(run.out)["parked"] == 1


async def test_an_enormous_line_stops_nothing(database, tmp_path):
    long = b'{"id": "' + b"x" * 5_000_000 + b'"}'
    rejects = tmp_path / "rejects.ndjson"
    feed = long + b"\n" + lines(report()) + b"\0\0\n\xff\xfe\n"
    run = await portal("import", "-", "--rejects", str(rejects), feed=feed)
    counts = json.loads(run.out)
    assert run.status == 1
    assert (counts["accepted"], counts["rejected"]) == (1, 3)
    assert rejects.read_bytes().startswith(long + b"\n")
    assert "Traceback" not in run.err


@pytest.mark.parametrize("name", ["nowhere.ndjson", "."])
async def test_a_feed_that_cannot_be_read_is_two(database, tmp_path, name):
    run = await portal("import", str(tmp_path / name))
    assert (run.status, run.out) == (2, "")
    assert "cannot be read" in run.complaint


async def test_a_feed_is_not_overwritten_by_its_own_rejects(database, tmp_path):
    feed = tmp_path / "feed.ndjson"
    feed.write_bytes(lines(report()))
    run = await portal("import", str(feed), "--rejects", str(feed))
    assert run.status == 2
    assert "the feed itself" in run.complaint
    assert feed.read_bytes()


async def test_a_case_is_exported_and_an_unknown_one_is_three(database):
    await happen(report(), case())
    found = await portal("export", "case", "16/123456-26")
    person = await portal("export", "victim", "slo-1")
    unknown = await portal("export", "case", "16-999999-26")
    nobody = await portal("export", "victim", "slo-9999")
    assert json.loads(found.out)["parketnummer"] == "16-123456-26"
    assert json.loads(person.out)["victim"]["reference"] == "slo-1"
    assert (found.status, person.status) == (0, 0)
    assert (unknown.status, unknown.out) == (3, "")
    assert (nobody.status, nobody.out) == (3, "")
    assert "16-999999-26" in unknown.complaint
    assert "slo-9999" in nobody.complaint


async def test_jobs_run_at_a_moment_and_the_clock_goes_with_them(database):
    await happen(report(), case(), decision())
    run = await portal("jobs", "run", "--at", "2026-12-02T10:00:00+01:00")
    again = await portal("jobs", "run", "--at", "2026-12-02T10:00:00+01:00")
    counts = json.loads(run.out)
    assert (run.status, again.status) == (0, 0)
    assert counts["reminders_fired"] > 0
    assert counts["failed"] == 0
    assert json.loads(again.out)["reminders_fired"] == 0
    assert await current_time() >= datetime(2026, 12, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "moment", ["straks", "", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+01:00"]
)
def test_a_moment_that_is_none_is_one_line(say, moment):
    run = say("jobs", "run", "--at", moment)
    assert (run.status, run.out) == (2, "")
    assert run.complaint


def test_a_host_that_there_is_not_is_one_line():
    with pytest.raises(UnableToServeError, match="no such host"):
        serve_at("999.1.1.1", 8000)


async def test_every_command_about_people_is_written_down(database):
    await portal("import", "-", feed=lines(report(), case()))
    await portal("export", "case", CASE)
    await portal("jobs", "run")
    rows = await fetch_rows("SELECT actor_kind, action FROM audit_event")
    by_command = {row["action"] for row in rows if row["actor_kind"] == "command"}
    assert by_command == {"events_imported", "case_exported", "jobs_run"}


async def test_a_served_portal_ends_well_when_it_is_told_to(database):
    async with serving("serve") as client:
        ready = (await client.get("/readyz")).json()
        assert ready["scheduler"] == "ok"
        assert (await client.get("/inloggen")).status_code == 200


async def test_several_processes_serve_without_jobs(database):
    async with serving("serve", "--workers", "2", "--no-jobs") as client:
        assert (await client.get("/readyz")).json()["scheduler"] == "elsewhere"


async def test_a_port_that_is_taken_is_one_line(database):
    async with serving("serve") as client:
        run = await portal("serve", "--port", str(client.base_url.port))
    assert run.status == 1
    assert "--port" in run.complaint


async def test_the_demo_builds_itself_and_goes_on_where_it_was(engine, tmp_path):
    async with beside(engine, tmp_path):
        async with serving("demo", folder=tmp_path, PORTAL_MODE="demo") as client:
            page = await client.get("/demo")
            assert "Anna de Vries" in page.text
            assert "Jan Brouwer" in page.text
            assert "23 november 2026" in page.text
            assert "http://127.0.0.1:8000" not in page.text
        async with serving("demo", folder=tmp_path, PORTAL_MODE="demo") as client:
            assert "Anna de Vries" in (await client.get("/demo")).text
        run = await portal("import", str(SAMPLE), PORTAL_MODE="demo")
        assert json.loads(run.out)["accepted"] == 0


async def test_a_demo_made_by_hand_begins_on_its_monday_too(engine, tmp_path):
    async with beside(engine, tmp_path):
        await portal("migrate", PORTAL_MODE="demo")
        await portal("import", str(SAMPLE), PORTAL_MODE="demo")
        assert (await current_time()).date().isoformat() == "2026-11-23"


async def test_a_database_with_other_people_keeps_its_time(database):
    await portal("import", "-", feed=lines(report()))
    assert (await portal("migrate", PORTAL_MODE="demo")).status == 0
    assert not await fetch_rows("SELECT * FROM demo_clock")


async def test_a_demo_stays_out_of_a_database_with_other_people(database):
    await portal("import", "-", feed=lines(report()))
    run = await portal("demo", PORTAL_MODE="demo")
    assert run.status == 1
    assert "PORTAL_DATABASE_URL" in run.complaint


async def test_the_first_supervisor_comes_by_command_and_sets_up_the_rest(database):
    asked = ("--name", "E. Vermeulen", "--organisation", "om", "--role", "supervisor")
    run = await portal("staff", "add", *asked)
    assert run.status == 0, run.err
    (row,) = await fetch_rows("SELECT id, name, role, location FROM staff_member")
    assert run.out.strip() == str(row["id"])
    assert (row["name"], row["role"], row["location"]) == (
        "E. Vermeulen",
        "supervisor",
        None,
    )
    (change,) = await fetch_rows("SELECT staff, subject FROM setup_change")
    assert (change["staff"], change["subject"]) == (None, "staff")
    wrong = await portal("staff", "add", *asked[:-1], "halt_worker")
    assert wrong.status == 2
    assert "om has no halt_worker" in wrong.complaint
    nowhere = await portal("staff", "add", *asked, "--location", "Atlantis")
    assert nowhere.status == 2
    assert "--location" in nowhere.complaint
