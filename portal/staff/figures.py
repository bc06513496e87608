"""The figures of a stretch of days on one page, and the same as a file."""

from dataclasses import dataclass, field
from datetime import datetime

from litestar import Response, Router, get
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.figures import (
    FiguresRead,
    UnableToCountThereError,
    read_figures,
    read_places,
    take_figures_out,
)
from portal.domain.calendar import local_date
from portal.domain.figure_periods import (
    OWN,
    Period,
    PeriodKind,
    UnableToReadPeriodError,
    month_of,
    read_period,
    recent_periods,
)
from portal.domain.figures import SMALL
from portal.integrations.spreadsheets import (
    CSV_TYPE,
    XLSX_TYPE,
    SheetTable,
    write_csv,
    write_xlsx,
)
from portal.staff.figure_tables import figure_tables
from portal.staff.figure_words import period_days, period_name
from portal.staff.setup_routes import requires_supervisor
from portal.staff.workers import worker_of
from portal.web.actors import StaffActor
from portal.web.pages import show_page

TITLE = "Cijfers"
EVERYWHERE = "alle locaties"
FORMATS = {"csv": (write_csv, CSV_TYPE), "xlsx": (write_xlsx, XLSX_TYPE)}
_LONGEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresForm:
    """What was chosen, as it was typed; `period` is None when it does not hold."""

    code: str
    first: str
    last: str
    location: str
    period: Period | None
    errors: dict[str, str] = field(default_factory=dict)


@get("/", name="staff.figures")
async def show_figures(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    form = _read_form(request, now)
    if form.period is None:
        return await _show_errors(request, staff, now, form, form.errors)
    try:
        read = await read_figures(
            worker=worker_of(staff),
            location=form.location,
            period=form.period,
            now=now,
        )
    except UnableToCountThereError as error:
        return await _show_errors(request, staff, now, form, {"locatie": str(error)})
    return _show(request, now, form, read)


@get("/overzicht.csv", name="staff.figures.csv")
async def show_csv(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Response[bytes] | Template:
    return await _show_file(request, staff, now, "csv")


@get("/overzicht.xlsx", name="staff.figures.xlsx")
async def show_xlsx(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Response[bytes] | Template:
    return await _show_file(request, staff, now, "xlsx")


async def _show_file(
    request: HTMXRequest, staff: StaffActor, now: datetime, form_of_file: str
) -> Response[bytes] | Template:
    """Answer with a file whose name says nothing but of when it is."""
    form = _read_form(request, now)
    if form.period is None:
        return await _show_errors(request, staff, now, form, form.errors)
    try:
        read = await take_figures_out(
            worker=worker_of(staff),
            location=form.location,
            period=form.period,
            form=form_of_file,
            now=now,
        )
    except UnableToCountThereError as error:
        return await _show_errors(request, staff, now, form, {"locatie": str(error)})
    write, media_type = FORMATS[form_of_file]
    name = f"overzicht-{_days(form.period)}.{form_of_file}"
    return Response(
        write(sheets(read, form.period, now)),
        media_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def sheets(read: FiguresRead, period: Period, now: datetime) -> list[SheetTable]:
    """Give each table with its definition, period and place above it."""
    when = _when(period, now)
    return [
        SheetTable(
            name=table.title,
            lines=(
                table.definition,
                f"Periode: {when}",
                f"Waar: {_where(read, is_national=table.is_national)}",
            ),
            columns=(*table.columns, *table.file_columns),
            rows=tuple(
                (*row, *table.file_rows[number]) if table.file_rows else row
                for number, row in enumerate(table.rows)
            ),
        )
        for table in figure_tables(read.figures)
    ]


def _show(
    request: HTMXRequest, now: datetime, form: FiguresForm, read: FiguresRead
) -> Template:
    period = form.period or month_of(local_date(now))
    return show_page(
        request,
        "staff/figures.html",
        title=TITLE,
        form=form,
        errors={},
        choices=_choices(form, now),
        places=read.places,
        tables=figure_tables(read.figures),
        when=_when(period, now),
        where=_where(read, is_national=False),
        is_local=read.scope.is_local,
        small=SMALL,
        days=(period.first, period.last),
        code=form.code or period.code,
    )


async def _show_errors(
    request: HTMXRequest,
    staff: StaffActor,
    now: datetime,
    form: FiguresForm,
    errors: dict[str, str],
) -> Template:
    """Show what was typed with what is wrong with it, and nothing counted."""
    return show_page(
        request,
        "staff/figures.html",
        title=TITLE,
        status_code=422,
        form=form,
        errors=errors,
        choices=_choices(form, now),
        places=tuple(await read_places(worker=worker_of(staff))),
        tables=[],
        code=form.code,
    )


def _read_form(request: HTMXRequest, now: datetime) -> FiguresForm:
    asked = request.query_params
    code, first, last, location = (
        asked.get(name, "")[:_LONGEST] for name in ("periode", "van", "tot", "locatie")
    )
    if code != OWN:
        first = last = ""  # the days are those of the month or quarter
    period, errors = None, {}
    try:
        period = read_period(code, first=first, last=last, today=local_date(now))
    except UnableToReadPeriodError as error:
        errors = error.problems
    return FiguresForm(
        code=code,
        first=first,
        last=last,
        location=location,
        period=period,
        errors=errors,
    )


def _choices(form: FiguresForm, now: datetime) -> list[tuple[str, str]]:
    """Give the periods to choose from, with the one that was asked for."""
    periods = recent_periods(local_date(now))
    chosen = form.period
    if chosen and chosen.kind is not PeriodKind.OWN and chosen not in periods:
        periods.append(chosen)
    return [*((it.code, period_name(it)) for it in periods), (OWN, "eigen dagen")]


def _days(period: Period) -> str:
    if period.kind is PeriodKind.OWN:
        return f"{period.first}-{period.last}"
    return period.code


def _when(period: Period, now: datetime) -> str:
    so_far = "" if period.is_over(now) else ", tot nu toe"
    return f"{period_days(period)}{so_far}"


def _where(read: FiguresRead, *, is_national: bool) -> str:
    if is_national:
        return "heel Nederland"
    return read.scope.location or EVERYWHERE


figures_router = Router(
    "/cijfers",
    guards=[requires_supervisor],
    route_handlers=[show_figures, show_csv, show_xlsx],
)
