"""However broken a line, it is read or refused; nothing else ever happens."""

import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.integrations.cloud_events import read_event
from portal.integrations.strict_json import UnableToReadEventError
from tests.wire_examples import DATA, SAMPLE, example, to_line

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(codec=None, exclude_categories=[]), max_size=20)
    | st.sampled_from(["2026-02-31", "\0", "\ud800", "\u202e", "x" * 300, "", "02"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


def places(value):
    """Every (container, key) in a decoded value."""
    steps = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in list(steps):
        yield value, key
        if isinstance(part, dict | list):
            yield from places(part)


@given(st.data(), st.sampled_from(sorted(DATA)), JSON)
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
def test_an_event_broken_anywhere_is_read_or_refused_but_never_fails(
    data, event_type, value
):
    event = example(event_type)
    for _ in range(data.draw(st.integers(1, 2))):
        container, key = data.draw(st.sampled_from(list(places(event))))
        if isinstance(container, dict) and data.draw(st.booleans()):
            container.pop(key, None)
        else:
            container[key] = copy.deepcopy(value)
    try:
        read_event(to_line(event))
    except UnableToReadEventError as refused:
        assert "\n" not in str(refused)  # noqa: PT017


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_anything_at_all_is_read_or_refused(raw):
    with pytest.raises(UnableToReadEventError):
        read_event(raw)


@given(st.data(), st.sampled_from(SAMPLE.read_bytes().splitlines()))
def test_a_line_cut_short_or_dirtied_is_refused_or_read(data, line):
    start = data.draw(st.integers(0, len(line)))
    dirt = data.draw(st.binary(max_size=5))
    try:
        read_event(line[:start] + dirt + line[start + len(dirt) :])
    except UnableToReadEventError as refused:
        assert str(refused)  # noqa: PT017
