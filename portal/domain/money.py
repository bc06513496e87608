"""Writes amounts in Dutch, as people say them."""

CENTS = 100


def euros(cents: int) -> str:
    """`1.250 euro`, or `84,50 euro`."""
    whole, rest = divmod(cents, CENTS)
    written = f"{whole:,}".replace(",", ".")
    return f"{written},{rest:02} euro" if rest else f"{written} euro"
