"""The figures as tables with their bars: the same rows on the page and in the files."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.domain.figures import (
    SMALL,
    ComplaintRow,
    DayPartRow,
    Figures,
    IncidentRow,
    NormRow,
    Ratio,
    WaitRow,
)
from portal.integrations.spreadsheets import Cell
from portal.staff.figure_words import (
    AT_RISK,
    CALLED,
    DAY_PARTS,
    INCIDENTS,
    KINDS,
    WAITS,
    number_text,
    span_text,
)

HIDDEN = f"minder dan {SMALL}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """`share` of the width, from 0 to 1; `is_second` has the other pattern."""

    label: str
    text: str
    share: float
    is_second: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTable:
    """`definition` says what is counted; `bars` leave out what is not shown.

    `file_columns` and `file_rows` come after the others in a file, to reckon with.
    """

    code: str
    title: str
    definition: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    bars: tuple[Bar, ...]
    is_national: bool = False
    file_columns: tuple[str, ...] = ()
    file_rows: tuple[tuple[Cell, ...], ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.rows


def figure_tables(figures: Figures) -> list[FigureTable]:
    """Give the tables of this organisation, in the order of the page."""
    tables = [_norms(figures.norms)]
    if figures.letters is not None:
        tables.append(_letters(figures.letters))
    tables += [_attempts(figures.attempts), _waits(figures.waits)]
    if figures.complaints is not None:
        tables.append(_complaints(figures.complaints))
    return [*tables, _incidents(figures.incidents)]


def _norms(rows: Sequence[NormRow]) -> FigureTable:
    labels = [f"{KINDS[it.kind]}, {AT_RISK[it.is_at_risk]}" for it in rows]
    return FigureTable(
        code="binnen-de-norm",
        title="Gesproken binnen de norm",
        definition="Van de gesprekken waarvan de uiterste dag in deze periode lag en"
        " voorbij is: hoeveel mensen op tijd zijn gesproken. Wie geen gesprek meer"
        " nodig had vóór die dag telt niet mee. Wie wij niet veilig konden bellen wel.",
        columns=(
            "Soort gesprek",
            "Norm (werkdagen)",
            "Op tijd gesproken",
            "Te spreken",
            "Procent",
        ),
        rows=tuple(
            (label, it.working_days, *_shown(it.reached), _percent(it.reached))
            for label, it in zip(labels, rows, strict=True)
        ),
        bars=_percent_bars(
            [
                (label, it.reached, it.is_at_risk)
                for label, it in zip(labels, rows, strict=True)
            ]
        ),
    )


def _letters(ratio: Ratio) -> FigureTable:
    label = "Bericht op tijd verstuurd"
    return FigureTable(
        code="brief-binnen-14-dagen",
        title="Schriftelijk bericht binnen 14 dagen",
        definition="Van de beslissingen waarvan de veertiende dag in deze periode lag"
        " en voorbij is, per slachtoffer: hoe vaak het bericht met de beslissing toen"
        " was verstuurd. Per brief, of per e-mail dat het in het portaal klaarstaat.",
        columns=("Wat", "Verstuurd", "Te versturen", "Procent"),
        rows=((label, *_shown(ratio), _percent(ratio)),)
        if ratio.denominator != 0
        else (),
        bars=_percent_bars([(label, ratio, False)]),
    )


def _attempts(rows: Sequence[DayPartRow]) -> FigureTable:
    most = max((it.attempts.value or 0 for it in rows), default=0)
    return FigureTable(
        code="pogingen",
        title="Pogingen per gesproken persoon",
        definition="Hoe vaak wij in deze periode belden, gedeeld door het aantal"
        " mensen dat wij toen spraken, naar het deel van de dag waar zij zijn. Wie zelf"
        " belde of aan de balie stond telt niet mee.",
        columns=(
            "Deel van de dag",
            "Pogingen",
            "Gesproken personen",
            "Pogingen per persoon",
        ),
        rows=tuple(
            (
                DAY_PARTS[it.part],
                *_shown(it.attempts),
                _rounded(it.attempts.value),
            )
            for it in rows
        ),
        bars=tuple(
            Bar(
                label=DAY_PARTS[it.part],
                text=number_text(it.attempts.value),
                share=it.attempts.value / most,
                is_second=it.part not in {"morning", "afternoon", "evening"},
            )
            for it in rows
            if it.attempts.value is not None
        ),
    )


def _waits(rows: Sequence[WaitRow]) -> FigureTable:
    longest = max((it.longest or 0 for it in rows), default=0) or 1
    labels = [f"{WAITS[it.kind]}, {AT_RISK[it.is_at_risk]}" for it in rows]
    return FigureTable(
        code="wachttijd",
        title="Wachttijd",
        definition="De tijd tussen het bericht dat er iets te vertellen is en het"
        " eerste gesprek, van wie in deze periode voor het eerst is gesproken; en hoe"
        " lang wie nog open staat aan het eind van de periode wacht. Een dag is 24 uur."
        " De balken tonen de middelste wachttijd.",
        columns=("Wie", "Gesprekken", "Middelste wachttijd", "Langste wachttijd"),
        rows=tuple(
            (
                label,
                HIDDEN if it.calls is None else it.calls,
                span_text(it.median) if it.median is not None else None,
                span_text(it.longest) if it.longest is not None else None,
            )
            for label, it in zip(labels, rows, strict=True)
        ),
        bars=tuple(
            Bar(
                label=label,
                text=span_text(it.median),
                share=it.median / longest,
                is_second=it.is_at_risk,
            )
            for label, it in zip(labels, rows, strict=True)
            if it.median is not None
        ),
        file_columns=("Middelste (uren)", "Langste (uren)"),
        file_rows=tuple((_hours(it.median), _hours(it.longest)) for it in rows),
    )


def _complaints(rows: Sequence[ComplaintRow]) -> FigureTable:
    has_any = any(it.complaints.denominator for it in rows)
    most = max((it.complaints.value or 0 for it in rows), default=0) or 1
    return FigureTable(
        code="klachten",
        title="Klachten per 100 sepots",
        definition="Van de sepots uit deze periode, per slachtoffer: over hoeveel het"
        " gerechtshof tot nu toe een klacht ontving. Gebeld: de beslissing is in een"
        " gesprek verteld, vóór de klacht. Een klacht kan nog komen tot drie maanden"
        " na het bericht. Dit cijfer is er alleen voor heel Nederland.",
        columns=("Sepots", "Klachten", "Aantal sepots", "Klachten per 100"),
        rows=tuple(
            (
                CALLED[it.is_called],
                *_shown(it.complaints),
                _percent(it.complaints),
            )
            for it in rows
        )
        if has_any
        else (),
        bars=tuple(
            Bar(
                label=CALLED[it.is_called],
                text=number_text(it.complaints.value * 100),
                share=it.complaints.value / most,
                is_second=not it.is_called,
            )
            for it in rows
            if it.complaints.value is not None
        ),
        is_national=True,
    )


def _incidents(rows: Sequence[IncidentRow]) -> FigureTable:
    has_any = any(it.incidents.denominator != 0 for it in rows)
    return FigureTable(
        code="verkeerde-ontvanger",
        title="Bij de verkeerde ontvanger",
        definition="Van alle pogingen en gesprekken in deze periode: hoe vaak iets aan"
        " de verkeerde persoon is verteld (zo teruggedraaid), een gesprek onveilig"
        " bleek, of iemand anders aan de lijn was die niets hoorde. Het doel is nul.",
        columns=("Wat", "Aantal", "Pogingen en gesprekken", "Per 100"),
        rows=tuple(
            (
                INCIDENTS[it.kind],
                *_shown(it.incidents),
                _percent(it.incidents),
            )
            for it in rows
        )
        if has_any
        else (),
        bars=(),
    )


def _shown(ratio: Ratio) -> tuple[Cell, Cell]:
    if ratio.denominator is None:
        return None, HIDDEN
    return HIDDEN if ratio.numerator is None else ratio.numerator, ratio.denominator


def _percent(ratio: Ratio) -> Cell:
    return _rounded(None if ratio.value is None else ratio.value * 100)


def _hours(seconds: float | None) -> Cell:
    return _rounded(None if seconds is None else seconds / 3600)


def _rounded(value: float | None) -> Cell:
    return None if value is None else round(value, 1)


def _percent_bars(rows: Sequence[tuple[str, Ratio, bool]]) -> tuple[Bar, ...]:
    return tuple(
        Bar(
            label=label,
            text=f"{number_text(ratio.value * 100)} %",
            share=ratio.value,
            is_second=is_second,
        )
        for label, ratio, is_second in rows
        if ratio.value is not None
    )
