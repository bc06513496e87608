"""Two plain words by which a victim can check that our caller is ours (design 4.7)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.domain.call_tasks import TaskKind
from portal.domain.staff import Organisation

CALLER_WORDS = tuple(
    """
    anker appel balkon bamboe berg bloesem boekenkast boomgaard boter citroen deken
    druif duinen eekhoorn egel eiland emmer fluit fontein gieter gitaar haven
    hazelnoot herfst hooiberg ijsbeer kachel kaneel kapstok kastanje klaver klok
    komkommer krant kussen ladder lantaarn lavendel lepel libel linde mand meeuw molen
    mosterd notenboom olijf paraplu peper perzik pinda plank pompoen radijs regenton
    schelp schommel sloep spinazie stoof strandbal theepot tulp veer vijver vlieger
    vuurtoren walnoot waterlelie wilg wolk zadel zandbak zeewier zilver zonnebloem
    """.split()  # noqa: SIM905 - a list to read, not to punctuate
)


class CallAbout(StrEnum):
    """What she may read of a call to come: its subject, where that gives nothing away.

    Anything else is `other`: an intended decision, a release, what waits for a gate.
    """

    DECISION = "decision"
    HEARING = "hearing"
    JUDGMENT = "judgment"
    ASKED = "asked"
    HELP = "help"
    OTHER = "other"


_ABOUT = {
    TaskKind.SEPOT: CallAbout.DECISION,
    TaskKind.DECISION: CallAbout.DECISION,
    TaskKind.HEARING: CallAbout.HEARING,
    TaskKind.HEARING_CHANGED: CallAbout.HEARING,
    TaskKind.JUDGMENT: CallAbout.JUDGMENT,
    TaskKind.CALLBACK: CallAbout.ASKED,
    TaskKind.FIRST_CONTACT: CallAbout.HELP,
    TaskKind.AFTERCARE: CallAbout.HELP,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerWords:
    """What the caller of one open call says first.

    Without an organisation it may not be named yet: who calls would tell the news.
    """

    organisation: Organisation | None
    words: str
    about: CallAbout = CallAbout.OTHER
    opened_at: datetime | None = None

    @property
    def who(self) -> str:
        return self.organisation or ""


def about_call(kind: str) -> CallAbout:
    return _ABOUT.get(TaskKind(kind), CallAbout.OTHER)


def two_words(mark: str) -> str:
    """Give two different words for a mark in hexadecimals, always the same."""
    number, count = int(mark, 16), len(CALLER_WORDS)
    first, rest = number % count, number // count
    second = (first + 1 + rest % (count - 1)) % count
    return f"{CALLER_WORDS[first]} {CALLER_WORDS[second]}"
