"""What she may ask when a case is dropped, and what our caller then says.

By kind and, after a slash, the ground. Plain Dutch, no promise, no advice for or
against a complaint. Supervisors change these texts on screen; this is how they begin.
"""

from collections.abc import Mapping

PROTECTED = "protected"
"""In place of each ground that tells of the suspect's health, youth or probation."""

_BELIEVED = (
    "Dus jullie geloven mij niet?",
    (
        "Jawel. Dit gaat niet over of wij u geloven. "
        "Voor een straf moet er genoeg bewijs zijn tegen deze persoon. "
        "Dat bewijs is er nu niet."
    ),
)
_NO_DETAILS = (
    "Waarom mag u mij dat niet vertellen?",
    (
        "De verdachte heeft ook recht op privacy. "
        "Daarom mogen wij niet alles vertellen. "
        "Ik begrijp dat dat moeilijk is. "
        "U kunt de officier van justitie om een gesprek vragen."
    ),
)
_COST = (
    "Vinden jullie het dan niet erg?",
    (
        "Wat u is overkomen, mocht niet. "
        "De officier van justitie vindt alleen een rechtszaak niet passend. "
        "Wat het voor u betekent, staat daar los van."
    ),
)

SEPOT_TEXTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "sepot": (
        (
            "Wat heb ik aan een klacht?",
            (
                "Het gerechtshof kijkt dan opnieuw naar de beslissing. "
                "Klagen is gratis. U heeft geen advocaat nodig. "
                "Het duurt vaak langer dan een half jaar. "
                "Of het lukt, weten wij niet. Slachtofferhulp kan met u meedenken."
            ),
        ),
        (
            "Wie is de verdachte?",
            (
                "Dat mogen wij niet zeggen. Wij praten altijd over “de verdachte”. "
                "Dat geldt voor iedereen."
            ),
        ),
        (
            "Krijg ik mijn schade nog vergoed?",
            (
                "Soms kan dat nog. U kunt naar de burgerlijke rechter. "
                "Bij geweld of zeden kunt u soms bij het Schadefonds terecht. "
                "Slachtofferhulp helpt u daar gratis bij."
            ),
        ),
        (
            "Kan de zaak later toch weer verdergaan?",
            (
                "Soms. Bijvoorbeeld als er nieuw bewijs komt. "
                "Of als het gerechtshof dat beslist. U hoort het dan van ons."
            ),
        ),
        (
            "Kan ik de officier van justitie zelf spreken?",
            (
                "U kunt daarom vragen. Ik schrijf dat nu op. "
                "Wij bellen u dan over een moment."
            ),
        ),
    ),
    "sepot/01": (
        (
            "Wie heeft het dan gedaan?",
            (
                "Dat weten wij niet. Deze persoon was het volgens het onderzoek niet. "
                "Ik vraag voor u na of er nog onderzoek is."
            ),
        ),
        (
            "Heb ik dan iets verkeerd gezegd bij de politie?",
            (
                "Nee, dat zegt deze beslissing niet. "
                "U heeft verteld wat u is overkomen. Dat was goed."
            ),
        ),
    ),
    "sepot/02": (
        _BELIEVED,
        (
            "Wat had ik nog meer moeten doen?",
            (
                "Niets. U heeft gedaan wat u kon. "
                "Bewijs zoeken is het werk van de politie en de officier van justitie."
            ),
        ),
        (
            "Ik heb nog een getuige of beelden. Kan dat nog?",
            (
                "Ja. Vertel het aan de politie. "
                "De officier van justitie kijkt dan of de zaak weer verder kan."
            ),
        ),
    ),
    "sepot/03": (
        (
            "Was ik te laat met mijn aangifte?",
            (
                "Ik kan u niet zeggen welke regel hier geldt. "
                "U heeft in elk geval niets verkeerd gedaan. "
                "De officier van justitie kan u meer uitleggen."
            ),
        ),
        _NO_DETAILS,
    ),
    "sepot/05": (
        (
            "Hoe kan dit nou niet strafbaar zijn?",
            (
                "De wet zegt precies wat strafbaar is. "
                "Dit valt daar volgens de officier van justitie niet onder. "
                "Dat maakt het voor u niet minder erg."
            ),
        ),
        (
            "Wat kan ik nu nog wel doen?",
            (
                "U kunt om hulp vragen bij Slachtofferhulp. "
                "Ook de wijkagent kan soms helpen. "
                "Gaat het om schade? Dan kan de burgerlijke rechter soms helpen."
            ),
        ),
    ),
    "sepot/40": (
        _COST,
        (
            "Dus iedereen kan dit maar doen?",
            (
                "Nee. Wat er is gebeurd, mag niet. "
                "De politie weet ervan. "
                "De officier van justitie vindt een rechtszaak hier alleen te zwaar."
            ),
        ),
    ),
    "sepot/41": (
        (
            "En de anderen dan?",
            (
                "Ik kijk voor u welke zaken er nog lopen. "
                "Over andere personen mag ik niets vertellen. "
                "Nieuws in uw zaak hoort u altijd van ons."
            ),
        ),
        _COST,
    ),
    "sepot/43": (
        (
            "Waarom heeft het zo lang geduurd?",
            (
                "Het spijt mij dat het zo lang duurde. "
                "Waardoor het kwam, weet ik niet precies. "
                "Ik kan het voor u navragen."
            ),
        ),
        _COST,
    ),
    "sepot/50": (
        _NO_DETAILS,
        _COST,
    ),
    "sepot/56": (
        (
            "Zoekt de politie nog wel?",
            (
                "Wordt de verdachte gevonden? Dan kan de zaak weer verder. "
                "U hoort dat dan van ons. Waar is gezocht, mag ik niet zeggen."
            ),
        ),
        (
            "Ben ik wel veilig?",
            (
                "Vertel mij waar u bang voor bent. "
                "Bij gevaar belt u 112. "
                "Ik kan u nu met Slachtofferhulp verbinden. Zij maken met u een plan."
            ),
        ),
    ),
    "sepot/70": (
        (
            "Ik heb helemaal geen excuses of geld gekregen.",
            (
                "Dank u dat u dat zegt. Ik schrijf het op. "
                "Ik geef het vandaag door aan de officier van justitie. "
                "Wij bellen u daarover terug."
            ),
        ),
        (
            "Is het nu klaar voor de verdachte?",
            (
                "De zaak stopt. Wat de officier van justitie daarbij afsprak, "
                "mag ik niet allemaal vertellen. "
                "Merkt u dat er iets niet klopt? Laat het ons weten."
            ),
        ),
    ),
    "sepot/71": (
        (
            "Is het dan mijn eigen schuld?",
            (
                "Nee. Wat u is overkomen, mocht niet. "
                "De officier van justitie keek naar alles wat er gebeurde. "
                "U kunt daarover een gesprek met de officier van justitie vragen."
            ),
        ),
        (
            "Wat heeft de ander over mij gezegd?",
            (
                "Dat mag ik niet vertellen. "
                "U kunt om een gesprek met de officier van justitie vragen."
            ),
        ),
    ),
    "sepot/72": (
        (
            "Wie heeft gezegd dat een rechtszaak slecht voor mij is?",
            (
                "De officier van justitie heeft die afweging gemaakt. "
                "Meer mag ik daar niet over zeggen. Denkt u er anders over? "
                "Dan schrijf ik dat op en hoort de officier van justitie dat vandaag."
            ),
        ),
        (
            "Kan ik hier nog iets aan veranderen?",
            (
                "Ja, u kunt zeggen wat u ervan vindt. Ik geef dat door. "
                "U kunt ook een klacht indienen bij het gerechtshof."
            ),
        ),
    ),
    "sepot/73": (
        (
            "Mag de verdachte mij nu gewoon weer opzoeken?",
            (
                "Voelt u zich niet veilig? Dan praten wij daar eerst over. "
                "Bij gevaar belt u 112. "
                "Slachtofferhulp of Veilig Thuis maakt met u een plan."
            ),
        ),
        (
            "Omdat het familie is, mag het dus?",
            (
                "Nee. Wat er is gebeurd, mag niet. Ook niet van iemand die u kent. "
                "De officier van justitie vindt een rechtszaak alleen "
                "niet de beste oplossing."
            ),
        ),
    ),
    "sepot/74": (
        (
            "Hoe ga ik naar de burgerlijke rechter?",
            (
                "Slachtofferhulp of het Juridisch Loket legt u dat gratis uit. "
                "Zij kijken of het zin heeft en wat het kost."
            ),
        ),
        (
            "Krijg ik daar dan zeker mijn geld?",
            "Dat weten wij niet. Die rechter beslist daar zelf over.",
        ),
    ),
    f"sepot/{PROTECTED}": (
        _NO_DETAILS,
        (
            "Is de verdachte ziek, of zit daar iets anders achter?",
            (
                "Over de verdachte zelf mag ik niets zeggen. "
                "Ook niet of iets wel of niet zo is. "
                "De officier van justitie kan u misschien meer uitleggen. "
                "Wilt u dat gesprek?"
            ),
        ),
    ),
}
