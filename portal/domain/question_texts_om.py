"""What she may ask in the other calls of the OM, and what our caller then says."""

from collections.abc import Mapping

OM_TEXTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "decision": (
        (
            "Moet ik nu iets doen?",
            (
                "Nee, u hoeft nu niets te doen. "
                "U krijgt bericht als er iets verandert. U mag ons altijd bellen."
            ),
        ),
        (
            "Ik ben het hier niet mee eens. Wat kan ik doen?",
            (
                "Bij sommige beslissingen kunt u klagen bij het gerechtshof. "
                "Ik kijk met u of dat hier kan, en tot wanneer. "
                "Slachtofferhulp kan met u meedenken."
            ),
        ),
        (
            "Krijg ik mijn schade vergoed?",
            (
                "Dat hangt af van de beslissing. Ik zeg u wat hier geldt. "
                "Slachtofferhulp helpt u gratis om schade te vragen."
            ),
        ),
        (
            "Waarom gaat de zaak nu toch weer verder?",
            (
                "De eerdere beslissing geldt niet meer. "
                "De officier van justitie kijkt opnieuw naar de zaak. "
                "Wij bellen u zodra er iets is beslist."
            ),
        ),
    ),
    "hearing": (
        (
            "Moet ik naar de zitting komen?",
            (
                "Nee, dat hoeft niet. U mag wel komen. "
                "U mag ook iemand meenemen die u steunt. "
                "Wilt u niet komen? Dan hoort u daarna van ons hoe het ging."
            ),
        ),
        (
            "Kom ik de verdachte dan tegen?",
            (
                "De rechtbank kan u helpen. "
                "U kunt wachten in een aparte kamer. "
                "Of eerder of later naar binnen gaan. Zeg mij wat u fijn vindt."
            ),
        ),
        (
            "Mag ik iets zeggen?",
            (
                "In sommige zaken mag u spreken. Ik kijk of dat hier zo is. "
                "U kunt ook iets op papier zetten. Slachtofferhulp helpt u daarmee."
            ),
        ),
        (
            "Tot wanneer kan ik mijn schade opgeven?",
            (
                "Doe dat het liefst ruim voor de zitting, met het formulier. "
                "Lukt dat niet? Vraag dan meteen Slachtofferhulp om hulp."
            ),
        ),
    ),
    "hearing_changed": (
        (
            "Waarom gaat het niet door?",
            (
                "De rechtbank beslist wanneer de zitting is. "
                "Ik vertel u wat ik van de reden mag zeggen. "
                "Het spijt mij dat u opnieuw moet wachten."
            ),
        ),
        (
            "Wanneer is de nieuwe zitting?",
            (
                "Zodra de rechtbank een dag kiest, hoort u die van ons. "
                "Zijn er dagen waarop u echt niet kunt? Dan geef ik die door."
            ),
        ),
        (
            "Ik had vrij genomen. Wie betaalt dat?",
            (
                "Soms hoort dat bij uw schade. "
                "Bewaar de papieren. Slachtofferhulp kijkt wat kan."
            ),
        ),
    ),
    "judgment": (
        (
            "Is dit nu definitief?",
            (
                "Nog niet. De verdachte en de officier van justitie hebben twee weken. "
                "In die tijd kunnen zij in hoger beroep. U hoort het als dat gebeurt."
            ),
        ),
        (
            "Kan ik zelf in hoger beroep?",
            (
                "Over de straf kan dat niet. "
                "Gaat het om uw schade? Dan kan er soms wel iets. "
                "Vraag dat aan Slachtofferhulp of aan een advocaat."
            ),
        ),
        (
            "Wanneer krijg ik mijn geld?",
            (
                "Eerst moet de uitspraak vaststaan. Daarna int het CJIB het geld. "
                "U krijgt daarover bericht van het CJIB."
            ),
        ),
        (
            "Waarom is de straf niet hoger?",
            (
                "De rechter kijkt naar alles in de zaak. "
                "Ik mag daar zelf niets over vinden. "
                "U kunt een gesprek met de officier van justitie vragen."
            ),
        ),
    ),
    "release": (
        (
            "Ben ik nu in gevaar?",
            (
                "Vertel mij waar u bang voor bent. Bij gevaar belt u 112. "
                "Ik verbind u nu met iemand die met u een plan maakt."
            ),
        ),
        (
            "Mag de verdachte naar mij toe komen?",
            (
                "Ik zeg u welke regels er zijn. "
                "Houdt de verdachte zich daar niet aan? Bel dan meteen 112. "
                "Laat het daarna ook ons weten."
            ),
        ),
        (
            "Waarom hoor ik dit nu pas?",
            (
                "Wij bellen zodra wij het weten. Soms is dat kort van tevoren. "
                "Het spijt mij dat het zo snel gaat."
            ),
        ),
    ),
    "consultation": (
        (
            "Beslis ik dan mee?",
            (
                "De officier van justitie beslist. Maar wat u vindt, telt mee. "
                "Daarom bellen wij u vooraf. Ik schrijf op wat u zegt."
            ),
        ),
        (
            "Moet ik nu meteen antwoord geven?",
            (
                "Nee. U mag er even over denken. "
                "Dan spreken wij een moment af waarop ik terugbel."
            ),
        ),
        (
            "Leest de verdachte wat ik zeg?",
            (
                "Ik schrijf alleen op wat u wilt. "
                "Soms komt het in de stukken van de zaak. "
                "Zeg het als iets er niet in mag. Dan overleg ik dat eerst."
            ),
        ),
    ),
    "prosecutor_talk": (
        (
            "Mag ik iemand meenemen?",
            (
                "Ja. Iemand van uw familie, Slachtofferhulp of een advocaat. "
                "Zeg ons van tevoren wie er meekomt."
            ),
        ),
        (
            "Kan de officier van justitie de beslissing nog veranderen?",
            (
                "Het gesprek is om uit te leggen en te luisteren. "
                "Of er iets verandert, kan ik niet beloven."
            ),
        ),
    ),
    "mediation": (
        (
            "Moet ik meedoen?",
            (
                "Nee. U kiest zelf. Nee zeggen heeft voor u geen gevolgen. "
                "Niemand hoort van ons wie er nee zei, of waarom."
            ),
        ),
        (
            "Moet ik dan met de verdachte in één kamer zitten?",
            (
                "Dat hoeft niet. Het kan ook via de bemiddelaar of op papier. "
                "U mag op elk moment stoppen."
            ),
        ),
        (
            "Krijgt de verdachte dan minder straf?",
            (
                "De rechter of de officier van justitie mag ernaar kijken. "
                "Wat zij doen, weten wij vooraf niet."
            ),
        ),
    ),
    "seizure": (
        (
            "Krijg ik dit geld nu?",
            (
                "Nog niet. De spullen of het geld worden alleen bewaard. "
                "Eerst moet de rechter over uw schade beslissen."
            ),
        ),
        (
            "Moet ik iets betalen of doen?",
            "Nee. U hoeft niets te betalen en niets te doen.",
        ),
    ),
    "apology": (
        (
            "Moet ik de excuses aannemen?",
            "Nee. U kiest of u ze wilt horen of lezen. U hoeft niets terug te zeggen.",
        ),
        (
            "Wat gebeurt er als ik nee zeg?",
            (
                "Dan gebeurt er voor u niets. "
                "De verdachte hoort van ons niet waarom u dat koos."
            ),
        ),
    ),
    "callback": (
        (
            "Hoe staat het met mijn zaak?",
            (
                "Ik kijk met u naar wat er al bekend is. "
                "Nieuws dat u nog niet hoorde, vertel ik u eerst rustig."
            ),
        ),
        (
            "Waarom duurt het zo lang?",
            (
                "Ik begrijp dat wachten moeilijk is. "
                "Ik zeg u wat nu de volgende stap is. "
                "Weet ik dat niet? Dan vraag ik het na en bel ik u terug."
            ),
        ),
    ),
}
