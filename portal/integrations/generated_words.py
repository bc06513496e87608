"""What generated feeds are made of: places, people's names, offences, reasons.

A list in which something stands more often is drawn from more often.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A ZSM location; towns with the digits their postcodes and phones start with."""

    name: str
    parket: str
    police_unit: str
    court: str
    towns: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offence:
    category: str
    description: str
    article: str
    fact: str
    has_right_to_speak: bool = False
    is_close: bool = False  # victim and suspect often know each other


LOCATIONS = (
    Location(
        name="Amsterdam",
        parket="13",
        police_unit="1300",
        court="Rechtbank Amsterdam",
        towns=(("Amsterdam", "10", "020"), ("Amstelveen", "11", "020")),
    ),
    Location(
        name="Den Haag",
        parket="09",
        police_unit="1500",
        court="Rechtbank Den Haag",
        towns=(("Den Haag", "25", "070"), ("Delft", "26", "015")),
    ),
    Location(
        name="Limburg",
        parket="03",
        police_unit="2300",
        court="Rechtbank Limburg",
        towns=(("Maastricht", "62", "043"), ("Heerlen", "64", "045")),
    ),
    Location(
        name="Midden-Nederland",
        parket="16",
        police_unit="0900",
        court="Rechtbank Midden-Nederland",
        towns=(("Utrecht", "35", "030"), ("Amersfoort", "38", "033")),
    ),
    Location(
        name="Noord-Holland",
        parket="15",
        police_unit="1100",
        court="Rechtbank Noord-Holland",
        towns=(("Haarlem", "20", "023"), ("Alkmaar", "18", "072")),
    ),
    Location(
        name="Noord-Nederland",
        parket="18",
        police_unit="0100",
        court="Rechtbank Noord-Nederland",
        towns=(("Groningen", "97", "050"), ("Leeuwarden", "89", "058")),
    ),
    Location(
        name="Oost-Brabant",
        parket="01",
        police_unit="2100",
        court="Rechtbank Oost-Brabant",
        towns=(("Eindhoven", "56", "040"), ("'s-Hertogenbosch", "52", "073")),
    ),
    Location(
        name="Oost-Nederland",
        parket="05",
        police_unit="0600",
        court="Rechtbank Gelderland",
        towns=(("Arnhem", "68", "026"), ("Nijmegen", "65", "024")),
    ),
    Location(
        name="Rotterdam",
        parket="10",
        police_unit="1700",
        court="Rechtbank Rotterdam",
        towns=(("Rotterdam", "30", "010"), ("Dordrecht", "33", "078")),
    ),
    Location(
        name="Zeeland-West-Brabant",
        parket="02",
        police_unit="2000",
        court="Rechtbank Zeeland-West-Brabant",
        towns=(("Breda", "48", "076"), ("Tilburg", "50", "013")),
    ),
)

THEFT = Offence(
    category="vermogen",
    description="Diefstal van een fiets bij het station.",
    article="310 Sr",
    fact="diefstal",
)
BURGLARY = Offence(
    category="vermogen",
    description="Inbraak in een woning.",
    article="311 Sr",
    fact="inbraak",
)
FRAUD = Offence(
    category="vermogen",
    description="Oplichting via een verkoopsite.",
    article="326 Sr",
    fact="oplichting",
)
VANDALISM = Offence(
    category="vernieling",
    description="Vernielde ruit en voordeur.",
    article="350 Sr",
    fact="vernieling",
)
ASSAULT = Offence(
    category="geweld",
    description="Mishandeling op straat.",
    article="300 Sr",
    fact="mishandeling",
)
GRAVE_ASSAULT = Offence(
    category="geweld",
    description="Mishandeling na het uitgaan.",
    article="302 Sr",
    fact="zware mishandeling",
    has_right_to_speak=True,
)
THREAT = Offence(
    category="bedreiging",
    description="Bedreiging in een appgroep.",
    article="285 Sr",
    fact="bedreiging",
    has_right_to_speak=True,
)
AT_HOME = Offence(
    category="huiselijk-geweld",
    description="Bedreiging en duwen in huis.",
    article="300 Sr",
    fact="mishandeling",
    has_right_to_speak=True,
    is_close=True,
)
STALKING = Offence(
    category="stalking",
    description="Stelselmatig volgen en bellen.",
    article="285b Sr",
    fact="belaging",
    has_right_to_speak=True,
    is_close=True,
)
SEXUAL = Offence(
    category="zeden",
    description="Ongewenste aanraking.",
    article="241 Sr",
    fact="aanranding",
    has_right_to_speak=True,
    is_close=True,
)
TRAFFIC = Offence(
    category="verkeer",
    description="Aanrijding met letsel.",
    article="6 WVW",
    fact="schuld aan een ongeval",
    has_right_to_speak=True,
)
OFFENCES = (
    *[THEFT] * 20,
    *[BURGLARY] * 14,
    *[FRAUD] * 13,
    *[VANDALISM] * 16,
    *[ASSAULT] * 13,
    *[GRAVE_ASSAULT] * 3,
    *[THREAT] * 7,
    *[AT_HOME] * 5,
    *[STALKING] * 2,
    *[SEXUAL] * 2,
    *[TRAFFIC] * 5,
)

