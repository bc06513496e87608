"""What somebody reads who stands in for her, of all that she was told."""

from uuid import uuid4

import pytest

from portal.domain.caller_words import CallAbout
from portal.domain.notices import Notice, Spoken
from portal.domain.notices_shared import is_shared
from portal.domain.notifications import MessageName, NotificationState
from portal.domain.safe_contact import Channel
from portal.domain.standing_in import HER_OWN, access_of
from portal.domain.standing_powers import OwnPart
from portal.domain.victims import RepresentativeRole
from tests.builders import NOW
from tests.domain.test_standing_in import TODAY, someone

LAWYER = access_of(someone(RepresentativeRole.LAWYER, 40), TODAY)
MOTHER = access_of(someone(), TODAY)
KEPT = access_of(someone(own_parts=frozenset(OwnPart)), TODAY)


def said(about):
    return Notice(id=uuid4(), at=NOW, spoken=Spoken.CALLED, about=about)


def sent(message, state=NotificationState.SENT):
    return Notice(
        id=uuid4(), at=NOW, channel=Channel.EMAIL, state=state, message=message
    )


@pytest.mark.parametrize("access", [LAWYER, KEPT], ids=["lawyer", "kept-to-herself"])
def test_that_she_asked_or_called_is_not_told(access):
    assert not is_shared(said(CallAbout.ASKED), access)
    assert not is_shared(said(CallAbout.HELP), access)
    assert not is_shared(sent(MessageName.QUESTION_ANSWERED), access)
    assert not is_shared(sent(MessageName.CALLBACK_CONFIRMED), access)
    assert not is_shared(sent(None, NotificationState.QUEUED), access)


@pytest.mark.parametrize("access", [LAWYER, KEPT, MOTHER, HER_OWN])
def test_news_of_the_case_is_for_all_of_them(access):
    assert is_shared(said(CallAbout.DECISION), access)
    assert is_shared(sent(MessageName.DECISION_NOTICE), access)


def test_a_mother_reads_what_her_daughter_does_not_keep_to_herself():
    assert is_shared(said(CallAbout.ASKED), MOTHER)
    assert is_shared(sent(MessageName.QUESTION_ANSWERED), MOTHER)


def test_she_herself_reads_everything():
    assert is_shared(sent(None, NotificationState.QUEUED), HER_OWN)
    assert is_shared(said(CallAbout.HELP), HER_OWN)
