"""The offices of the prosecution, where they work, and the court above them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Court(StrEnum):
    """The four gerechtshoven, by the names that people know."""

    AMSTERDAM = "Amsterdam"
    ARNHEM_LEEUWARDEN = "Arnhem-Leeuwarden"
    DEN_HAAG = "Den Haag"
    DEN_BOSCH = "'s-Hertogenbosch"


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtAddress:
    """Where a complaint is posted; `source` says how sure that is."""

    name: str
    post_lines: tuple[str, ...]
    source: str
    department: str = "Strafgriffie"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parket:
    """What the first two digits of a parketnummer stand for."""

    code: str
    name: str
    district: str | None = None  # the arrondissement of its rechtbank
    location: str | None = None  # the office where its staff work
    court: Court | None = None  # decides on complaints about it, art. 12 lid 1 Sv


_UNREAD = "as commonly known in 2025; not read on rechtspraak.nl: check before use"

COURT_ADDRESSES = {
    court: CourtAddress(
        name=f"Gerechtshof {court}", post_lines=post_lines, source=_UNREAD
    )
    for court, post_lines in (
        (Court.AMSTERDAM, ("Postbus 1312", "1000 BH  AMSTERDAM")),
        (Court.ARNHEM_LEEUWARDEN, ("Postbus 9030", "6800 EM  ARNHEM")),
        (Court.DEN_HAAG, ("Postbus 20302", "2500 EH  DEN HAAG")),
        (Court.DEN_BOSCH, ("Postbus 70583", "5201 CZ  'S-HERTOGENBOSCH")),
    )
}

LOCATIONS = (
    "Amsterdam",
    "Den Haag",
    "Limburg",
    "Midden-Nederland",
    "Noord-Holland",
    "Noord-Nederland",
    "Oost-Brabant",
    "Oost-Nederland",
    "Rotterdam",
    "Zeeland-West-Brabant",
)

COURT_OF_DISTRICT = {
    "Amsterdam": Court.AMSTERDAM,
    "Noord-Holland": Court.AMSTERDAM,
    "Gelderland": Court.ARNHEM_LEEUWARDEN,
    "Overijssel": Court.ARNHEM_LEEUWARDEN,
    "Midden-Nederland": Court.ARNHEM_LEEUWARDEN,
    "Noord-Nederland": Court.ARNHEM_LEEUWARDEN,
    "Den Haag": Court.DEN_HAAG,
    "Rotterdam": Court.DEN_HAAG,
    "Limburg": Court.DEN_BOSCH,
    "Oost-Brabant": Court.DEN_BOSCH,
    "Zeeland-West-Brabant": Court.DEN_BOSCH,
}

_OOST_NEDERLAND = ("Gelderland", "Overijssel")

# Code, district, and the town of an office that was closed: its numbers live on.
_DISTRICT_CODES = (
    ("01", "Oost-Brabant", None),
    ("02", "Zeeland-West-Brabant", None),
    ("03", "Limburg", None),
    ("04", "Limburg", "Roermond"),
    ("05", "Gelderland", None),
    ("06", "Gelderland", "Zutphen"),
    ("07", "Overijssel", "Zwolle"),
    ("08", "Overijssel", None),
    ("09", "Den Haag", None),
    ("10", "Rotterdam", None),
    ("11", "Rotterdam", "Dordrecht"),
    ("12", "Zeeland-West-Brabant", "Middelburg"),
    ("13", "Amsterdam", None),
    ("14", "Noord-Holland", "Alkmaar"),
    ("15", "Noord-Holland", None),
    ("16", "Midden-Nederland", None),
    ("17", "Noord-Nederland", "Leeuwarden"),
    ("18", "Noord-Nederland", None),
    ("19", "Noord-Nederland", "Assen"),
)

_NATIONAL_PARKETS = (
    Parket(code="20", name="Ressortsparket 's-Hertogenbosch", court=Court.DEN_BOSCH),
    Parket(
        code="21",
        name="Ressortsparket Arnhem-Leeuwarden",
        court=Court.ARNHEM_LEEUWARDEN,
    ),
    Parket(code="22", name="Ressortsparket Den Haag", court=Court.DEN_HAAG),
    Parket(code="23", name="Ressortsparket Amsterdam", court=Court.AMSTERDAM),
    Parket(code="71", name="Landelijk parket", court=Court.DEN_HAAG),
    Parket(code="81", name="Functioneel parket", court=Court.DEN_HAAG),
    Parket(code="82", name="Functioneel parket", court=Court.DEN_HAAG),
    Parket(code="83", name="Functioneel parket", court=Court.DEN_HAAG),
    Parket(code="84", name="Functioneel parket", court=Court.DEN_HAAG),
    # By the complainant's residence, which is not kept readable; otherwise this one.
    Parket(code="96", name="Parket CVOM", court=Court.ARNHEM_LEEUWARDEN),
    # Carries out sentences and decides on no prosecution: no court of its own.
    Parket(code="99", name="Executie en voorwaardelijke invrijheidstelling"),
)

_GROUND_FORCE_BY_OFFICIAL = "09"


def _district_parket(code: str, district: str, closed_office: str | None) -> Parket:
    location = "Oost-Nederland" if district in _OOST_NEDERLAND else district
    name = f"Arrondissementsparket {location}"
    return Parket(
        code=code,
        name=f"{name} (eerder {closed_office})" if closed_office else name,
        district=district,
        location=location,
        court=COURT_OF_DISTRICT[district],
    )


_DISTRICT_PARKETS = tuple(_district_parket(*row) for row in _DISTRICT_CODES)

PARKETS = {parket.code: parket for parket in (*_DISTRICT_PARKETS, *_NATIONAL_PARKETS)}


def competent_court(parket: str, grounds: Sequence[str] = ()) -> Court | None:
    """Give the court for a complaint; None where the office is not known.

    Force used by the police goes to one court, whoever decided. A court that gets
    another's complaint sends it on (art. 12b Sv).
    """
    if _GROUND_FORCE_BY_OFFICIAL in grounds:
        return Court.ARNHEM_LEEUWARDEN
    known = PARKETS.get(parket)
    return known.court if known else None


def location_of(parket: str) -> str | None:
    """Give the office whose staff handle its cases; None for national ones."""
    known = PARKETS.get(parket)
    return known.location if known else None
