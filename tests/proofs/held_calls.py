"""What callers saw, and whether it could all be so: who held which call, and when.

Moments are of the machine's monotonic clock, the same in every process. A caller holds
a call at least from the answer to its taking up to its closing, and at most from the
question up to the closing's answer. Overlap of two shortest times is a broken promise;
"nothing to do" is false when some call was free during the whole of the question.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """One taking; `expires` is when its lease ends by itself."""

    task: str
    victim: str
    line: str
    asked: float
    answered: float
    expires: float
    closing: float = inf
    closed: float = inf
    is_closed: bool = False

    @property
    def surely_until(self) -> float:
        return min(self.closing, self.expires)

    @property
    def maybe_until(self) -> float:
        return self.closed if self.is_closed else max(self.expires, self.answered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """A caller was told that there is nothing to do."""

    asked: float
    answered: float


def closed_twice(holds: Iterable[Hold]) -> list[str]:
    closings = Counter(hold.task for hold in holds if hold.is_closed)
    return [task for task, times in closings.items() if times > 1]


def held_by_two(holds: Iterable[Hold]) -> list[tuple[Hold, Hold]]:
    """Pairs that surely had the same victim or line at the same time."""
    found = []
    for same in _groups(holds).values():
        in_order = sorted(same, key=lambda hold: hold.answered)
        found += [
            (one, other)
            for one, other in pairwise(in_order)
            if other.answered < one.surely_until
        ]
    return found


def falsely_nothing(
    holds: list[Hold], nothings: Iterable[Nothing]
) -> list[tuple[Nothing, str]]:
    """Answers "nothing to do" while a call was free, with that call."""
    groups = _groups(holds)
    done_at = {hold.task: hold.closing for hold in holds if hold.is_closed}
    by_task = {hold.task: hold for hold in holds}
    found = []
    for nothing in nothings:
        for task, closing in done_at.items():
            if closing <= nothing.answered:
                continue
            rivals = [one for key in _keys(by_task[task]) for one in groups[key]]
            if not any(_touches(rival, nothing) for rival in rivals):
                found.append((nothing, task))
                break
    return found


def _touches(hold: Hold, nothing: Nothing) -> bool:
    return hold.asked <= nothing.answered and hold.maybe_until >= nothing.asked


def _groups(holds: Iterable[Hold]) -> dict[str, list[Hold]]:
    groups: dict[str, list[Hold]] = defaultdict(list)
    for hold in holds:
        for key in _keys(hold):
            groups[key].append(hold)
    return groups


def _keys(hold: Hold) -> Iterator[str]:
    yield f"task {hold.task}"
    yield f"victim {hold.victim}"
    if hold.line:
        yield f"line {hold.line}"
