"""One good event of every type, as it comes over the wire."""

import copy
import json
from pathlib import Path
from typing import Any

SAMPLE = Path(__file__).parent.parent / "feeds" / "sample.ndjson"

CASE = "16-123456-26"
REPORT = "PL0900-2026081234"
HEARING = {
    "zittingId": "zit-1",
    "parketnummers": [CASE, "16/123457-26"],
    "soort": "inhoudelijk",
    "rechter": "politierechter",
    "begin": "2027-01-12T10:00:00+01:00",
    "duurMinuten": 60,
    "rechtbank": "Rechtbank Midden-Nederland",
    "plaats": "Utrecht",
    "zaal": None,
    "openbaar": True,
}
VICTIM = {
    "slachtofferId": "slo-1",
    "soort": "natuurlijk-persoon",
    "voornamen": "Anna",
    "tussenvoegsel": "de",
    "achternaam": "Vries",
    "geboortedatum": "1988-05-17",
    "bsn": "999990019",
    "telefoonnummers": [
        "06-12345678",
        {"nummer": "020-6123456", "eigen": True, "veilig": None},
    ],
    "email": "anna@example.org",
    "adres": {
        "straat": "Biltstraat",
        "huisnummer": "12",
        "postcode": "3572 bb",
        "plaats": "Utrecht",
        "postMag": True,
    },
    "taal": "nl",
    "tolk": False,
    "communicatiewijze": "bellen",
    "kwetsbaar": True,
    "eenvoudigeTaal": False,
    "overleden": False,
    "relatieMetVerdachte": "ex-partner",
    "zelfdeAdres": None,
    "veiligContact": {
        "bellen": True,
        "voicemail": False,
        "sms": None,
        "email": True,
        "post": True,
        "dagdelen": ["avond", "ochtend"],
    },
    "wensen": {"informatie": True, "beslissing": False, "zitting": None},
    "vertegenwoordigers": [
        {
            "naam": "mr. E. Postma",
            "rol": "advocaat",
            "magInzien": True,
            "magHandelen": True,
            "belangenconflict": False,
            "geldigTot": None,
            "telefoonnummers": ["050-5550190"],
            "email": "postma@example.org",
        }
    ],
}
DATA: dict[str, dict[str, Any]] = {
    "nl.politie.aangifte-opgenomen": {
        "pvNummer": REPORT,
        "opgenomenOp": "2026-08-14",
        "feitcategorie": "vermogen",
        "omschrijving": "Diefstal van een fiets.",
        "plaats": "Utrecht",
        "slachtoffers": [VICTIM],
    },
    "nl.politie.onderzoek-beeindigd": {
        "pvNummer": REPORT,
        "datum": "2026-10-01",
        "toelichting": "Geen spoor gevonden.",
    },
    "nl.slachtofferhulp.slachtoffer-bijgewerkt": {
        "slachtofferId": "slo-1",
        "telefoonnummers": ["06 87 65 43 21"],
    },
    "nl.slachtofferhulp.slachtoffer-samengevoegd": {
        "slachtofferId": "slo-1",
        "vervallen": "slo-2",
    },
    "nl.om.zaak-ingestroomd": {
        "parketnummer": CASE,
        "pvNummer": REPORT,
        "gevoegdePvNummers": ["PL09002026081235"],
        "parket": "16",
        "zsmLocatie": "Midden-Nederland",
        "ontvangenOp": "2026-10-05",
        "verdachte": {"minderjarig": False},
        "feiten": [
            {
                "feitId": f"{CASE}/1",
                "artikel": "310 Sr",
                "omschrijving": "diefstal",
                "spreekrecht": False,
            },
            {
                "feitId": f"{CASE}/2",
                "artikel": "350 Sr",
                "omschrijving": "vernieling",
                "spreekrecht": True,
                "slachtofferIds": ["slo-1"],
            },
        ],
    },
    "nl.om.voornemen-beslissing": {
        "parketnummer": CASE,
        "voorgenomen": "sepot",
        "sepotcodes": ["02"],
        "beslistVoor": "2026-12-04",
    },
    "nl.om.beslissing-genomen": {
        "parketnummer": CASE,
        "beslissing": "sepot",
        "datum": "2026-11-16",
        "feitIds": [f"{CASE}/1"],
        "sepotcodes": ["41", "02"],
        "voorwaardelijk": True,
        "proeftijdTot": "2027-11-16",
        "knvvBetekendOp": None,
        "toelichting": "Er is te weinig bewijs.",
        "vergoedingVoor": ["slo-1"],
        "dubbelMetParketnummer": "16.123455.26",
    },
    "nl.om.beslissing-herzien": {
        "parketnummer": CASE,
        "datum": "2026-11-17",
        "reden": "nieuwe-feiten",
    },
    "nl.om.verzet-gewijzigd": {
        "parketnummer": CASE,
        "datum": "2026-11-17",
        "stand": "gedaan",
    },
    "nl.om.kennisgeving-betekend": {"parketnummer": CASE, "betekendOp": "2026-11-20"},
    "nl.om.voorlopige-hechtenis-gewijzigd": {
        "parketnummer": CASE,
        "soort": "geschorst",
        "ingangOp": "2026-11-23T10:00:00+01:00",
        "voorwaarden": ["contactverbod", "locatieverbod"],
    },
    "nl.dji.vrijlating-gepland": {
        "parketnummer": CASE,
        "soort": "vrijlating",
        "ingangOp": "2026-11-23T10:00:00Z",
        "voorwaarden": [],
    },
    "nl.rechtspraak.zitting-gepland": HEARING,
    "nl.rechtspraak.zitting-gewijzigd": HEARING | {"reden": "andere zaak loopt uit"},
    "nl.rechtspraak.zitting-vervallen": {"zittingId": "zit-1", "reden": "ziekte"},
    "nl.rechtspraak.zitting-gehouden": {
        "zittingId": "zit-1",
        "uitkomst": "aangehouden",
        "vervolgBekend": False,
    },
    "nl.rechtspraak.uitspraak-gedaan": {
        "parketnummer": CASE,
        "datum": "2026-10-14",
        "uitkomst": "veroordeling",
        "slachtoffers": [
            {
                "slachtofferId": "slo-1",
                "vordering": "deels",
                "bedragCenten": 125_000,
                "maatregel36f": True,
            }
        ],
        "toelichting": "De rechter vindt het bewezen.",
    },
    "nl.rechtspraak.uitspraak-onherroepelijk": {
        "parketnummer": CASE,
        "datum": "2026-10-29",
    },
    "nl.rechtspraak.beklag-ontvangen": {
        "parketnummer": CASE,
        "slachtofferId": "slo-1",
        "hof": "Arnhem-Leeuwarden",
        "ontvangenOp": "2026-09-14",
    },
    "nl.rechtspraak.beklag-beschikt": {
        "parketnummer": CASE,
        "slachtofferId": "slo-1",
        "hof": "Arnhem-Leeuwarden",
        "ontvangenOp": "2026-09-14",
        "datum": "2026-11-14",
        "uitkomst": "bevel",
    },
    "nl.om.hoger-beroep-ingesteld": {
        "parketnummer": CASE,
        "datum": "2026-11-19",
        "door": "verdachte",
    },
    "nl.halt.verwijzing-ontvangen": {
        "pvNummer": REPORT,
        "datum": "2026-08-24",
        "verwijzer": "politie",
        "eersteVerhoorOp": "2026-08-19",
        "schade": [{"slachtofferId": "slo-1", "bedragCenten": 12_000}],
        "wensenBekend": True,
    },
    "nl.halt.startgesprek-gevoerd": {"parketnummer": CASE, "datum": "2026-09-15"},
    "nl.halt.zaak-afgerond": {
        "pvNummer": REPORT,
        "datum": "2026-11-12",
        "resultaat": "positief",
    },
    "nl.cjib.betaling-gedaan": {
        "parketnummer": CASE,
        "slachtofferId": "slo-1",
        "datum": "2026-11-12",
        "bedragCenten": 5_000,
        "soort": "betaling",
    },
}
SUBJECTS = ("zittingId", "parketnummer", "pvNummer", "slachtofferId")


def example(event_type: str, **changes: Any) -> dict[str, Any]:
    """A good event; `changes` replace fields of its data."""
    data = copy.deepcopy(DATA[event_type]) | changes
    return {
        "specversion": "1.0",
        "id": "98f29138-fd0c-5018-ae83-62183e32cf89",
        "source": "urn:nld:oin:00000003273229310000:systeem:bvh",
        "type": event_type,
        "subject": next(DATA[event_type][n] for n in SUBJECTS if n in DATA[event_type]),
        "time": "2026-11-16T11:30:00+01:00",
        "datacontenttype": "application/json",
        "data": data,
    }


def to_line(event: Any) -> bytes:
    return json.dumps(event).encode()
