"""A letter: what stands in the window of the envelope, and what it says."""

from portal.domain.victims import Address

HOME_COUNTRY = "NL"
TEXT_BEGINS = '<div class="text">'
TEXT_ENDS = "</div>"


def address_lines(
    *, addressee: str, attention: str | None, address: Address
) -> tuple[str, ...]:
    """Give the lines from top to bottom; `attention` is a person at a legal person."""
    street = f"{address.street} {address.house_number}".strip()
    town = f"{_spaced(address.postcode)}  {address.town.upper()}".strip()
    country = "" if address.country == HOME_COUNTRY else address.country
    lines = (
        addressee,
        f"t.a.v. {attention}" if attention else "",
        street,
        town,
        country,
    )
    return tuple(line for line in lines if line)


def text_of_letter(page: str) -> str:
    """Give what a printed page says, without address and frame, for a page of ours."""
    text = page.partition(TEXT_BEGINS)[2]
    return text.rpartition(TEXT_ENDS)[0].strip()


def _spaced(postcode: str) -> str:
    """Write 1234AB as 1234 AB; a foreign one stays as it is."""
    bare = postcode.replace(" ", "").upper()
    is_dutch = len(bare) == 6 and bare[:4].isdigit() and bare[4:].isalpha()  # noqa: PLR2004
    return f"{bare[:4]} {bare[4:]}" if is_dutch else postcode
