"""Names as one searches for them: without accents, case, hyphens or order."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST_WORD = 60
LONGEST_KEY = 200
START = 3

# Letters that do not come apart into a letter and its accent.
_WHOLE = str.maketrans(
    {
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ð": "d",
        "đ": "d",
        "ħ": "h",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "ł": "l",
        "ŋ": "n",
        "þ": "th",
    }
)
_APOSTROPHES = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}`\N{ACUTE ACCENT}]")
_WORD = re.compile(r"[^\W_]+")

# What stands before a family name, and what people leave out or shorten.
INFIXES = frozenset(
    words.strip()
    for line in (
        "aan, af, al, bij, bin, d, da, de, del, den, der, des, di, do, dos, du, el",
        "het, in, la, le, les, op, over, s, t, te, ten, ter, tot, uit, van, vd, voor",
        "von, vom, zu, zum, zur",
    )
    for words in line.split(",")
)


def fold(text: str) -> str:
    """Small letters without accents: Ł, é and Ĳ as l, e and ij."""
    taken_apart = unicodedata.normalize("NFKD", text.casefold().translate(_WHOLE))
    return "".join(sign for sign in taken_apart if not unicodedata.combining(sign))


def words_of(text: str) -> tuple[str, ...]:
    """Give each word once, in order; O'Brien is one word, Jan-Willem two."""
    plain = _APOSTROPHES.sub("", fold(text))
    return tuple(dict.fromkeys(word[:LONGEST_WORD] for word in _WORD.findall(plain)))


def name_key(name: str) -> str:
    """Give what is the same of a name that was written a little otherwise."""
    return " ".join(words_of(name))[:LONGEST_KEY]


def words_to_find_by(*, names: Iterable[str], infix: str, family_name: str) -> set[str]:
    """Every word of the names, and the family name in one piece: vandenberg."""
    found = {word for name in (*names, infix, family_name) for word in words_of(name)}
    for whole in (family_name, f"{infix} {family_name}"):
        found.add("".join(words_of(whole))[:LONGEST_WORD])
    return found - {""}


def words_to_look_for(text: str) -> tuple[str, ...]:
    """Give what must match, the longest first: who types van der Berg means Berg."""
    words = words_of(text)
    telling = [word for word in words if word not in INFIXES]
    return tuple(sorted(telling or words, key=len, reverse=True))
