"""What a proof says, and how it fails."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from tests.proofs.stores import Place


class BrokenPromiseError(Exception):
    """What was promised does not hold; the message says how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How long a proof takes: `make prove` takes the defaults, `make test` less."""

    tasks: int = 5000
    claims: int = 10_000
    lives: int = 2000
    kills: int = 50
    victims: int = 300
    broken_lines: int = 20_000
    longest_line: int = 100
    seed: int = 2026
    reports: list[str] = field(default_factory=list)

    def tell(self, text: str) -> None:
        """Say a figure: at once, for a proof may take minutes."""
        self.reports.append(text)
        print(text, flush=True)


Proof = Callable[[Place, Sizes], Awaitable[None]]


def insist(is_so: bool, text: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not is_so:
        raise BrokenPromiseError(text)


def insist_none(found: Collection[object], text: str) -> None:
    """Nothing of the kind was found; else the first three are shown."""
    some: Sequence[object] = list(found)[:3]
    insist(not found, f"{len(found)} {text}, such as {some}")


def run(proof: Proof, place: Place, sizes: Sizes) -> bool:
    kept = True
    try:
        asyncio.run(proof(place, sizes))
    except* BrokenPromiseError as broken:
        for error in _leaves(broken):
            sizes.tell(f"BROKEN on {place.engine}: {error}")
        kept = False
    return kept


def _leaves(group: BaseExceptionGroup[BaseException]) -> Iterator[BaseException]:
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _leaves(error)
        else:
            yield error
