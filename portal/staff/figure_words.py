"""The Dutch words of the figures, for the page and for its files alike."""

from portal.domain.call_tasks import TaskKind
from portal.domain.figure_periods import Period, PeriodKind
from portal.domain.figures import ALL_DAY, IncidentKind, WaitKind
from portal.domain.victims import DayPart
from portal.web.dates import MONTHS

KINDS = {
    TaskKind.SEPOT: "Sepot",
    TaskKind.DECISION: "Andere beslissing",
    TaskKind.HEARING: "Zitting",
    TaskKind.HEARING_CHANGED: "Zitting gewijzigd",
    TaskKind.JUDGMENT: "Uitspraak",
    TaskKind.PROSECUTOR_TALK: "Gesprek met de officier",
    TaskKind.MEDIATION: "Mediation",
    TaskKind.SEIZURE: "Beslag",
    TaskKind.FIRST_CONTACT: "Eerste contact",
    TaskKind.TERM_CONSULTATION: "Overleg over de termijn",
    TaskKind.AFTERCARE: "Nazorg",
    TaskKind.HALT: "Halt",
    TaskKind.APOLOGY: "Excuus",
}
DAY_PARTS = {
    DayPart.MORNING.value: "Ochtend (9-12 uur)",
    DayPart.AFTERNOON.value: "Middag (12-18 uur)",
    DayPart.EVENING.value: "Avond (18-20 uur)",
    "": "Andere uren",
    ALL_DAY: "Hele dag",
}
WAITS = {
    WaitKind.REACHED: "Gesproken",
    WaitKind.WAITING: "Wacht nog",
}
INCIDENTS = {
    IncidentKind.WRONG_PERSON: "Verteld aan de verkeerde persoon",
    IncidentKind.UNSAFE: "Gestopt omdat het onveilig was",
    IncidentKind.SOMEBODY_ELSE: "Iemand anders aan de lijn, niets verteld",
}
AT_RISK = {True: "kwetsbaar", False: "niet kwetsbaar"}
CALLED = {True: "Gebeld", False: "Niet gebeld"}
_QUARTERS = {1: "1e", 2: "2e", 3: "3e", 4: "4e"}


def period_name(period: Period) -> str:
    """`november 2026`, `4e kwartaal 2026`, or the days themselves."""
    match period.kind:
        case PeriodKind.MONTH:
            return f"{MONTHS[period.first.month - 1]} {period.first.year}"
        case PeriodKind.QUARTER:
            return f"{_QUARTERS[period.quarter]} kwartaal {period.first.year}"
        case PeriodKind.OWN:
            return period_days(period)


def period_days(period: Period) -> str:
    """`1 tot en met 30 november 2026`, with every day whole."""
    first, last = period.first, period.last
    start = f"{first.day} {MONTHS[first.month - 1]} {first.year}"
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    return start if first == last else f"{start} tot en met {end}"


def span_text(seconds: float) -> str:
    """`2 dagen en 4 uur`: clock time, to the hour, under an hour to the minute."""
    minutes = round(seconds / 60)
    if minutes < 60:  # noqa: PLR2004 - minutes of an hour
        return f"{minutes} {'minuut' if minutes == 1 else 'minuten'}"
    days, hours = divmod(round(minutes / 60), 24)
    if not days:
        return f"{hours} uur"
    words = f"{days} {'dag' if days == 1 else 'dagen'}"
    return f"{words} en {hours} uur" if hours else words


def number_text(value: float) -> str:
    """Give one decimal, with a comma as one writes it here."""
    return f"{value:.1f}".replace(".", ",")
