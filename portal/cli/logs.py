"""What commands log: one line each, on stderr, never a traceback."""

import logging
import traceback
from logging.config import dictConfig
from pathlib import Path
from typing import Any


class OneLineFormatter(logging.Formatter):
    """Says of an error what and where, and not what it said: that may be personal."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"portal: {record.getMessage()}"
        if record.exc_info and record.exc_info[1]:
            line += f" ({place_of(record.exc_info[1])})"
        return " ".join(line.split())


ONE_LINE: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"one line": {"()": OneLineFormatter}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "one line"},
    },
    "root": {"level": "WARNING", "handlers": ["stderr"]},
}
"""For `logging.config`; processes that we start set it up for themselves."""


def log_in_one_line() -> None:
    dictConfig(ONE_LINE)


def place_of(error: BaseException) -> str:
    """`KeyError at cases.py, line 12`: the innermost place."""
    frames = traceback.extract_tb(error.__traceback__)
    name = type(error).__name__
    if not frames:
        return name
    return f"{name} at {Path(frames[-1].filename).name}, line {frames[-1].lineno}"
