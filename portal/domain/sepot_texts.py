"""What a victim hears and reads about each ground: plain Dutch at level B1.

Nothing here names the suspect or tells of health, youth measures or help that the
suspect gets. Editors change these lines; tests hold them to their rules.
"""

OPENING = (
    "De officier van justitie stopt met uw zaak tegen deze verdachte. "
    "Deze verdachte hoeft daarvoor niet naar de rechter."
)
OPENING_EXECUTION_ENDED = (
    "De verdachte kreeg eerder een straf van de officier van justitie. "
    "Die straf wordt nu niet verder uitgevoerd."
)
CONDITIONS = (
    "Er zijn wel voorwaarden. Houdt de verdachte zich daar niet aan? "
    "Dan kan de officier van justitie alsnog verder gaan met de zaak."
)
NOT_DOUBTED = "Dat betekent niet dat u niet wordt geloofd."

PROTECTED_REASON = (
    "De officier van justitie heeft hier een reden voor. "
    "U mag de officier van justitie om uitleg vragen. "
    "Door de regels voor privacy mogen wij u niet alles vertellen."
)
OTHER_REASON = (
    "De officier van justitie heeft hier een eigen reden voor. "
    "Wij leggen u die graag uit. U mag ons daar altijd naar vragen."
)

_LAW_CHANGED = (
    "De wet is veranderd sinds dit gebeurde. "
    "Verder gaan past volgens de officier van justitie niet meer bij de nieuwe wet."
)
_OTHER_COUNTRY = (
    "De officier van justitie vindt verder gaan in Nederland niet de beste weg. "
    "Misschien beslist een ander land hierover."
)
_LONG_AGO = (
    "Het is lang geleden gebeurd. "
    "Na zo veel tijd vindt de officier van justitie verder gaan niet meer passend."
)
_AGE = (
    "De leeftijd van de verdachte speelt hierbij een rol. "
    "Door de regels voor privacy mogen wij daar niet meer over vertellen."
)
_LITTLE_TO_ADD = (
    "De officier van justitie heeft gekeken wat een straf nu nog zou toevoegen. "
    "Dat is volgens de officier te weinig."
)
_CIRCUMSTANCES = (
    "De situatie is veranderd sinds dit gebeurde. "
    "Daarom vindt de officier van justitie verder gaan nu niet meer nodig."
)

