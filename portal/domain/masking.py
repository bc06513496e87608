"""Shows enough of a number or address to know it by, and not enough to use it."""

SHOWN_BEFORE = 2
SHOWN_AFTER = 2
DOT = "·"


def mask_number(display: str) -> str:
    """Write `06 12 34 56 78` as `06 ·· ·· ·· 78`: spaces and signs stay."""
    digits = [index for index, sign in enumerate(display) if sign.isdigit()]
    shown = {*digits[:SHOWN_BEFORE], *digits[-SHOWN_AFTER:]}
    return "".join(
        DOT if sign.isdigit() and index not in shown else sign
        for index, sign in enumerate(display)
    )


def mask_email(address: str) -> str:
    """Write `anna@voorbeeld.nl` as `a··@voorbeeld.nl`."""
    name, at, domain = address.rpartition("@")
    return f"{name[:1]}{DOT}{DOT}{at}{domain}" if name else DOT * 4
