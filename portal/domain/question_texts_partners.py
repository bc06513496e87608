"""What she may ask Slachtofferhulp or Halt, and what their callers then say."""

from collections.abc import Mapping

_NO_DECISION = (
    "Wat heeft de officier van justitie beslist?",
    (
        "Dat vertelt het Openbaar Ministerie u zelf. Dan kunt u meteen vragen stellen. "
        "Ik kan vragen of zij u snel bellen."
    ),
)

SHN_TEXTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "first_contact": (
        (
            "Wat kan Slachtofferhulp voor mij doen?",
            (
                "Wij luisteren. Wij helpen met papieren en met uw schade. "
                "Wij kunnen mee naar de zitting. Alles is gratis."
            ),
        ),
        (
            "Moet ik nu al iets beslissen?",
            (
                "Nee. U kunt later altijd nog hulp vragen. "
                "Wat u nu kiest, mag u altijd veranderen."
            ),
        ),
        (
            "Hoe krijg ik mijn schade terug?",
            (
                "Bewaar bonnen, beelden en brieven. "
                "Komt er een rechtszaak? Dan vult u met ons een formulier in."
            ),
        ),
        (
            "Hoe weet u van mij?",
            (
                "De politie gaf uw gegevens door toen u aangifte deed. "
                "Wilt u dat niet? Zeg het mij. Dan bellen wij u niet meer."
            ),
        ),
    ),
    "term_consultation": (
        (
            "Wanneer is de zitting?",
            (
                "Dat weten wij nog niet. Daarom bel ik u nu. "
                "De rechtbank kiest later de dag."
            ),
        ),
        (
            "Wordt er echt rekening gehouden met mijn dagen?",
            (
                "Wij geven uw dagen door aan het Openbaar Ministerie. "
                "Meestal lukt het. Beloven kan ik het niet."
            ),
        ),
        (
            "Ik wil er niet bij zijn. Maakt het dan uit?",
            (
                "U hoeft er niet bij te zijn. "
                "Misschien wilt u wel iets op papier zetten. Ook dat kost tijd."
            ),
        ),
    ),
    "aftercare": (
        (
            "Is het normaal dat ik er nog slecht van slaap?",
            (
                "Dat hebben veel mensen. Het wordt vaak langzaam minder. "
                "Duurt het lang? Praat er dan over met uw huisarts."
            ),
        ),
        (
            "Kan ik nog klagen over de beslissing?",
            (
                "Soms kan dat nog. Ik kijk met u naar de dagen. "
                "U kiest zelf of u het wilt. Ik help u ermee als u dat wilt."
            ),
        ),
        (
            "Ik wil er niet meer over praten.",
            (
                "Dat is goed. Dan bellen wij u hier niet meer over. "
                "U mag ons altijd zelf bellen."
            ),
        ),
    ),
    "hearing": (
        (
            "Gaat er iemand met mij mee?",
            (
                "Ja, dat kan. Iemand van ons gaat met u mee als u dat wilt. "
                "Wij spreken dan vooraf af waar."
            ),
        ),
        (
            "Kom ik de verdachte tegen?",
            (
                "De rechtbank heeft een aparte kamer. "
                "Zeg mij wat u fijn vindt. Dan regelen wij dat vooraf."
            ),
        ),
    ),
    "callback": (
        (
            "Kunt u mij helpen met mijn schade?",
            (
                "Ja. Vertel wat u kwijt bent of betaalde. "
                "Bewaar de bonnen. Wij vullen samen de papieren in."
            ),
        ),
        _NO_DECISION,
    ),
}

HALT_TEXTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "halt": (
        (
            "Wat doet Halt met de jongere?",
            (
                "Halt praat met de jongere over wat er is gebeurd. "
                "De jongere doet opdrachten en denkt na over de gevolgen. "
                "Wat iemand precies doet, mogen wij niet zeggen."
            ),
        ),
        (
            "Krijg ik mijn schade vergoed?",
            (
                "Vertel mij wat uw schade is. "
                "Halt helpt om daar afspraken over te maken. "
                "Lukt dat niet? Dan kunt u naar de burgerlijke rechter."
            ),
        ),
        (
            "Moet ik met de jongere praten?",
            (
                "Nee. U kiest zelf. Een brief kan ook. "
                "Zegt u nee? Dan heeft dat voor u geen gevolgen."
            ),
        ),
        (
            "Wie is het, en is het zijn eerste keer?",
            (
                "Dat mogen wij niet vertellen. Wij noemen nooit een naam. "
                "Ook niet of er eerder iets was."
            ),
        ),
    ),
    "apology": (
        (
            "Moet ik de excuses aannemen?",
            "Nee. U kiest of u ze wilt horen of lezen. U hoeft niets terug te zeggen.",
        ),
        (
            "Meent de jongere het wel?",
            (
                "Wij praten er vooraf met de jongere over. "
                "Wat iemand voelt, weten wij niet. U kiest zelf wat u ermee doet."
            ),
        ),
    ),
    "callback": (
        (
            "Hoe ver is Halt?",
            (
                "Ik zeg u wat ik daarover mag vertellen. "
                "U krijgt in elk geval bericht als Halt klaar is."
            ),
        ),
        _NO_DECISION,
    ),
}
