"""Which of what she was told somebody sees who stands in for her."""

from portal.domain.caller_words import CallAbout
from portal.domain.notices import Notice
from portal.domain.notifications import MessageName
from portal.domain.standing_in import Access
from portal.domain.standing_powers import Part

_OF_PART = {
    MessageName.CALLBACK_CONFIRMED: Part.CALLS,
    MessageName.CALLBACK_WITHDRAWN: Part.CALLS,
    MessageName.CALLBACK_MISSED: Part.CALLS,
    MessageName.QUESTION_ANSWERED: Part.QUESTIONS,
}
_HER_CALLS = frozenset({CallAbout.ASKED, CallAbout.HELP})


def is_shared(notice: Notice, access: Access) -> bool:
    """Say no where it tells that she asked or called, and that part is not open.

    A message that was not sent yet has no name, and may be of any part.
    """
    if access.is_whole:
        return True
    if not notice.is_message:
        return notice.about not in _HER_CALLS or access.sees(Part.CALLS)
    if notice.message is None:
        return access.sees(Part.CALLS) and access.sees(Part.QUESTIONS)
    part = _OF_PART.get(notice.message, Part.MESSAGES)
    return access.sees(part)
