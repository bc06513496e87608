"""Text and edges differ enough from what is behind them, in every theme and light."""

import re

import pytest

from portal.web.static_files import STATIC_FOLDER

DARK = "@media screen and (prefers-color-scheme: dark)"
TEXT = 4.5  # WCAG 1.4.3
EDGE = 3.0  # WCAG 1.4.11
DEFAULT = "default-bg-document"
PAIRS = [
    ("default-color-document", DEFAULT, TEXT),
    ("default-color-document", "default-bg-subtle", TEXT),
    ("default-color-subtle", DEFAULT, TEXT),
    ("default-color-subtle", "default-bg-subtle", TEXT),
    ("action-2-color-default", DEFAULT, TEXT),
    ("action-2-color-default", "default-bg-subtle", TEXT),
    ("action-2-color-default", "info-bg-default", TEXT),
    ("action-2-color-default", "warning-bg-default", TEXT),
    ("action-2-color-default", "negative-bg-default", TEXT),
    ("action-1-color-default", "action-1-bg-default", TEXT),
    ("action-1-color-default", "action-1-bg-hover", TEXT),
    ("accent-1-color-document", "accent-1-bg-document", TEXT),
    ("default-color-document", "info-bg-default", TEXT),
    ("default-color-document", "positive-bg-default", TEXT),
    ("default-color-document", "warning-bg-default", TEXT),
    ("default-color-document", "negative-bg-default", TEXT),
    ("warning-border-default", DEFAULT, TEXT),
    ("warning-border-default", "default-bg-subtle", TEXT),
    ("negative-border-default", DEFAULT, TEXT),
    ("negative-border-default", "default-bg-subtle", TEXT),
    ("positive-border-default", DEFAULT, EDGE),
    ("info-border-default", DEFAULT, EDGE),
    ("default-border-default", DEFAULT, EDGE),
    ("action-1-bg-default", DEFAULT, EDGE),
]


def _colours(text):
    found = re.findall(r"--basis-(?:color-)?([\w-]+): #([0-9a-f]{3,6});", text)
    return {name: code if len(code) == 6 else 2 * code for name, code in found}


def _palette(theme, scheme):
    """What the cascade leaves: base, then theme; light, then dark over it."""
    palette = {}
    sheets = ["base.css"] + ([f"themes/{theme}.css"] if theme else [])
    parts = [(STATIC_FOLDER / sheet).read_text().partition(DARK) for sheet in sheets]
    for light, _, dark in parts:
        palette |= _colours(light)
        if scheme == "dark":
            palette |= _colours(dark.partition("\n}\n")[0])
    return palette


def _luminance(code):
    channels = [int(code[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4
        for each in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_twenty_one():
    assert round(contrast("000000", "ffffff"), 1) == 21


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", [None, "om", "shn", "halt"])
def test_every_pair_differs_enough(theme, scheme):
    palette = _palette(theme, scheme)
    weak = [
        (above, behind, round(contrast(palette[above], palette[behind]), 2))
        for above, behind, least in PAIRS
        if contrast(palette[above], palette[behind]) < least
    ]
    assert weak == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_is_seen_and_read(scheme):
    palette = _palette(None, scheme)
    text, paper = palette["default-color-document"], palette[DEFAULT]
    assert contrast(palette["focus-outline-color"], paper) >= EDGE
    assert contrast(text, palette["focus-background-color"]) >= TEXT


def test_the_way_out_is_read_in_both_lights():
    assert contrast("ffffff", "b3261e") >= TEXT
