"""What an organisation may change about the ladder of a call, and within which limits.

Why these limits stands in docs/decisions/0013-outcome-rules.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from portal.domain.calendar import at_local_time, local_date
from portal.domain.call_kinds import KINDS, EndsIn, LadderRule, Urgency
from portal.domain.call_tasks import TaskKind

REASON_LENGTH = 300
ALL_KINDS = ""  # what holds for every kind of call without a figure of its own

MOST_ATTEMPTS = 8
MOST_ATTEMPTS_AT_ONCE = 5
LONGEST_PAUSE_HOURS = 72
LEAST_ENGAGED_MINUTES, MOST_ENGAGED_MINUTES = 10, 120
MOST_DOUBTS = 2
FITS_WITHIN = timedelta(days=10)  # Sundays beside it, and the letter on day 14
PLANNED_WITHIN = timedelta(days=366)


class Figure(StrEnum):
    """What may be changed; anything else of the rules is law or safety."""

    ATTEMPTS = "attempts"
    DAYS = "days"
    PAUSE_HOURS = "pause_hours"
    ENGAGED_MINUTES = "engaged_minutes"
    DOUBTS = "doubts"
    ENDS_IN = "ends_in"
    CORRECTED_BY = "corrected_by"


class CorrectedBy(StrEnum):
    CALLER = "caller"  # her own latest outcome
    SUPERVISOR = "supervisor"


Figures = Mapping[Figure, int | str]
COUNTED = tuple(it for it in Figure if it not in {Figure.ENDS_IN, Figure.CORRECTED_BY})
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """From and to, both included, and what a ladder of this kind may end in."""

    between: Mapping[Figure, tuple[int, int]]
    ends_in: tuple[EndsIn, ...]


def is_at_once(kind: TaskKind) -> bool:
    """What cannot wait has figures of its own, and follows no general ones."""
    return KINDS[kind].urgency is Urgency.ALWAYS


def figures_of(rule: LadderRule) -> dict[Figure, int | str]:
    by = CorrectedBy.CALLER if rule.caller_corrects else CorrectedBy.SUPERVISOR
    return {
        Figure.ATTEMPTS: rule.attempts,
        Figure.DAYS: rule.days,
        Figure.PAUSE_HOURS: rule.pause // _HOUR,
        Figure.ENGAGED_MINUTES: rule.pause_after_engaged // _MINUTE,
        Figure.DOUBTS: rule.doubts,
        Figure.ENDS_IN: str(rule.ends_in),
        Figure.CORRECTED_BY: str(by),
    }


def rule_of(kind: TaskKind, *, general: Figures, own: Figures) -> LadderRule:
    """Give the rule of a kind: as shipped, the organisation's over it, its own on top.

    What a kind may not end in is passed over: `general` does not know the kinds.
    """
    shipped = KINDS[kind].ladder
    changed = {} if is_at_once(kind) else dict(general)
    if changed.get(Figure.ENDS_IN) not in limits_of(kind).ends_in:
        changed.pop(Figure.ENDS_IN, None)
    return with_figures(shipped, {**figures_of(shipped), **changed, **own})


def general_rule(general: Figures) -> LadderRule:
    shipped = LadderRule()
    return with_figures(shipped, {**figures_of(shipped), **general})


def differences(rule: LadderRule, *, base: LadderRule) -> dict[Figure, int | str]:
    """Keep only what is other than what it would be anyway."""
    usual = figures_of(base)
    return {it: value for it, value in figures_of(rule).items() if value != usual[it]}


def limits_of(kind: TaskKind | None) -> Limits:
    """None is what holds for all kinds."""
    shipped = KINDS[kind].ladder if kind else LadderRule()
    at_once = kind is not None and is_at_once(kind)
    attempts = MOST_ATTEMPTS_AT_ONCE if at_once else MOST_ATTEMPTS
    shortest = shipped.pause // _HOUR  # what is urgent keeps it: call_dues.hastened
    longest = shortest if at_once else LONGEST_PAUSE_HOURS
    by_letter = (EndsIn.LETTER, EndsIn.LETTER_AND_SUPERVISOR)
    return Limits(
        between={
            Figure.ATTEMPTS: (1, attempts),
            Figure.DAYS: (1, 1 if at_once else attempts),
            Figure.PAUSE_HOURS: (shortest, longest),
            Figure.ENGAGED_MINUTES: (LEAST_ENGAGED_MINUTES, MOST_ENGAGED_MINUTES),
            Figure.DOUBTS: (1, MOST_DOUBTS),
        },
        ends_in=by_letter if shipped.ends_in in by_letter else (shipped.ends_in,),
    )


def find_figure_problems(
    kind: TaskKind | None, typed: Mapping[Figure, str]
) -> dict[Figure, str]:
    """Say per figure what the law, or her peace, does not allow."""
    limits, problems = limits_of(kind), {}
    for figure, (least, most) in limits.between.items():
        number = _number(typed.get(figure, ""))
        if number is None or not least <= number <= most:
            problems[figure] = _outside(figure, least, most)
    if typed.get(Figure.ENDS_IN) not in limits.ends_in:
        problems[Figure.ENDS_IN] = "Bij dit gesprek kan het niet zo eindigen."
    if typed.get(Figure.CORRECTED_BY) not in set(CorrectedBy):
        problems[Figure.CORRECTED_BY] = "Kies wie een vergissing terugdraait."
    return problems or find_rule_problems(kind, read_rule(kind, typed))


def find_rule_problems(kind: TaskKind | None, rule: LadderRule) -> dict[Figure, str]:
    """Say what does not hold between figures that are each within their limits."""
    problems = {}
    is_spread = kind is None or not is_at_once(kind)
    if rule.days > rule.attempts:
        problems[Figure.DAYS] = "Kies niet meer dagen dan pogingen."
    elif is_spread and rule.attempts > 1 and rule.days == 1:
        problems[Figure.DAYS] = "Verdeel de pogingen over minstens 2 dagen."
    if (rule.attempts - 1) * rule.pause > FITS_WITHIN:
        problems[Figure.PAUSE_HOURS] = (
            "Zo duren de pogingen langer dan 10 dagen. Dan is er geen tijd meer voor"
            " de brief, die binnen 14 dagen weg moet zijn."
        )
    return problems


def kinds_that_break(
    kinds: Iterable[TaskKind],
    *,
    general: Figures,
    own: Mapping[TaskKind, Figures],
) -> list[TaskKind]:
    """Name the kinds whose own figures do not go together with new general ones."""
    return [
        kind
        for kind in kinds
        if find_rule_problems(
            kind, rule_of(kind, general=general, own=own.get(kind, {}))
        )
    ]


def read_rule(kind: TaskKind | None, typed: Mapping[Figure, str]) -> LadderRule:
    """Read figures that were found to be right."""
    figures: dict[Figure, int | str] = {it: int(typed[it]) for it in COUNTED}
    figures[Figure.ENDS_IN] = typed[Figure.ENDS_IN]
    figures[Figure.CORRECTED_BY] = typed[Figure.CORRECTED_BY]
    return with_figures(KINDS[kind].ladder if kind else LadderRule(), figures)


def find_other_problems(
    *, reason: str, from_day: str, now: datetime
) -> tuple[datetime | None, dict[str, str]]:
    """Give from when it holds, now when no day was typed, and what is wrong."""
    problems = {}
    if not reason.strip():
        problems["reason"] = "Schrijf op waarom u dit wijzigt."
    elif len(reason) > REASON_LENGTH:
        problems["reason"] = f"Maak de reden korter dan {REASON_LENGTH} tekens."
    valid_from = _valid_from(from_day, now)
    if valid_from is None:
        problems["from_day"] = "Kies een dag vanaf vandaag, binnen een jaar."
    return valid_from, problems


def _valid_from(typed: str, now: datetime) -> datetime | None:
    if not typed:
        return now
    try:
        day = datetime.fromisoformat(typed).date()
    except ValueError:
        return None
    if not local_date(now) <= day <= local_date(now + PLANNED_WITHIN):
        return None
    return max(now, at_local_time(day, time.min))


def with_figures(rule: LadderRule, figures: Figures) -> LadderRule:
    return replace(
        rule,
        attempts=int(figures[Figure.ATTEMPTS]),
        days=int(figures[Figure.DAYS]),
        pause=int(figures[Figure.PAUSE_HOURS]) * _HOUR,
        pause_after_engaged=int(figures[Figure.ENGAGED_MINUTES]) * _MINUTE,
        doubts=int(figures[Figure.DOUBTS]),
        ends_in=EndsIn(str(figures[Figure.ENDS_IN])),
        caller_corrects=figures[Figure.CORRECTED_BY] == CorrectedBy.CALLER,
    )


def _outside(figure: Figure, least: int, most: int) -> str:
    between = f"{least}" if least == most else f"{least} tot en met {most}"
    match figure:
        case Figure.ATTEMPTS:
            return f"Kies een aantal pogingen: {between}."
        case Figure.DAYS:
            return f"Kies een aantal dagen: {between}."
        case Figure.PAUSE_HOURS:
            return (
                f"Kies een aantal uren: {between}."
                " Korter zou haar lastigvallen, langer duurt te lang."
            )
        case Figure.ENGAGED_MINUTES:
            return f"Kies een aantal minuten: {between}."
        case _:
            return (
                f"Kies een aantal keren: {between}. Daarna belt u misschien een ander."
            )


def _number(text: str) -> int | None:
    is_number = text.isascii() and text.isdigit() and len(text) < len("1000000")
    return int(text) if is_number else None
