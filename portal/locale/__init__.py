"""What a victim reads, in her own language. Dutch is the source and needs no file.

The others stand in `<language>/<area>.po`, one file for each area of the portal. A text
is asked for by its Dutch words; where a translation is missing, the Dutch is shown.
Which language is spoken belongs to what is being done now: a request, or one message.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent


class Language(StrEnum):
    DUTCH = "nl"
    ENGLISH = "en"
    FRENCH = "fr"
    GERMAN = "de"


OWN_NAMES = {
    Language.DUTCH: "Nederlands",
    Language.ENGLISH: "English",
    Language.FRENCH: "Français",
    Language.GERMAN: "Deutsch",
}
_spoken = ContextVar("spoken", default=Language.DUTCH)


def language() -> Language:
    return _spoken.get()


def speak(chosen: Language) -> None:
    """Speak this language until the end of what is being done now."""
    _spoken.set(chosen)


@contextmanager
def speaking(chosen: Language) -> Iterator[None]:
    token = _spoken.set(chosen)
    try:
        yield
    finally:
        _spoken.reset(token)


def language_of(tag: str) -> Language | None:
    """Take `en`, `en-GB` or `de_AT` for a language of ours, and `ar` for none."""
    code = tag.replace("_", "-").partition("-")[0].lower()
    return Language(code) if code in set(Language) else None


def translate(text: str) -> str:
    if language() is Language.DUTCH:
        return text
    return catalogue(language()).get(text, (text,))[0]


def translate_number(one: str, more: str, number: int) -> str:
    """Choose between one and more: the languages differ in 0 only, in French."""
    spoken = language()
    forms: tuple[str, ...] = (one, more)
    if spoken is not Language.DUTCH:
        forms = catalogue(spoken).get(one, forms)
    is_one = number == 1 or (spoken is Language.FRENCH and number == 0)
    return forms[0 if is_one else -1]


@cache
def catalogue(of: Language) -> Mapping[str, tuple[str, ...]]:
    """Give the forms of each text: one, or one and more."""
    texts: dict[str, tuple[str, ...]] = {}
    for path in sorted((FOLDER / of).glob("*.po")):
        texts |= read_catalogue(path)
    return texts


def read_catalogue(path: Path) -> Mapping[str, tuple[str, ...]]:
    with path.open("rb") as file:
        messages = [it for it in read_po(file, abort_invalid=True) if it.id]
    return {_first(it.id): _forms(it.string) for it in messages if it.string}


def _first(text: str | tuple[str, ...] | list[str]) -> str:
    return text if isinstance(text, str) else text[0]


def _forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)
