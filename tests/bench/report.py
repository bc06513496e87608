"""What a benchmark prints: one table, each figure beside its baseline and its aim."""

import os
import platform
from pathlib import Path

from portal.db.engine import make_engine
from tests.bench.measuring import Figures
from tests.bench.pages import CASE, FIGURES, NEXT, PAGES, QUEUE, Bench, Measured

MOST_QUERIES = {QUEUE: 5, NEXT: 3, CASE: 6, FIGURES: 12}
MOST_OF_EMPTY = 10
MOST_MILLISECONDS = 25
LEAST_OF_MEMORY = 0.65
LEAST_A_SECOND = 200
MOST_GROWTH = 1.3

Row = tuple[str, ...]
HEAD: Row = (
    "what",
    "median",
    "p95",
    "from memory",
    "speed of it",
    "8 clients",
    "of memory",
    "2 workers",
    "statements",
)


def _name_processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    names = [
        it.partition(":")[2].strip() for it in lines if it.startswith("model name")
    ]
    return names[0] if names else platform.machine()


async def describe_machine(server_url: str) -> str:
    engine = make_engine(server_url)
    [row] = await engine.fetch_rows("SHOW server_version")
    await engine.close_connection_pool()
    model = _name_processor()
    load, _, _ = os.getloadavg()
    return (
        f"{platform.python_implementation()} {platform.python_version()},"
        f" PostgreSQL {row['server_version'].split()[0]}, {os.cpu_count()} cores of"
        f" {model}, load {load:.1f}; database, servers and visitors share them"
    )


def print_report(benches: list[Bench]) -> None:
    rows = [HEAD]
    for bench in benches:
        rows += [_page_row(bench, page) for page in PAGES]
        rows += [_next_row(bench), _figures_row(bench)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    for row in rows:
        cells = [cell.rjust(width) for cell, width in zip(row, widths, strict=True)]
        print("  ".join((row[0].ljust(widths[0]), *cells[1:])))
    print()
    for line in _aims(benches):
        print(line)


def _page_row(bench: Bench, page: str) -> Row:
    it = bench.pages[page]
    return (
        f"{page}, {bench.store.name}",
        f"{it.one.median:.1f} ms",
        f"{it.one.p95:.1f} ms",
        f"{it.memory_one.median:.1f} ms",
        f"{_of_memory(it):.0%}",
        f"{it.many.a_second:.0f}/s",
        f"{it.many.a_second / it.memory_many.a_second:.0%}",
        f"{it.two_workers.a_second:.0f}/s" if it.two_workers.seconds else "-",
        str(bench.queries[page]),
    )


def _next_row(bench: Bench) -> Row:
    it, queue = bench.next_call, bench.pages[QUEUE].memory_one
    return (
        f"{NEXT}, {bench.store.name}",
        f"{it.median:.1f} ms",
        f"{it.p95:.1f} ms",
        f"{queue.median:.1f} ms",
        f"{queue.median / it.median:.0%}",
        *("-",) * 3,
        str(bench.queries[NEXT]),
    )


def _figures_row(bench: Bench) -> Row:
    """The baseline is the same page with nothing to count, not one from memory."""
    it, bare = bench.figures, bench.no_figures
    return (
        f"{FIGURES}, {bench.store.name}",
        f"{it.median:.1f} ms",
        f"{it.p95:.1f} ms",
        f"{bare.median:.1f} ms",
        f"{bare.median / it.median:.0%}",
        *("-",) * 3,
        str(bench.queries[FIGURES]),
    )


def _of_memory(measured: Measured) -> float:
    return measured.memory_one.median / measured.one.median


def _aims(benches: list[Bench]) -> list[str]:
    on_postgres = [it for it in benches if it.store.engine == "postgres"]
    smallest, largest = on_postgres[0], on_postgres[-1]
    queue = largest.pages[QUEUE]
    best = max(queue.many, queue.two_workers, key=_a_second)
    return [
        *(
            _aim(
                f"statements of {name}: {largest.queries[name]}",
                f"at most {most}",
                largest.queries[name] <= most,
            )
            for name, most in MOST_QUERIES.items()
        ),
        _aim(
            f"queue page: {queue.one.median:.1f} ms",
            f"at most {MOST_MILLISECONDS} ms",
            queue.one.median <= MOST_MILLISECONDS,
        ),
        _aim(
            f"queue page: {_of_memory(queue):.0%} of the speed without a database",
            f"at least {LEAST_OF_MEMORY:.0%}",
            _of_memory(queue) >= LEAST_OF_MEMORY,
        ),
        _aim(
            f"queue page, 8 clients: {_a_second(best):.0f} a second",
            f"at least {LEAST_A_SECOND}",
            _a_second(best) >= LEAST_A_SECOND,
        ),
        _aim(
            f"figures page: {_of_empty(largest):.1f} times one with nothing to count",
            f"at most {MOST_OF_EMPTY}",
            _of_empty(largest) <= MOST_OF_EMPTY,
        ),
        *_growths(smallest, largest),
    ]


def _of_empty(bench: Bench) -> float:
    return bench.figures.median / bench.no_figures.median


def _growths(smallest: Bench, largest: Bench) -> list[str]:
    if smallest is largest:
        return []
    pairs: list[tuple[str, Figures, Figures]] = [
        (page, smallest.pages[page].one, largest.pages[page].one) for page in PAGES
    ]
    pairs.append((NEXT, smallest.next_call, largest.next_call))
    sizes = f"{smallest.store.tasks:,} to {largest.store.tasks:,} tasks"
    return [
        *(
            _aim(
                f"{name}, from {sizes}: {large.median / small.median:.2f} times",
                f"at most {MOST_GROWTH}",
                large.median / small.median <= MOST_GROWTH,
            )
            for name, small, large in pairs
        ),
        _figures_growth(smallest, largest, sizes),
    ]


def _figures_growth(smallest: Bench, largest: Bench, sizes: str) -> str:
    """They count every call of their days, so as many times more as there are."""
    grew = largest.figures.median / smallest.figures.median
    most = largest.store.tasks / smallest.store.tasks * MOST_GROWTH
    return _aim(
        f"{FIGURES}, from {sizes}: {grew:.2f} times",
        f"at most {most:.0f}",
        grew <= most,
    )


def _aim(what: str, aim: str, is_met: bool) -> str:  # noqa: FBT001 - the answer
    return f"{'OK      ' if is_met else 'SHORT OF'}  {what} (aim: {aim})"


def _a_second(figures: Figures) -> float:
    return figures.a_second if figures.seconds else 0.0
