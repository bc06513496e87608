"""What is sealed opens in its own place with its own key, and fails in one way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.db.sealing import UnableToUnsealError, make_sealer

OLD, NEW = b"o" * 32, b"n" * 32
PLACE = "phone/1/number_sealed"


def ring(*keys):
    return make_sealer(data_keys=keys, secret_key=b"s" * 32)


def test_an_older_key_of_the_ring_opens_what_it_sealed():
    assert ring(NEW, OLD).unseal(ring(OLD).seal("06", place=PLACE), place=PLACE) == "06"


def test_another_key_or_place_opens_nothing():
    sealed = ring(OLD).seal("06-12345678", place=PLACE)
    for sealer, place in ((ring(NEW), PLACE), (ring(OLD), "phone/2/number_sealed")):
        with pytest.raises(UnableToUnsealError):
            sealer.unseal(sealed, place=place)


@pytest.mark.parametrize("cut", [0, 3, 8, 9, 10, 13, 20, 40])
def test_what_was_cut_off_fails_as_what_cannot_be_unsealed(cut):
    sealed = ring(OLD).seal("06-12345678", place=PLACE)
    with pytest.raises(UnableToUnsealError):
        ring(OLD).unseal(sealed[:cut], place=PLACE)


@given(st.text(max_size=80))
def test_no_damage_fails_otherwise(damage):
    key_id = ring(OLD).seal("", place=PLACE).partition(".")[0]
    for sealed in (damage, f"{key_id}.{damage}"):
        with pytest.raises(UnableToUnsealError):
            ring(OLD).unseal(sealed, place=PLACE)
