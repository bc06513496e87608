"""What stands in the window of an envelope: a name and an address, nothing else."""

from portal.domain.victims import Address

HOME_COUNTRY = "NL"


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


def _spaced(postcode: str) -> str:
    """Write 1234AB as 1234 AB; a foreign one stays as it is."""
    bare = postcode.replace(" ", "").upper()
    is_dutch = len(bare) == 6 and bare[:4].isdigit() and bare[4:].isalpha()  # noqa: PLR2004
    return f"{bare[:4]} {bare[4:]}" if is_dutch else postcode
