"""Every refusal names the field, in the words of the wire, and the reason."""

import pytest

from portal.integrations.cloud_events import READERS, read_event
from portal.integrations.strict_json import UnableToReadEventError
from tests.wire_examples import example, to_line

RECORDED = "nl.politie.aangifte-opgenomen"
MERGED = "nl.slachtofferhulp.slachtoffer-samengevoegd"
RECEIVED = "nl.om.zaak-ingestroomd"
DECIDED = "nl.om.beslissing-genomen"
REVISED = "nl.om.beslissing-herzien"
CUSTODY = "nl.om.voorlopige-hechtenis-gewijzigd"
PLANNED = "nl.rechtspraak.zitting-gepland"
JUDGED = "nl.rechtspraak.uitspraak-gedaan"
REFERRED = "nl.halt.verwijzing-ontvangen"
HALT_ENDED = "nl.halt.zaak-afgerond"
PAID = "nl.cjib.betaling-gedaan"
STOPPED = "nl.politie.onderzoek-beeindigd"
UPDATED = "nl.slachtofferhulp.slachtoffer-bijgewerkt"
INTENDED = "nl.om.voornemen-beslissing"
SERVED = "nl.om.kennisgeving-betekend"


def refusal(event):
    with pytest.raises(UnableToReadEventError) as refused:
        read_event(to_line(event))
    return refused.value


@pytest.mark.parametrize("event_type", READERS)
def test_an_event_is_about_its_subject(event_type):
    refused = refusal(example(event_type) | {"subject": "16-999999-26"})
    assert refused.path == "subject"


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"specversion": "0.3"}, "specversion"),
        ({"specversion": 1.0}, "specversion"),
        ({"id": ""}, "id"),
        ({"id": 12}, "id"),
        ({"id": "x" * 201}, "id"),
        ({"id": "a\nb"}, "id"),
        ({"source": "urn:nld:oin:abc:systeem:bvh"}, "source"),
        ({"source": "https://example.org"}, "source"),
        ({"type": "nl.om.onbekend"}, "type"),
        ({"type": None}, "type"),
        ({"type": [REVISED]}, "type"),
        ({"subject": None}, "subject"),
        ({"time": "2026-11-16T11:30:00"}, "time"),
        ({"time": "2026-11-16 11:30:00+01:00"}, "time"),
        ({"time": "2026-11-16T11:30:0012Z"}, "time"),
        ({"time": "2026-02-31T11:30:00Z"}, "time"),
        ({"time": "2026-11-16T25:30:00Z"}, "time"),
        ({"time": "2026-11-16T11:30:00+99:00"}, "time"),
        ({"time": "0001-01-01T00:00:00+23:00"}, "time"),
        ({"time": 1_700_000_000}, "time"),
        ({"datacontenttype": "text/xml"}, "datacontenttype"),
        ({"data": None}, "data"),
        ({"data": []}, "data"),
        ({"data": "{}"}, "data"),
    ],
)
def test_a_wrong_envelope_is_refused_by_field(changes, path):
    assert refusal(example(REVISED) | changes).path == path


@pytest.mark.parametrize("name", ["specversion", "id", "source", "type", "subject"])
def test_an_envelope_without_a_field_is_refused(name):
    event = example(REVISED)
    del event[name]
    assert str(refusal(event)) == f"{name}: Is missing."