GROUNDS = (  # of a sepot; the last but one does not exist, the last is X
    *["02"] * 90,
    *["01"] * 10,
    *["40"] * 20,
    *["41"] * 8,
    *["43"] * 12,
    *["55"] * 10,
    *["56"] * 10,
    *["70"] * 12,
    *["73"] * 6,
    *["20"] * 6,
    *["53", "06", "71", "72", "52", "74"],
    *["99"] * 3,
    *["12"],
    *["96", "97", "82"],
)
GROUNDS_ON_CONDITION = {"40", "41", "43", "55", "70", "73"}
REASONS = {
    "01": "Deze persoon blijkt niet de dader te zijn.",
    "02": "Er is te weinig bewijs voor een veroordeling.",
    "40": "De officier vindt het feit te klein voor een strafzaak.",
    "41": "De rol van deze verdachte was klein.",
    "43": "Het is te lang geleden gebeurd.",
    "56": "De verdachte is niet te vinden.",
    "70": "De verdachte heeft de schade betaald.",
    "73": "De officier vindt dat hulp nu beter past dan een strafzaak.",
    "99": "",
}
REASON_OTHERWISE = "De officier stopt met deze zaak."


def make_reason(kind: str, grounds: tuple[str, ...]) -> str:
    if kind == "sepot":
        return REASONS.get(grounds[0], REASON_OTHERWISE)
    return "De verdachte moet naar de rechter." if kind == "dagvaarden" else ""


GIVEN_NAMES = (
    *["Anna", "Daan", "Emma", "Sem", "Julia", "Lucas", "Sanne", "Bram", "Lotte"],
    *[
        "Fatima",
        "Mohamed",
        "Aylin",
        "Mehmet",
        "Y\N{LATIN SMALL LETTER DOTLESS I}ld\N{LATIN SMALL LETTER DOTLESS I}z",
    ],
    *["Ömer", "Chloë", "José", "Renée", "Zoë", "Wei", "Priya", "Kwame", "Grace"],
    *["Jan Willem", "Maria Johanna", "Pieter", "Hendrika", "Kees", "Truus", "Noor"],
)
FAMILY_NAMES = (
    *[("", "Jansen"), ("de", "Vries"), ("van den", "Berg"), ("", "Bakker")],
    *[("", "Visser"), ("", "Smit"), ("", "Meijer"), ("de", "Boer"), ("", "Mulder")],
    *[("", "El Amrani"), ("", "Yilmaz"), ("", "Şahin"), ("", "Kaya"), ("", "Öztürk")],
    *[("", "Nguyen"), ("", "Singh"), ("", "Owusu"), ("", "Kowalski"), ("van", "Dijk")],
    *[("van der", "Linden"), ("'t", "Hart"), ("", "Müller"), ("", "Peeters")],
)
COMPANIES = (
    *[("Bakkerij", "Van Dam B.V."), ("Stichting", "Basisschool De Linde")],
    *[("Sportvereniging", "De Meerpolder"), ("Winkel", "Het Hoekje B.V.")],
    *[("Vereniging", "Ons Huis"), ("Garage", "De Brug B.V.")],
)
STREETS = (
    *["Dorpsstraat", "Kerkstraat", "Stationsweg", "Molenlaan", "Beukenhof"],
    *["Schoolstraat", "Nieuwe Gracht", "Julianalaan", "Eikenlaan", "Havenkade"],
)
FOREIGNERS = (  # country, language, town, postcode, how a number there is typed
    *[("BE", "nl", "Antwerpen", "2018", "0032 475 {0}{1} {2}{3} {4}{5}")],
    *[("DE", "de", "Kleve", "47533", "+49 1512 {0}{1}{2}{3}{4}{5}6")],
    *[("PL", "pl", "Kraków", "30-001", "+48 601 {0}{1}{2} {3}{4}{5}")],
    *[("SE", "en", "Stockholm", "111 22", "+46 70 1{0}{1} {2}{3} {4}{5}")],
    *[("GB", "en", "Leeds", "LS1 1BA", "+44 (0)7400 {0}{1}{2}{3}{4}{5}")],
)
