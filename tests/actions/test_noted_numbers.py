"""A number that SHN hears in a call: whose word makes it one that we may call.

Who is hurt: whoever took her phone could give his own number, and our next call, with
all that we tell, would go to him.
"""

from datetime import timedelta

import pytest

from portal.db.tables.people import Phone
from portal.domain.attempts import IdentityCheck, NewNumber
from portal.domain.incoming_contacts import Manner
from portal.domain.outcomes import Outcome
from tests.builders import (
    NOW,
    make_phone,
    make_representative,
    make_staff,
    worker,
)
from tests.calling import make_call, work

pytestmark = pytest.mark.usefixtures("database")

GIVEN = NewNumber(text="06 23456789", is_own=True, is_safe=True)
TO_VERIFY = ("number_to_verify", "shn", "shn_worker")
AGREED = {"agreed_at": NOW + timedelta(days=1, hours=2)}


async def call_of_shn(*, victim=None, role="shn_worker"):
    call = await make_call(
        victim=victim, task={"organisation": "shn", "kind": "first_contact"}
    )
    call.caller = worker(await make_staff(organisation="shn", role=role))
    return call


async def noted():
    [number] = await Phone.objects().where(Phone.position == 1000)
    return number


async def is_to_be_looked_into():
    number = await noted()
    facts = (number.is_verified, number.is_safe, number.vouched_at)
    return facts == (False, None, None) and TO_VERIFY in await work()


@pytest.mark.parametrize(
    ("outcome", "identified_by", "more"),
    [
        (Outcome.SOMEONE_ELSE, None, {}),
        (Outcome.SOMEONE_ELSE, IdentityCheck.DETAILS, {}),
        (Outcome.IDENTITY_NOT_CONFIRMED, None, {}),
        (Outcome.IDENTITY_NOT_CONFIRMED, IdentityCheck.DETAILS, {}),
        (Outcome.NO_ANSWER, IdentityCheck.DETAILS, {}),
        (Outcome.WRONG_NUMBER, None, {}),
        (Outcome.CALLBACK_AGREED, None, AGREED),
        (Outcome.INTERPRETER_NEEDED, None, {}),
        (Outcome.UNSAFE, IdentityCheck.DETAILS, {}),
    ],
)
async def test_a_number_of_who_was_not_surely_she_is_looked_into_first(
    outcome, identified_by, more
):
    call = await call_of_shn()
    await call.record(outcome, identified_by=identified_by, new_number=GIVEN, **more)
    assert await is_to_be_looked_into()


async def test_details_that_a_partner_knows_too_make_no_number_hers():
    call = await call_of_shn(victim={"is_vulnerable": True})
    await call.record(
        Outcome.CALLBACK_AGREED,
        identified_by=IdentityCheck.DETAILS,
        new_number=GIVEN,
        **AGREED,
    )
    assert await is_to_be_looked_into()


async def test_what_who_acts_for_her_gives_is_looked_into_first():
    call = await call_of_shn()
    acts = await make_representative(victim=call.victim, role="curator")
    await make_phone(victim=call.victim, representative=acts, phone="020-7654321")
    await call.record(
        Outcome.SPOKEN_PARTLY,
        identified_by=IdentityCheck.DETAILS,
        spoken_to=acts.id,
        new_number=GIVEN,
    )
    assert await is_to_be_looked_into()


async def test_her_own_word_at_the_desk_counts_at_once():
    call = await call_of_shn()
    await call.take(manner=Manner.DESK)
    await call.report(
        Outcome.SPOKEN_PARTLY, identified_by=IdentityCheck.DETAILS, new_number=GIVEN
    )
    number = await noted()
    assert (number.is_verified, number.is_safe, number.vouched_at) == (True, True, NOW)
    assert await work() == []


async def test_the_same_number_from_a_stranger_makes_a_known_one_no_safer():
    call = await call_of_shn()
    [known] = await Phone.objects()
    await Phone.update({Phone.is_safe: None, Phone.is_verified: False}, force=True)
    await call.record(
        Outcome.SOMEONE_ELSE,
        identified_by=IdentityCheck.DETAILS,
        new_number=NewNumber(text="06-12345678", is_own=True, is_safe=True),
    )
    known = await Phone.objects().get(Phone.id == known.id)
    assert (known.is_safe, known.is_verified) == (None, False)
    assert TO_VERIFY in await work()