@pytest.mark.parametrize(
    ("event_type", "changes", "path"),
    [
        (RECORDED, {"pvNummer": "PL1"}, "pvNummer"),
        (RECORDED, {"feitcategorie": "moord"}, "feitcategorie"),
        (RECORDED, {"feitcategorie": []}, "feitcategorie"),
        (RECORDED, {"opgenomenOp": "2026-02-31"}, "opgenomenOp"),
        (RECORDED, {"opgenomenOp": "20260814"}, "opgenomenOp"),
        (RECORDED, {"opgenomenOp": "1899-12-31"}, "opgenomenOp"),
        (RECORDED, {"opgenomenOp": 20260814}, "opgenomenOp"),
        (RECORDED, {"omschrijving": 5}, "omschrijving"),
        (RECORDED, {"omschrijving": "x" * 10_001}, "omschrijving"),
        (RECORDED, {"plaats": "x" * 201}, "plaats"),
        (RECORDED, {"slachtoffers": {}}, "slachtoffers"),
        (RECORDED, {"slachtoffers": [1]}, "slachtoffers[0]"),
        (
            MERGED,
            {"vervallen": "slo-1"},
            "vervallen",
        ),
        (RECEIVED, {"parketnummer": "123"}, "parketnummer"),
        (RECEIVED, {"parket": 16}, "parket"),
        (RECEIVED, {"parket": "A1"}, "parket"),
        (RECEIVED, {"verdachte": {}}, "verdachte.minderjarig"),
        (RECEIVED, {"feiten": []}, "feiten"),
        (RECEIVED, {"feiten": [{"feitId": "1"}]}, "feiten[0].spreekrecht"),
        (
            RECEIVED,
            {"feiten": [{"feitId": "1", "spreekrecht": True}] * 2},
            "feiten[1].feitId",
        ),
        (
            RECEIVED,
            {"feiten": [{"feitId": "1", "spreekrecht": 1, "slachtofferIds": ["a"]}]},
            "feiten[0].spreekrecht",
        ),
        (
            RECEIVED,
            {"feiten": [{"feitId": "1", "spreekrecht": True, "slachtofferIds": [""]}]},
            "feiten[0].slachtofferIds[0]",
        ),
        (RECEIVED, {"gevoegdePvNummers": ["x"]}, "gevoegdePvNummers[0]"),
        (DECIDED, {"beslissing": "seponeren"}, "beslissing"),
        (DECIDED, {"sepotcodes": [2]}, "sepotcodes[0]"),
        (DECIDED, {"sepotcodes": ["02", "2"]}, "sepotcodes[1]"),
        (
            DECIDED,
            {"sepotcodes": [f"{n:02}" for n in range(31)]},
            "sepotcodes",
        ),
        (DECIDED, {"voorwaardelijk": "ja"}, "voorwaardelijk"),
        (DECIDED, {"knvvBetekendOp": "gisteren"}, "knvvBetekendOp"),
        (DECIDED, {"vergoedingVoor": "slo-1"}, "vergoedingVoor"),
        (DECIDED, {"dubbelMetParketnummer": "1"}, "dubbelMetParketnummer"),
        (REVISED, {"reden": "zomaar"}, "reden"),
        (CUSTODY, {"ingangOp": "2026-11-23"}, "ingangOp"),
        (PLANNED, {"begin": "2027-01-12T10:00:00"}, "begin"),
        (PLANNED, {"parketnummers": []}, "parketnummers"),
        (PLANNED, {"parketnummers": ["x"]}, "parketnummers[0]"),
        (PLANNED, {"duurMinuten": "60"}, "duurMinuten"),
        (PLANNED, {"duurMinuten": True}, "duurMinuten"),
        (PLANNED, {"duurMinuten": -1}, "duurMinuten"),
        (PLANNED, {"zaal": 5}, "zaal"),
        (PLANNED, {"openbaar": None}, "openbaar"),
        (PLANNED, {"zittingId": "x" * 101}, "zittingId"),
        (
            JUDGED,
            {"slachtoffers": [{"slachtofferId": "a", "bedragCenten": 12.5}]},
            "slachtoffers[0].bedragCenten",
        ),
        (
            JUDGED,
            {"slachtoffers": [{"slachtofferId": "a"}] * 2},
            "slachtoffers[1].slachtofferId",
        ),
        (REFERRED, {"pvNummer": None}, "parketnummer"),
        (HALT_ENDED, {"resultaat": None}, "resultaat"),
        (PAID, {"bedragCenten": 10**13}, "bedragCenten"),
    ],
)
def test_wrong_data_are_refused_by_field(event_type, changes, path):
    refused = refusal(example(event_type, **changes))
    assert refused.path == f"data.{path}"
    assert refused.reason.endswith(".")


REQUIRED = [
    (RECORDED, "slachtoffers"),
    (STOPPED, "datum"),
    (UPDATED, "slachtofferId"),
    (RECEIVED, "pvNummer"),
    (RECEIVED, "feiten"),
    (INTENDED, "beslistVoor"),
    (DECIDED, "parketnummer"),
    (DECIDED, "beslissing"),
    (DECIDED, "datum"),
    (DECIDED, "sepotcodes"),
    (SERVED, "betekendOp"),
    (PLANNED, "begin"),
    (JUDGED, "uitkomst"),
    (PAID, "bedragCenten"),
]


@pytest.mark.parametrize(("event_type", "name"), REQUIRED)
def test_data_without_what_they_are_about_are_refused(event_type, name):
    event = example(event_type)
    del event["data"][name]
    assert str(refusal(event)) == f"data.{name}: Is missing."


def test_a_refusal_never_repeats_the_value_it_refuses():
    event = example(STOPPED, datum="geheim")
    assert "geheim" not in str(refusal(event))
