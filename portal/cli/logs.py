"""What commands log: one line each, on stderr, never a traceback."""

import logging
import traceback
from pathlib import Path


class OneLineFormatter(logging.Formatter):
    """Says of an error what and where, and not what it said: that may be personal."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"portal: {record.getMessage()}"
        if record.exc_info and record.exc_info[1]:
            line += f" ({place_of(record.exc_info[1])})"
        return " ".join(line.split())


def log_in_one_line() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(OneLineFormatter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])


def place_of(error: BaseException) -> str:
    """`KeyError at cases.py, line 12`: the innermost place."""
    frames = traceback.extract_tb(error.__traceback__)
    name = type(error).__name__
    if not frames:
        return name
    return f"{name} at {Path(frames[-1].filename).name}, line {frames[-1].lineno}"
