"""Generated feeds are the same for the same seed, and good in every line."""

import json
import os
import subprocess
import sys
import tracemalloc
from collections import Counter

import pytest

from portal.domain.chain_events import (
    CaseReceived,
    CustodyChanged,
    DecisionTaken,
    ReportRecorded,
)
from portal.domain.phone_numbers import PhoneNumber, read_number
from portal.integrations.cloud_events import read_event
from portal.integrations.generator import (
    MOST_VICTIMS,
    UnableToGenerateError,
    generate,
)

VICTIMS = 3_000
LINES = list(generate(VICTIMS, 7))
EVENTS = [read_event(line) for line in LINES]


def of_type(data_type):
    return [event.data for event in EVENTS if isinstance(event.data, data_type)]


def given_facts():
    """What each victim was first said to be."""
    facts = [facts for report in of_type(ReportRecorded) for facts in report.victims]
    return {one.victim_id: one for one in reversed(facts)}


def test_the_same_seed_gives_the_same_bytes():
    assert list(generate(VICTIMS, 7)) == LINES
    assert list(generate(VICTIMS, 8)) != LINES


def test_no_chance_of_the_process_gets_in():
    program = (
        "import sys; from portal.integrations.generator import generate;"
        "sys.stdout.buffer.writelines(generate(50, 3))"
    )
    command = [sys.executable, "-c", program]
    feeds = [
        subprocess.run(
            command,
            env=os.environ | {"PYTHONHASHSEED": hash_seed, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for hash_seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]
    assert feeds[0] == feeds[1] == b"".join(generate(50, 3))


def test_every_line_is_one_event_on_a_line():
    assert all(line.endswith(b"\n") and line.count(b"\n") == 1 for line in LINES)
    assert all(json.loads(line)["specversion"] == "1.0" for line in LINES)


@pytest.mark.parametrize("victims", [0, 1, 2, 3, 10, 101])
def test_there_are_as_many_victims_as_asked(victims):
    reports = [read_event(line).data for line in generate(victims, 1)]
    ids = {
        facts.victim_id
        for report in reports
        if isinstance(report, ReportRecorded)
        for facts in report.victims
    }
    assert len(ids) == victims


@pytest.mark.parametrize("victims", [-1, MOST_VICTIMS + 1])
def test_a_size_that_cannot_be_is_refused_at_once(victims):
    with pytest.raises(UnableToGenerateError):
        generate(victims, 1)


def test_about_half_the_victims_get_a_sepot():
    victims_of = {
        report.pv_number: [facts.victim_id for facts in report.victims]
        for report in of_type(ReportRecorded)
    }
    report_of = {case.parketnummer: case.pv_number for case in of_type(CaseReceived)}
    told = {
        victim_id
        for decision in of_type(DecisionTaken)
        if decision.kind == "sepot"
        for victim_id in victims_of[report_of[decision.parketnummer]]
    }
    assert 0.48 < len(told) / VICTIMS < 0.62


def test_every_number_of_a_case_or_report_is_used_once():
    for numbers in (
        Counter(case.parketnummer for case in of_type(CaseReceived)),
        Counter(report.pv_number for report in of_type(ReportRecorded)),
    ):
        repeated = sum(count - 1 for count in numbers.values())
        assert repeated < len(numbers) * 0.02  # the lines that come twice


def test_there_are_people_of_every_sort():
    facts = [one.given for one in given_facts().values()]
    kinds = Counter(one["kind"] for one in facts)
    assert set(kinds) == {"person", "legal_person"}
    assert any(one.get("representatives") for one in facts)
    assert any(one.get("wish_decision") is False for one in facts)
    assert any(one["address"].country != "NL" for one in facts)
    assert {one["calling"] for one in facts} == {True, False, None}
    assert not any(one.unusable for one in given_facts().values())


def test_nearly_every_phone_number_can_be_dialled():
    numbers = [
        read_number(phone.text, region=one.given["address"].country)
        for one in given_facts().values()
        for phone in one.given["phones"]
    ]
    readable = sum(isinstance(number, PhoneNumber) for number in numbers)
    assert 0.97 < readable / len(numbers) < 1


def test_some_lines_come_twice_and_some_too_early():
    assert len(set(LINES)) < len(LINES)
    seen = set()
    early = 0
    for event in EVENTS:
        early += (
            isinstance(event.data, DecisionTaken)
            and event.data.parketnummer not in seen
        )
        if isinstance(event.data, CaseReceived):
            seen.add(event.data.parketnummer)
    assert early


def test_suspects_come_out_in_every_way_before_their_hearing():
    changes = {custody.change.value for custody in of_type(CustodyChanged)}
    assert changes == {"suspended", "leave", "release"}


def test_a_large_feed_takes_no_more_memory_than_a_small_one():
    tracemalloc.start()
    for _ in generate(VICTIMS, 7):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1024 * 1024
