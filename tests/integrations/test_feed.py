"""A feed is read line by line, whatever somebody put in it."""

import io
import tracemalloc

from portal.integrations.feed import TOO_LONG, read_lines
from portal.integrations.strict_json import MAX_EVENT_BYTES


def read(raw, **options):
    return list(read_lines(io.BytesIO(raw), **options))


def contents(raw):
    return [(line.number, line.content) for line in read(raw)]


def test_every_line_has_its_number_and_empty_ones_are_passed_over():
    raw = b'{"a":1}\n\n  \t\r\n{"a":2}\r\n'
    assert contents(raw) == [(1, b'{"a":1}'), (4, b'{"a":2}')]


def test_half_a_last_line_is_a_line():
    assert contents(b'{"a":1}\n{"a":') == [(1, b'{"a":1}'), (2, b'{"a":')]


def test_a_byte_order_mark_is_no_part_of_the_first_line():
    assert contents(b'\xef\xbb\xbf{"a":1}\n') == [(1, b'{"a":1}')]
    assert contents(b"\xef\xbb\xbf\n1\n") == [(2, b"1")]


def test_bytes_that_are_no_text_are_left_to_the_reader():
    assert contents(b"\xff\x00\n1") == [(1, b"\xff\x00"), (2, b"1")]


def test_nothing_is_no_lines():
    assert contents(b"") == contents(b"\n\n\n") == []


def test_a_line_as_long_as_may_be_is_read():
    longest = b"1" * MAX_EVENT_BYTES
    assert contents(longest) == contents(longest + b"\n") == [(1, longest)]


def test_a_line_too_long_is_a_problem_and_the_next_is_read():
    too_long = b"1" * (MAX_EVENT_BYTES + 1)
    first, second = read(too_long + b"\n2\n")
    assert (first.number, first.content, first.problem) == (1, b"", TOO_LONG)
    assert (second.number, second.content, second.problem) == (2, b"2", None)


def test_a_line_too_long_is_copied_whole_to_the_rejects():
    too_long = b"1" * (3 * MAX_EVENT_BYTES)
    for raw in (too_long, too_long + b"\n", too_long + b"\n2"):
        rejects = io.BytesIO()
        read(raw, oversized_to=rejects)
        assert rejects.getvalue() == too_long + b"\n"


def test_the_position_counts_every_byte():
    raw = b"\n1\n" + b"1" * (MAX_EVENT_BYTES * 2) + b"\n\n3\n"
    positions = [line.position for line in read(raw)]
    assert positions == [3, len(raw) - 3, len(raw)]


class LongLine(io.RawIOBase):
    """A line of so many bytes, made while it is read, and a short one after it."""

    def __init__(self, size):
        self.left = size
        self.rest = b"\n2\n"

    def readable(self):
        return True

    def readinto(self, buffer):
        size = min(len(buffer), self.left)
        buffer[:size] = b"1" * size
        self.left -= size
        if size:
            return size
        rest, self.rest = self.rest, b""
        buffer[: len(rest)] = rest
        return len(rest)


def test_a_hundred_megabytes_in_one_line_take_little_memory():
    feed = io.BufferedReader(LongLine(100 * 1024 * 1024))
    tracemalloc.start()
    lines = list(read_lines(feed))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [line.content for line in lines] == [b"", b"2"]
    assert peak < 5 * MAX_EVENT_BYTES
