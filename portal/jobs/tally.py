"""What a job did: how many went well, and how many did not."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    done: int = 0
    failed: int = 0
