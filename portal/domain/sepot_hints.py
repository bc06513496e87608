"""What staff must keep to themselves about a ground, and where to point a victim."""

NEVER_SAY = "Zeg niets over de verdachte zelf, en niet wat een klacht zou opleveren."

NOT_TO_SAY_PROTECTED = (
    "Noem de code en de reden niet. Niets over gezondheid, jeugdmaatregel, tbs, "
    "reclassering of wat de verdachte zelf overkwam, ook niet dat het daarover gaat. "
    "De vrije tekst pas na vrijgave door de officier."
)
NOT_TO_SAY_OTHER = (
    "Deze code is niet bekend. Raad niet naar de reden: vraag die eerst na bij het "
    "parket."
)

FOLLOW_UP_DAMAGE = (
    "Schade: de burgerlijke rechter kan nog. Bij ernstig letsel door geweld of zeden "
    "ook het Schadefonds Geweldsmisdrijven, ook zonder veroordeling."
)
FOLLOW_UP_EXECUTION_ENDED = (
    "Ga na of de strafbeschikking een vergoeding voor dit slachtoffer had: die weg "
    "vervalt. Klagen kan dan weer (art. 12k lid 2 Sv). Schade: de burgerlijke rechter."
)
FOLLOW_UP_ADMINISTRATIVE = (
    "Niet bellen. De zaak loopt verder onder het andere parketnummer."
)
FOLLOW_UP_PROTECTED = (
    "Wil het slachtoffer meer weten: bied een gesprek met de officier aan."
)
FOLLOW_UP_OTHER = "Laat de beheerder de code aanvullen."

_OTHER_CASES = "Niets over andere zaken of straffen van de verdachte."
_AGE = "Niet hoe oud de verdachte is, ook niet of het om jong of oud gaat."
_ABROAD = "Niet in welk land de verdachte is, of wat daar loopt."

NOT_TO_SAY = {
    "01": (
        "Niet hoe dat bleek (alibi, dna, een ander). Suggereer niet dat de aangifte "
        "onjuist was."
    ),
    "02": "Niet wat getuigen of verdachten hebben gezegd. Niet: “u had meer moeten”.",
    "03": (
        "Niet de leeftijd of het overlijden van de verdachte, tenzij de officier dat "
        "vrijgaf. Geen verwijt dat iemand te laat was."
    ),
    "04": "Niet bij welk onderdeel de verdachte werkt.",
    "05": "Niet: “er is niets gebeurd”.",
    "07": "Niet wie de fout maakte. Geen oordeel over de politie.",
    "08": "Niet hoe hoog de boete is of voor welk bedrijf.",
    "09": "Niet wie de ambtenaar is of waar die werkt.",
    "20": "Niet welke maatregel, of wat de werkgever of de dienst doet.",
    "30": "Niets over de inhoud van dat belang.",
    "32": _ABROAD,
    "40": "Niet: “het stelt niet veel voor”.",
    "41": "Niet wat andere verdachten deden of verklaarden.",
    "42": "Niet: “de verdachte kon er niets aan doen”.",
    "43": "Geen verwijt over late aangifte. Niet wie de vertraging veroorzaakte.",
    "44": "Niet welke personen of groepen dat belang hebben.",
    "50": _AGE,
    "51": _OTHER_CASES,
    "55": "Niets over het leven van de verdachte nu.",
    "56": "Niet waar is gezocht of waar de verdachte het laatst was.",
    "58": "Niets over de stand van de zaak tegen het bedrijf.",
    "59": "Niet wie die persoon is.",
    "70": "Niet wat in een bemiddeling is besproken. Niet dat het nu “klaar” is.",
    "71": (
        "Nooit “eigen schuld”, “uitgelokt” of “medeschuld”. Lees de code niet voor. "
        "Alleen de voorbereide tekst."
    ),
    "72": (
        "Niet wie erom vroeg: een ander slachtoffer kan dat zijn geweest. Vraag eerst "
        "of het slachtoffer dit nu wil horen."
    ),
    "73": (
        "Niet: “het is een familiezaak”. Niets over wat huisgenoten of buren zeiden. "
        "Praat pas als het slachtoffer alleen is."
    ),
    "74": "Geen belofte dat de burgerlijke rechter de schade toewijst.",
    "86": _ABROAD,
    "91": _AGE,
    "92": _OTHER_CASES,
    "96": "Niets over het leven van de verdachte nu.",
    "97": "Niet waar is gezocht of waar de verdachte het laatst was.",
    "98": "Niet dat de verdachte vast heeft gezeten, en niet hoe lang.",
}

# Said on top of where every victim with that class of ground is pointed to.
FOLLOW_UP = {
    "01": "Ga na of er andere verdachten zijn, en of de politie verder zoekt.",
    "02": "Nieuw bewijs? De officier kan de zaak dan weer oppakken.",
    "03": "Vraag de officier welke uitleg gegeven mag worden.",
    "04": "Vraag na of de zaak naar een ander parket gaat.",
    "05": "Vraag of het slachtoffer andere hulp nodig heeft, zoals wijkagent of SHN.",
    "07": "Bied een gesprek met de officier aan. Over de politie kan men apart klagen.",
    "08": "Noem de dienst die over de boete gaat, als de officier dat vrijgaf.",
    "09": (
        "Een klacht gaat altijd naar het gerechtshof Arnhem-Leeuwarden. Bied een "
        "gesprek met de officier aan."
    ),
    "20": "Vraag na of de andere dienst het slachtoffer ook hoort.",
    "31": "Bied aan de nieuwe regel schriftelijk uit te leggen.",
    "32": "Vraag na of het slachtoffer in het andere land rechten kan gebruiken.",
    "41": "Noem welke zaken tegen andere verdachten nog lopen, als dat vaststaat.",
    "56": "Wordt de verdachte gevonden, dan hoort het slachtoffer dat van ons.",
    "58": "In de zaak tegen het bedrijf kan het slachtoffer schade vragen.",
    "59": (
        "In de zaak tegen de leidinggever kan het slachtoffer schade vragen. Ga na of "
        "de feiten daarin zijn opgenomen."
    ),
    "70": (
        "Ga na of excuus of betaling echt is aangekomen. Zo niet: meld het de officier "
        "voordat het gesprek wordt gesloten."
    ),
    "71": "Alleen ervaren bellers. Bied een gesprek met de officier en SHN aan.",
    "72": (
        "Alleen ervaren bellers. Denkt het slachtoffer er anders over: leg het vast en "
        "meld het de officier."
    ),
    "73": (
        "Alleen ervaren bellers. Eerst de veiligheid; bij zorgen direct SHN of Veilig "
        "Thuis, bij gevaar 112."
    ),
    "74": "Leg de weg naar de burgerlijke rechter uit; SHN of Juridisch Loket helpt.",
    "97": "Wordt de verdachte gevonden, vraag dan na of de betaling weer loopt.",
}
