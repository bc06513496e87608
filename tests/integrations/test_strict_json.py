"""JSON with one meaning, and one spelling of it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.integrations.strict_json import (
    MAX_DEPTH,
    MAX_EVENT_BYTES,
    UnableToReadEventError,
    canonical_hash,
    canonical_json,
    check_value,
    decode,
)

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def refusal(raw):
    with pytest.raises(UnableToReadEventError) as refused:
        check_value(decode(raw))
    return str(refused.value)


@given(VALUES)
def test_the_one_spelling_reads_and_spells_the_same_again(value):
    spelled = canonical_json(value)
    assert decode(spelled) == value
    assert canonical_json(decode(spelled)) == spelled


def test_order_and_spaces_do_not_matter_but_every_letter_does():
    first = decode('{"a": 1, "b": ["\\u00e9", 1.0]}')
    assert canonical_hash(first) == canonical_hash(decode('{"b":["é",1.0],"a":1}'))
    assert canonical_hash(first) != canonical_hash(decode('{"b":["e",1.0],"a":1}'))
    assert canonical_json(first) == '{"a":1,"b":["é",1.0]}'.encode()


def test_the_hash_is_sha_256_in_hex():
    empty = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    assert canonical_hash({}) == empty


@pytest.mark.parametrize("raw", ["\ufeff{}", b"\xef\xbb\xbf{}", " {} \n"])
def test_a_byte_order_mark_and_spaces_around_do_no_harm(raw):
    assert decode(raw) == {}


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "$: Is not JSON (line 1, column 1)."),
        (b'{"a": 1', "$: Is not JSON (line 1, column 8)."),
        (b"{'a': 1}", "$: Is not JSON (line 1, column 2)."),
        (b'{"a": "\x00"}', "$: Is not JSON (line 1, column 8)."),
        (b"\xff\xfe{}", "$: Is not UTF-8."),
        (b"{}\xe2\x82", "$: Is not UTF-8."),
        (b'{"a": {"b": 1, "b": 1}}', "a: Names b twice."),
        (b'{"a": 1, "a": 2}', "$: Names a twice."),
        (b'{"a": [0, NaN]}', "a[1]: Is a number too large to hold, or none."),
        (b'{"a": -Infinity}', "a: Is a number too large to hold, or none."),
        (b'{"a": 1e999}', "a: Is a number too large to hold, or none."),
        (b'{"a": ' + b"9" * 5_000 + b"}", "a: Is a number too large to hold."),
        (b'{"a": ["x", "\\u0000"]}', "a[1]: Holds a NUL character."),
        (b'{"a": "\\ud800"}', "a: Holds half a character."),
        (b'{"\\u0000": 1}', "'\\x00': Holds a NUL character."),
        (b'{"a b\\n": "\\udfff"}', "'a b\\n': Holds half a character."),
    ],
)
def test_what_has_no_one_meaning_is_refused_in_one_line(raw, says):
    assert refusal(raw) == says


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 900, 100_000])
@pytest.mark.parametrize(("start", "end"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_what_is_nested_too_deep_is_refused(depth, start, end):
    assert refusal(start * depth + b"1" + end * depth).endswith("Is nested too deep.")


def test_what_is_too_large_is_refused_unread():
    assert refusal(b" " * (MAX_EVENT_BYTES + 1)).startswith("$: Is larger than")


def test_a_whole_character_of_two_halves_is_one():
    assert json.loads('"\\ud83c\\udf37"') == decode('"\\ud83c\\udf37"') == "🌷"
    check_value("🌷")
