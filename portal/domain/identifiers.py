"""Numbers that stand for cases, reports, people and places, in one spelling each.

Every function answers the one spelling, or None when the text is no such number.
"""

import re

PARKETNUMMER = re.compile(r"([0-9]{2})[-/. ]?([0-9]{6})[-/. ]?([0-9]{2})")
PV_NUMBER = re.compile(r"PL([0-9]{4})[- ]?([0-9]{10})(?:-([0-9]{1,6}))?")
POSTCODE = re.compile(r"([1-9][0-9]{3})\s?([A-Z]{2})")
NEVER_ISSUED = {"SA", "SD", "SS"}
BSN = re.compile(r"[0-9]{8,9}")
BSN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
DASHES = str.maketrans("\N{EN DASH}\N{NON-BREAKING HYPHEN}\N{NO-BREAK SPACE}", "-- ")


def canonical_parketnummer(text: str) -> str | None:
    """NN-NNNNNN-NN, also when typed with slashes, dots, spaces or nothing."""
    match = PARKETNUMMER.fullmatch(text.translate(DASHES).strip())
    return "-".join(match.groups()) if match else None


def canonical_pv_number(text: str) -> str | None:
    """PL1300-2024012345, with the suffix when there is one."""
    match = PV_NUMBER.fullmatch(text.translate(DASHES).strip().upper())
    if not match:
        return None
    unit, number, suffix = match.groups()
    return f"PL{unit}-{number}" + (f"-{suffix}" if suffix else "")


def canonical_bsn(text: str) -> str | None:
    """Nine digits that pass the eleven-test (elfproef)."""
    digits = re.sub(r"[ .]", "", text)
    if not BSN.fullmatch(digits):
        return None
    padded = digits.zfill(9)
    return padded if passes_eleven_test(padded) else None


def passes_eleven_test(nine_digits: str) -> bool:
    total = sum(
        weight * int(digit)
        for weight, digit in zip(BSN_WEIGHTS, nine_digits, strict=True)
    )
    return total % 11 == 0 and nine_digits.strip("0") != ""


def canonical_postcode(text: str) -> str | None:
    """1234AB. Dutch postcodes only."""
    match = POSTCODE.fullmatch(text.translate(DASHES).strip().upper())
    if not match or match[2] in NEVER_ISSUED:
        return None
    return match[1] + match[2]