REASONS = {
    "01": (
        "Uit het onderzoek blijkt dat deze persoon ten onrechte verdachte was. "
        "U kunt ons vragen of er nog onderzoek is naar iemand anders."
    ),
    "02": (
        "Er is te weinig bewijs tegen deze persoon. "
        "De rechter mag iemand alleen straffen als er genoeg bewijs is."
    ),
    "03": (
        "De officier van justitie mag deze verdachte volgens de wet niet vervolgen. "
        "Dan mag de rechter er ook niet over beslissen."
    ),
    "04": (
        "Deze zaak hoort volgens de wet niet bij de gewone strafrechter. "
        "Daarom kan de officier van justitie niet verder."
    ),
    "05": (
        "Voor u kan het grote gevolgen hebben. "
        "Maar wat er is gebeurd, is volgens de wet niet strafbaar. "
        "De rechter kan er daarom geen straf voor geven."
    ),
    "07": (
        "Een deel van het bewijs is niet verzameld zoals de wet dat wil. "
        "De rechter mag dat bewijs niet gebruiken. "
        "Zonder dat bewijs kan de zaak niet verder."
    ),
    "08": (
        "Een andere dienst van de overheid gaat over de straf voor dit feit. "
        "Die dienst kan een boete geven. "
        "De strafrechter mag er dan niet meer over beslissen."
    ),
    "09": (
        "Een agent of andere ambtenaar mag soms geweld gebruiken. "
        "Volgens de officier van justitie mocht dat in deze situatie."
    ),
    "20": (
        "De officier van justitie vindt een andere maatregel hier beter dan een straf. "
        "Bijvoorbeeld een maatregel van een andere dienst van de overheid."
    ),
    "30": (
        "De officier van justitie moet ook letten op het belang van Nederland. "
        "Dat belang gaat in deze zaak voor."
    ),
    "31": _LAW_CHANGED,
    "32": _OTHER_COUNTRY,
    "40": (
        "Wat er is gebeurd, mag niet. "
        "Voor u kan het grote gevolgen hebben. "
        "Toch vindt de officier van justitie het te klein voor een rechtszaak."
    ),
    "41": (
        "De rol van deze verdachte was klein. "
        "Andere verdachten moeten misschien nog wel naar de rechter. "
        "Voor deze persoon vindt de officier van justitie dat niet nodig."
    ),
    "42": (
        "Wat er is gebeurd, mag niet. "
        "Voor u kan het grote gevolgen hebben. "
        "Door de omstandigheden vindt de officier van justitie een straf toch niet "
        "passend."
    ),
    "43": _LONG_AGO,
    "44": (
        "De officier van justitie moet letten op de belangen van iedereen. "
        "Andere belangen in de samenleving gaan in deze zaak voor."
    ),
    "50": _AGE,
    "51": _LITTLE_TO_ADD,
    "55": _CIRCUMSTANCES,
    "56": (
        "De politie kan de verdachte niet vinden. "
        "De zaak kan weer verder als dat later wel lukt. "
        "Nu stopt de zaak."
    ),
    "58": (
        "De officier van justitie gaat wel verder met een zaak tegen het bedrijf of de "
        "organisatie. "
        "Daarom stopt de zaak tegen deze ene verdachte."
    ),
    "59": (
        "De officier van justitie gaat wel verder met een zaak tegen de persoon die de "
        "leiding had. "
        "Daarom stopt de zaak tegen deze ene verdachte."
    ),
    "70": (
        "De verdachte heeft het goedgemaakt of heeft het conflict helpen oplossen. "
        "Bijvoorbeeld met excuses, een gesprek of een betaling. "
        "Klopt dat volgens u niet? Zeg het ons."
    ),
    "71": (
        "Wat u is overkomen, mocht niet. "
        "De officier van justitie heeft ook gekeken naar wat er eerder gebeurde. "
        "En naar ieders rol daarin. "
        "Daarom vindt de officier van justitie een rechtszaak niet passend."
    ),
    "72": (
        "De officier van justitie denkt dat een rechtszaak slecht kan zijn voor een "
        "slachtoffer. "
        "Dat belang gaat voor. "
        "Denkt u daar anders over? Zeg het ons."
    ),
    "73": (
        "Het gaat om mensen die elkaar goed kennen of dicht bij elkaar wonen. "
        "De officier van justitie vindt een rechtszaak dan niet de beste oplossing."
    ),
    "74": (
        "U kunt de schade vragen bij de burgerlijke rechter. "
        "Die rechter gaat over geld en afspraken tussen mensen. "
        "De officier van justitie vindt die weg hier beter dan een straf."
    ),
    "77": (
        "Voor het uitvoeren van een straf geldt een tijd. "
        "Die tijd is voorbij. Daarom mag het niet meer."
    ),
    "85": _LAW_CHANGED,
    "86": _OTHER_COUNTRY,
    "90": _LONG_AGO,
    "91": _AGE,
    "92": _LITTLE_TO_ADD,
    "96": _CIRCUMSTANCES,
    "97": (
        "De politie kan de verdachte niet vinden. "
        "Daarom lukt het niet de straf uit te voeren."
    ),
    "98": (
        "De overheid heeft al andere middelen gebruikt om de verdachte te laten "
        "betalen. "
        "Meer mogelijkheden zijn er niet."
    ),
    "99": (
        "Deze zaak stond twee keer in ons systeem. "
        "De zaak gaat verder onder een ander nummer. U hoeft niets te doen."
    ),
}
