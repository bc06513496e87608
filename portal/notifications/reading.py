"""What was sent, to be read again within a page: the words without the paper."""

import re
from dataclasses import dataclass

from portal.domain.safe_contact import Channel
from portal.locale import language_of
from portal.notifications.letter import text_of_letter

_HEADING = re.compile(r"<(/?)h([2-5])\b")
_LANGUAGE = re.compile(r'<html lang="([A-Za-z-]{2,35})">')


@dataclass(frozen=True, slots=True, kw_only=True)
class SentText:
    """`html` is our own; `spoken_in` is the language it was written in, if we know."""

    html: str
    spoken_in: str = ""

    def below_a_heading(self) -> "SentText":
        """Move its headings down, for a page on which it has a heading above it."""
        html = _HEADING.sub(lambda it: f"<{it[1]}h{int(it[2]) + 1}", self.html)
        return SentText(html=html, spoken_in=self.spoken_in)


def text_to_read(content: str, channel: Channel) -> SentText:
    if channel is not Channel.LETTER:
        return SentText(html=content)
    found = _LANGUAGE.search(content)
    known = language_of(found[1]) if found else None
    return SentText(html=text_of_letter(content), spoken_in=known or "")
