"""Every type of event is read into our own words."""

import json
from datetime import UTC, date, datetime

import pytest

from portal.domain.cases import (
    Appellant,
    ClaimOutcome,
    CustodyChange,
    DecisionKind,
    HaltReferrer,
    HearingKind,
    Judge,
)
from portal.domain.chain_events import CaseReceived, DecisionTaken, HaltReferred
from portal.domain.court_events import HearingChanged, HearingPlanned
from portal.integrations.cloud_events import (
    MAX_BATCH,
    READERS,
    read_batch,
    read_decoded_event,
    read_event,
)
from portal.integrations.strict_json import UnableToReadEventError, canonical_hash
from tests.wire_examples import CASE, DATA, REPORT, SAMPLE, example, to_line


def read(event):
    return read_event(to_line(event))


@pytest.mark.parametrize("line", SAMPLE.read_bytes().splitlines())
def test_every_line_of_the_sample_feed_is_read(line):
    event = read_event(line)
    assert event.content_hash == canonical_hash(json.loads(line))
    assert read_event(event.content) == event


def test_there_is_an_example_of_every_type():
    assert DATA.keys() == READERS.keys()


@pytest.mark.parametrize("event_type", READERS)
def test_every_type_is_read_and_reads_the_same_from_what_is_kept(event_type):
    event = read(example(event_type))
    assert event.type == event_type
    assert event.happened_at == datetime(2026, 11, 16, 10, 30, tzinfo=UTC)
    assert read_event(event.content) == event


@pytest.mark.parametrize("event_type", READERS)
def test_fields_that_nobody_knows_are_ignored(event_type):
    event = example(event_type, onbekend={"diep": [1.5, None]})
    assert read(event).data == read(example(event_type)).data


def test_a_case_keeps_who_each_fact_concerns():
    data = read(example("nl.om.zaak-ingestroomd")).data
    assert isinstance(data, CaseReceived)
    assert [fact.victim_ids for fact in data.facts] == [None, ("slo-1",)]
    assert data.joined_pv_numbers == ("PL0900-2026081235",)
    assert data.location == "Midden-Nederland"


def test_a_parket_that_nobody_knows_is_accepted():
    event = example(
        "nl.om.zaak-ingestroomd", parket="77", parketnummer="77-123456-26"
    ) | {"subject": "77-123456-26"}
    data = read(event).data
    assert isinstance(data, CaseReceived)
    assert data.parket == "77"


def test_a_decision_keeps_its_grounds_and_days():
    data = read(example("nl.om.beslissing-genomen")).data
    assert data == DecisionTaken(
        parketnummer=CASE,
        kind=DecisionKind.SEPOT,
        decided_on=date(2026, 11, 16),
        fact_references=(f"{CASE}/1",),
        grounds=("41", "02"),
        is_conditional=True,
        probation_until=date(2027, 11, 16),
        served_on=None,
        explanation="Er is te weinig bewijs.",
        compensates=("slo-1",),
        duplicate_of="16-123455-26",
    )


def test_a_ground_that_nobody_knows_is_accepted():
    event = example("nl.om.beslissing-genomen", sepotcodes=["10", "10", "99"])
    assert read(event).data.grounds == ("10", "99")


def test_a_decision_names_all_facts_when_it_names_none():
    event = example("nl.om.beslissing-genomen")
    del event["data"]["feitIds"]
    assert read(event).data.fact_references is None


def test_a_hearing_starts_at_a_moment_in_utc():
    data = read(example("nl.rechtspraak.zitting-gepland")).data
    assert isinstance(data, HearingPlanned)
    assert data.details.starts_at == datetime(2027, 1, 12, 9, tzinfo=UTC)
    assert data.details.parketnummers == (CASE, "16-123457-26")
    assert (data.details.kind, data.details.judge) == (
        HearingKind.SUBSTANTIVE,
        Judge.POLICE_JUDGE,
    )


def test_a_changed_hearing_says_why():
    data = read(example("nl.rechtspraak.zitting-gewijzigd")).data
    assert isinstance(data, HearingChanged)
    assert data.reason == "andere zaak loopt uit"


def test_custody_changes_come_from_prosecution_and_prison_alike():
    suspended = read(example("nl.om.voorlopige-hechtenis-gewijzigd")).data
    released = read(example("nl.dji.vrijlating-gepland")).data
    assert suspended.change is CustodyChange.SUSPENDED
    assert released.change is CustodyChange.RELEASE
    assert suspended.conditions == ("contactverbod", "locatieverbod")


def test_a_judgment_gives_each_victim_what_is_hers():
    [claim] = read(example("nl.rechtspraak.uitspraak-gedaan")).data.claims
    assert (claim.victim_id, claim.amount_cents) == ("slo-1", 125_000)
    assert claim.outcome is ClaimOutcome.PARTLY_AWARDED
    assert claim.orders_payment


def test_an_appeal_says_who_filed_it():
    data = read(example("nl.om.hoger-beroep-ingesteld")).data
    assert data.by is Appellant.SUSPECT


def test_a_halt_referral_goes_by_either_number():
    data = read(example("nl.halt.verwijzing-ontvangen")).data
    assert isinstance(data, HaltReferred)
    assert (data.parketnummer, data.pv_number) == (None, REPORT)
    assert data.referrer is HaltReferrer.POLICE
    both = example("nl.halt.verwijzing-ontvangen", parketnummer=CASE)
    for subject in (CASE, REPORT, "16/123456/26"):
        assert read(both | {"subject": subject}).data.parketnummer == CASE


def test_damage_that_halt_was_not_told_of_differs_from_no_damage():
    untold = example("nl.halt.verwijzing-ontvangen", schade=None)
    none = example("nl.halt.verwijzing-ontvangen", schade=[])
    assert read(untold).data.damages is None
    assert read(none).data.damages == ()


def test_the_subject_may_be_spelled_otherwise():
    event = example("nl.om.beslissing-herzien") | {"subject": "16/123456.26"}
    assert read(event).subject == CASE


@pytest.mark.parametrize(
    ("time", "moment"),
    [
        ("2026-11-16T10:30:00Z", datetime(2026, 11, 16, 10, 30, tzinfo=UTC)),
        ("2026-11-16t10:30:00z", datetime(2026, 11, 16, 10, 30, tzinfo=UTC)),
        (
            "2026-11-16T10:30:00.123456789-05:00",
            datetime(2026, 11, 16, 15, 30, 0, 123_456, tzinfo=UTC),
        ),
    ],
)
def test_moments_come_in_every_spelling_of_rfc_3339(time, moment):
    event = example("nl.om.beslissing-herzien") | {"time": time}
    assert read(event).happened_at == moment


def test_the_events_of_a_batch_are_read_one_by_one():
    good = to_line(example("nl.om.beslissing-herzien")).decode()
    double = good.replace('"reden":', '"datum": "2026-01-01", "reden":')
    first, second = read_batch(f"[{double}, {good}]".encode())
    with pytest.raises(UnableToReadEventError) as refused:
        read_decoded_event(first)
    assert str(refused.value) == "data: Names datum twice."
    assert read_decoded_event(second) == read_event(good)


@pytest.mark.parametrize(
    "raw", [b"{}", b"[" + b"1," * MAX_BATCH + b"1]", b"[", b"\xff"]
)
def test_what_is_no_batch_is_refused_whole(raw):
    with pytest.raises(UnableToReadEventError) as refused:
        read_batch(raw)
    assert refused.value.path == "$"
