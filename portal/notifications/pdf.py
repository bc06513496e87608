"""Sets letters as PDF/UA: tagged, in Dutch, with its own fonts, alike on every machine.

What a letter says goes in as data, never as source: no name can become markup.
"""

import json
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst
from anyio import to_thread

LETTERS = Path(__file__).parents[1] / "templates" / "letters"
NOT_IN_OUR_FONTS = "\N{WHITE SQUARE}"
_OUR_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_KEPT = {"\n", "\N{SOFT HYPHEN}"}


async def set_letter(name: str, data: Mapping[str, Any]) -> bytes:
    """Set `letters/<name>.typ` with the data; in a thread, for it takes its time."""
    return await to_thread.run_sync(_set_letter, name, data)


def _set_letter(name: str, data: Mapping[str, Any]) -> bytes:
    try:
        return _compile(name, _each_text(data, seen))
    except typst.TypstError:  # PDF/UA refuses a character that no font of ours has
        return _compile(name, _each_text(data, _in_our_fonts))


def _compile(name: str, data: object) -> bytes:
    set_in_type = typst.compile(
        LETTERS / f"{name}.typ",
        root=LETTERS,
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=["ua-1"],
        timestamp=0,  # a letter does not tell when it was made
    )
    if not isinstance(set_in_type, bytes):
        raise TypeError(f"{name} became no single document.")
    return set_in_type


@cache
def _fonts() -> typst.Fonts:
    """Those that come with the package; what the machine has makes no difference."""
    return typst.Fonts(include_system_fonts=False)


def seen(text: str) -> str:
    """Leave out what nobody sees: control signs, and what turns a line around."""
    return "".join(
        sign
        for sign in unicodedata.normalize("NFC", text)
        if sign in _KEPT or unicodedata.category(sign) not in _UNSEEN
    )


def _in_our_fonts(text: str) -> str:
    """Leave a square to fill in by hand for each sign that we cannot set."""
    return "".join(
        sign if sign in _KEPT or _is_ours(sign) else NOT_IN_OUR_FONTS
        for sign in seen(text)
    )


def _is_ours(sign: str) -> bool:
    is_basic = ord(sign) < 0x250 or "\u2010" <= sign <= "\u2026"  # noqa: PLR2004
    return is_basic or (
        ord(sign) < 0x530  # noqa: PLR2004
        and unicodedata.name(sign, "").startswith(_OUR_SCRIPTS)
    )


def _each_text(data: Any, change: Any) -> Any:
    if isinstance(data, str):
        return change(data)
    if isinstance(data, Mapping):
        return {name: _each_text(value, change) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [_each_text(value, change) for value in data]
    return data
