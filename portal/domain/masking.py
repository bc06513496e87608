"""Shows enough of a number or address to know it by, and not enough to use it."""

SHOWN = 2
DOTS = "··"


def mask_number(display: str) -> str:
    """Write `06 12345678` as `06 ·· ·· ·· 78`, and `+32 470 …` as `+32 ·· ·· ·· 12`."""
    digits = "".join(sign for sign in display if sign.isdigit())
    begin = display.split(maxsplit=1)[0] if display.startswith("+") else digits[:SHOWN]
    return " ".join((begin, DOTS, DOTS, DOTS, digits[-SHOWN:])).strip()


def mask_email(address: str) -> str:
    """Write `anna@voorbeeld.nl` as `a··@voorbeeld.nl`."""
    name, at, domain = address.rpartition("@")
    return f"{name[:1]}{DOTS}{at}{domain}" if name else DOTS
