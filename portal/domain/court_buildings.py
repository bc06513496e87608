"""Where the courts are: the building that somebody has to find, with its source.

A court that sits in two buildings of one town is left out, and so is one of which no
source was found: no address is better than a wrong one. Who reads one is told that the
letter of the court goes before it.
"""

from dataclasses import dataclass

from portal.domain.cases import HearingKind

_RECHTSPRAAK = "rechtspraak.nl, contact and visits, read 2026-11-22"
_STCRT_2016 = "Staatscourant 2016, 7891"
_STCRT_2017 = "Staatscourant 2017, 34407"
_STCRT_2019 = "Staatscourant 2019, 11075"
_STCRT_2021 = "Staatscourant 2021, 2463"
_STCRT_2014 = "Staatscourant 2014, 5060"
_PRODEMOS = "prodemos.nl, visits to courts, read 2026-11-22"
_LAWYERS = "strafrechtadvocaten.nl, addresses of courts, read 2026-11-22"


@dataclass(frozen=True, slots=True, kw_only=True)
class Building:
    street: str
    postcode: str
    town: str
    source: str

    @property
    def line(self) -> str:
        return f"{self.street}, {self.postcode} {self.town}"


def _building(street: str, postcode: str, town: str, source: str) -> Building:
    return Building(street=street, postcode=postcode, town=town, source=source)


_COURTS = {
    "alkmaar": _building("Kruseman van Eltenweg 2", "1817 BC", "Alkmaar", _STCRT_2019),
    "almere": _building("De Diagonaal 37", "1315 XK", "Almere", _RECHTSPRAAK),
    "amersfoort": _building("Stationsstraat 81", "3811 MH", "Amersfoort", _RECHTSPRAAK),
    "amsterdam": _building("Parnassusweg 280", "1076 AV", "Amsterdam", _RECHTSPRAAK),
    "arnhem": _building("Walburgstraat 2-4", "6811 CD", "Arnhem", _RECHTSPRAAK),
    "assen": _building("Brinkstraat 4", "9401 HZ", "Assen", _STCRT_2014),
    "bergen op zoom": _building(
        "Zuid-Oostsingel 41", "4611 BC", "Bergen op Zoom", _STCRT_2021
    ),
    "breda": _building("Stationslaan 10", "4815 GW", "Breda", _STCRT_2021),
    "den haag": _building("Prins Clauslaan 60", "2595 AJ", "Den Haag", _PRODEMOS),
    "dordrecht": _building("Steegoversloot 36", "3311 PP", "Dordrecht", _LAWYERS),
    "eindhoven": _building("Stadhuisplein 4", "5611 EM", "Eindhoven", _STCRT_2017),
    "groningen": _building("Guyotplein 1", "9712 NX", "Groningen", _RECHTSPRAAK),
    "haarlemmermeer": _building(
        "Duizendbladweg 100", "1171 VA", "Badhoevedorp", _STCRT_2019
    ),
    "leeuwarden": _building("Zaailand 102", "8911 BN", "Leeuwarden", _RECHTSPRAAK),
    "lelystad": _building("Stationsplein 15", "8232 DL", "Lelystad", _RECHTSPRAAK),
    "maastricht": _building("Sint Annadal 1", "6214 PA", "Maastricht", _LAWYERS),
    "middelburg": _building("Kousteensedijk 2", "4331 JE", "Middelburg", _STCRT_2021),
    "roermond": _building("Willem II Singel 67", "6041 HR", "Roermond", _LAWYERS),
    "rotterdam": _building("Wilhelminaplein 100", "3072 AK", "Rotterdam", _LAWYERS),
    "'s-hertogenbosch": _building(
        "Leeghwaterlaan 8", "5223 BA", "'s-Hertogenbosch", _STCRT_2017
    ),
    "tilburg": _building("Piusplein 50", "5038 WN", "Tilburg", _STCRT_2021),
    "utrecht": _building("Vrouwe Justitiaplein 1", "3511 EX", "Utrecht", _STCRT_2016),
    "zaandam": _building("Rembrandtstraat 23", "1506 LS", "Zaandam", _STCRT_2019),
    "zwolle": _building("Schuurmanstraat 2", "8011 KP", "Zwolle", _RECHTSPRAAK),
}
_COURTS_OF_APPEAL = {
    "arnhem": _COURTS["arnhem"],
    "leeuwarden": _building("Wilhelminaplein 1", "8911 BS", "Leeuwarden", _RECHTSPRAAK),
    "zwolle": _COURTS["zwolle"],
}
_OTHER_NAMES = {
    "'s-gravenhage": "den haag",
    "s-gravenhage": "den haag",
    "den bosch": "'s-hertogenbosch",
    "s-hertogenbosch": "'s-hertogenbosch",
    "schiphol": "haarlemmermeer",
    "badhoevedorp": "haarlemmermeer",
    "zaanstad": "zaandam",
}

BUILDINGS = (*_COURTS.values(), _COURTS_OF_APPEAL["leeuwarden"])


def building_of(*, court: str, place: str, kind: HearingKind) -> Building | None:
    """Give the building by the names that the court's system sends."""
    if kind is HearingKind.PROSECUTOR_HEARING:
        return None  # at an office of the prosecution, which the letter names
    name = _plain(court)
    if not name.startswith(("rechtbank", "gerechtshof", "hof ")):
        return None
    town = _plain(place)
    town = _OTHER_NAMES.get(town, town)
    if name.startswith("rechtbank"):
        return _COURTS.get(town)
    return _COURTS_OF_APPEAL.get(town)


def _plain(text: str) -> str:
    straight = text.replace("\u2018", "'").replace("\u2019", "'")
    return " ".join(straight.lower().split())
