"""Tables as files for a spreadsheet, in which no text can become a formula."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.format import Format

Cell = str | int | float | None

CSV_TYPE = "text/csv"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME = 31  # of a sheet, says Excel

# What begins a formula in Excel, LibreOffice or Google Sheets, and the full-width
# forms that some read alike; a tab, return or space before it does not help.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "\uff1d", "\uff0b")
_MORE_STARTS = ("\uff0d", "\uff20", "\u2212")
_STARTS = _FORMULA_STARTS + _MORE_STARTS
_WIDEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTable:
    """`lines` stand above the table and say what it is."""

    name: str
    lines: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def write_csv(tables: Sequence[SheetTable]) -> bytes:
    """Write as Dutch spreadsheets read it: semicolons, a comma in a number, a BOM."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for number, table in enumerate(tables):
        if number:
            writer.writerow([])
        writer.writerow([harmless(table.name)])
        writer.writerows([harmless(line)] for line in table.lines)
        writer.writerow([harmless(name) for name in table.columns])
        writer.writerows([_as_text(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(tables: Sequence[SheetTable]) -> bytes:
    """Write one sheet a table; text is written as text, a number as a number."""
    stored = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(stored, options) as book:
        bold = book.add_format({"bold": True})
        names = set[str]()
        for table in tables:
            name = _sheet_name(table.name, names)
            names.add(name.casefold())
            _write_sheet(book, name, table, bold)
    return stored.getvalue()


def harmless(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula."""
    bare = text.lstrip(" \t\r\n\u00a0\ufeff\u200b")
    is_formula = text.startswith(_STARTS) or bare.startswith(_STARTS)
    return f"'{text}" if is_formula else text


def _as_text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    return str(cell).replace(".", ",")


def _write_sheet(book: Workbook, name: str, table: SheetTable, bold: Format) -> None:
    sheet = book.add_worksheet(name)
    for row, line in enumerate((table.name, *table.lines)):
        sheet.write_string(row, 0, harmless(line), bold if row == 0 else None)
    head = len(table.lines) + 1
    for column, title in enumerate(table.columns):
        sheet.write_string(head, column, harmless(title), bold)
        texts = [_as_text(row[column]) for row in table.rows]
        width = max(map(len, [title, *texts]))
        sheet.set_column(column, column, min(width, _WIDEST) + 1)
    for number, cells in enumerate(table.rows, start=head + 1):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(number, column, harmless(cell))
            elif cell is not None:
                sheet.write_number(number, column, cell)


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """Excel refuses some signs, long names and the same name twice."""
    plain = "".join(" " if sign in "[]:*?/\\'" else sign for sign in wanted)
    name = plain[:LONGEST_NAME].strip() or "Blad"
    number = 2
    while name.casefold() in taken:
        name = f"{plain[: LONGEST_NAME - 3]} {number}"
        number += 1
    return name
