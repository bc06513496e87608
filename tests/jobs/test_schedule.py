"""The metronome wakes the work, keeps on after a failure, and ends in one piece."""

import asyncio

import pytest

from portal.jobs import schedule
from portal.jobs.schedule import run_scheduler


@pytest.fixture
def runs(monkeypatch):
    """Stand in for the work: each run is noted, and may be held up or fail."""
    noted = []

    async def run_due_jobs(*, now, outlets, is_stopping):
        noted.append("begun")
        if "fail" in noted:
            noted.remove("fail")
            raise RuntimeError("no database")
        await asyncio.sleep(0.05)
        noted.append("ended")
        return {}

    async def current_time():
        return None

    monkeypatch.setattr(schedule, "run_due_jobs", run_due_jobs)
    monkeypatch.setattr(schedule, "current_time", current_time)
    return noted


async def wait_for(condition):
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 (a list tells of no change)
            await asyncio.sleep(0.01)


async def test_work_begins_with_the_application(runs):
    async with run_scheduler() as metronome:
        await wait_for(lambda: "ended" in runs)
        assert metronome.is_fit


async def test_who_knows_of_work_can_wake_it(runs):
    async with run_scheduler() as metronome:
        await wait_for(lambda: runs.count("ended") == 1)
        metronome.wake_up()
        await wait_for(lambda: runs.count("ended") > 1)
    assert runs == ["begun", "ended"] * 2


async def test_ticks_come_by_themselves(runs, monkeypatch):
    monkeypatch.setattr(schedule, "EVERY_SECONDS", 0.05)
    async with run_scheduler():
        await wait_for(lambda: runs.count("ended") >= 3)
    assert runs == ["begun", "ended"] * runs.count("ended")  # one after another


async def test_what_is_in_hand_is_finished_at_the_end(runs):
    async with run_scheduler():
        await wait_for(lambda: "begun" in runs)
    assert runs.count("begun") == runs.count("ended") > 0


async def test_a_failing_run_is_followed_by_the_next(runs):
    runs.append("fail")
    async with run_scheduler() as metronome:
        await wait_for(lambda: "begun" in runs)
        metronome.wake_up()
        await wait_for(lambda: "ended" in runs)
    assert runs[:3] == ["begun", "begun", "ended"]


async def test_a_metronome_that_gets_nowhere_is_not_fit(runs, monkeypatch):
    monkeypatch.setattr(schedule, "STALE_AFTER_SECONDS", 0.0)
    async with run_scheduler() as metronome:
        assert not metronome.is_fit
