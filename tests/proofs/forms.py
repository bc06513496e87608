"""Filling in a form of a page as somebody does who ticks everything."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

Fields = dict[str, list[str]]


@dataclass(slots=True)
class _Reader:
    form: str
    is_inside: bool = False
    select: str | None = None
    fields: Fields = field(default_factory=dict)

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "form":
            self.is_inside = given.get("id") == self.form
        elif self.is_inside:
            self._control(tag, given)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            if "selected" in given or self.select not in self.fields:
                self.fields[self.select] = [value]
        elif tag == "textarea":
            self.fields[name] = ["Rustig gesprek."]
        elif tag == "input" and name:
            self._input(given.get("type", "text"), name, value, "checked" in given)

    def _input(self, kind: str, name: str, value: str, is_checked: bool) -> None:  # noqa: FBT001 - an HTML attribute
        if kind == "radio" and not (is_checked or name not in self.fields):
            return
        if kind == "checkbox":
            self.fields.setdefault(name, []).append(value)
        else:
            self.fields[name] = [value]


class _Parser(HTMLParser):
    def __init__(self, reader: _Reader) -> None:
        super().__init__()
        self.reader = reader

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.reader.start(tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.reader.select = None


def fill_in(page: str, *, form: str) -> Fields:
    """Give what would be sent of this form, every box ticked."""
    reader = _Reader(form)
    _Parser(reader).feed(page)
    return reader.fields
