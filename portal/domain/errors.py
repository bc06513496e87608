"""What every anticipated failure has in common."""

from typing import ClassVar


class UnableToError(Exception):
    """Something foreseen stands in the way.

    The message is for the reader and says what; `hint` says what to do now.
    A subclass stands beside the function that raises it, named `UnableTo…Error`.
    """

    is_conflict: ClassVar[bool] = False
    """Whether somebody else, or an earlier click, was first."""

    hint: str = ""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint or self.hint
