"""A table as a file, in which no text becomes a formula."""

import csv
import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.integrations.spreadsheets import (
    SheetTable,
    harmless,
    write_csv,
    write_xlsx,
)

SPACES = " \t\r\n\u00a0"
NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WICKED = [
    "=1+1",
    "+31612345678",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u00a0=1",
    "\uff1d1",
    "=cmd|' /C calc'!A0",
    "|ls",
]


def table(*cells, name="Gesprekken"):
    return SheetTable(
        name=name, lines=("Periode: november",), columns=("Wat",), rows=tuple(cells)
    )


def read_csv(content):
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def parts_of(content):
    book = zipfile.ZipFile(io.BytesIO(content))
    return {name: book.read(name) for name in book.namelist()}


@pytest.mark.parametrize("text", WICKED)
def test_what_begins_as_a_formula_gets_an_apostrophe(text):
    assert harmless(text) == f"'{text}"
    rows = read_csv(write_csv([table((text,), name=text)]))
    assert rows[0] == rows[-1] == [f"'{text}"]


@given(st.text(max_size=12))
def test_no_cell_of_a_file_begins_as_a_formula(text):
    shown = harmless(text)
    assert not shown.lstrip(SPACES).startswith(("=", "+", "-", "@"))
    assert not shown.startswith(("\t", "\r", "\n"))
    assert shown in {text, f"'{text}"}


def test_plain_words_and_numbers_stay_as_they_are():
    assert harmless("Midden-Nederland") == "Midden-Nederland"
    rows = read_csv(write_csv([table(("Noord", 3, -2, 12.5, None))]))
    assert rows[-1] == ["Noord", "3", "-2", "12,5", ""]


def test_a_workbook_keeps_text_as_text_and_numbers_as_numbers():
    rows = [(text, "https://kwaad.example", "12") for text in WICKED]
    parts = parts_of(write_xlsx([table(*rows, (-5, 2.5, None))]))
    sheet = ET.fromstring(parts["xl/worksheets/sheet1.xml"])  # noqa: S314 - our own
    assert not list(sheet.iter(f"{NAMESPACE}f"))
    assert not list(sheet.iter(f"{NAMESPACE}hyperlink"))
    cells = list(sheet.iter(f"{NAMESPACE}c"))
    numbers = [it[0].text for it in cells if it.get("t") is None]
    assert numbers == ["-5", "2.5"]
    strings = ET.fromstring(parts["xl/sharedStrings.xml"])  # noqa: S314 - our own
    texts = ["".join(it.itertext()) for it in strings]
    assert not [it for it in texts if it.startswith(("=", "+", "-", "@"))]


def test_sheets_may_have_any_name_and_the_same_one_twice():
    names = ["a/b[c]:d*?", "Een heel lange naam van een tabel met cijfers"] * 2 + [""]
    parts = parts_of(write_xlsx([table(("x",), name=name) for name in names]))
    sheets = [name for name in parts if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 5


def test_a_workbook_says_nothing_of_who_made_it_or_where():
    parts = parts_of(write_xlsx([table(("x",))]))
    core = parts["docProps/core.xml"].decode()
    assert "<dc:creator></dc:creator>" in core or "<dc:creator/>" in core
