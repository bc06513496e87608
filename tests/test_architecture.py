"""Habits a linter cannot see."""

import ast
from pathlib import Path

import pytest

from portal.app import create_app
from portal.config import Settings

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "portal").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
ROUTES = ROOT / "tests" / "routes.txt"

MOST_LINES = 300
MOST_LINES_OF_TEMPLATE = 100
MOST_LINES_OF_FUNCTION = 60
CLOCK_READERS = {"now", "utcnow", "today", "time"}
NO_NAMES = {"utils", "helpers", "common", "manager", "base", "misc"}

# What a victim's handler may also take from the database: the trail of what she read.
NOT_HER_ROWS = {
    ("portal.db.audit", "insert_audit"),
    ("portal.db.deadlocks", "again_after_deadlock"),
    ("portal.db.engine", "transaction"),
}


def name_of(path):
    return str(path.relative_to(ROOT))


def tree_of(path):
    return ast.parse(path.read_text("utf-8"))


def test_files_stay_small():
    long = {name_of(p): n for p in SOURCES if (n := len(lines_of(p))) > MOST_LINES}
    assert not long


def test_templates_stay_small():
    """Lists of words may be as long as there are words."""
    templates = (ROOT / "portal" / "templates").rglob("*.html")
    long = {
        name_of(p): n
        for p in templates
        if p.name != "_words.html" and (n := len(lines_of(p))) > MOST_LINES_OF_TEMPLATE
    }
    assert not long


def test_functions_fit_in_one_look():
    long = {
        f"{name_of(path)}: {node.name}": node.end_lineno - node.lineno + 1
        for path in SOURCES
        for node in ast.walk(tree_of(path))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.end_lineno - node.lineno + 1 > MOST_LINES_OF_FUNCTION
    }
    assert not long


def test_modules_say_what_they_hold_in_one_line():
    silent = [name_of(p) for p in SOURCES if not ast.get_docstring(tree_of(p))]
    assert not silent


def test_no_module_is_a_drawer_for_everything():
    assert not [name_of(p) for p in SOURCES if p.stem in NO_NAMES]


@pytest.mark.parametrize(
    "path", sorted((ROOT / "portal/victim").glob("*.py")), ids=lambda path: path.name
)
def test_the_victim_door_only_reads_the_victims_own_rows(path):
    others = [
        f"{module}.{name}"
        for module, name in imports_of(path)
        if module.startswith("portal.db")
        and not name.endswith("_for_victim")
        and (module, name) not in NOT_HER_ROWS
    ]
    assert not others


def test_what_is_for_a_victim_asks_for_the_victim():
    without = [
        f"{name_of(path)}: {node.name}"
        for path in sorted((ROOT / "portal/db").rglob("*.py"))
        for node in ast.walk(tree_of(path))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.name.endswith("_for_victim")
        and "victim_id" not in ast.unparse(node)
    ]
    assert not without


def test_only_one_module_reads_the_clock():
    readers = [
        f"{name_of(path)}, line {node.lineno}"
        for path in SOURCES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and reads_the_clock(node.func)
    ]
    assert [reader.partition(",")[0] for reader in readers] == ["portal/clock.py"]


def test_imports_stand_at_the_top():
    hidden = [
        f"{name_of(path)}, line {node.lineno}"
        for path in SOURCES
        for function in ast.walk(tree_of(path))
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    assert not hidden


def test_actions_and_queries_are_called_by_name():
    """Public functions of these rooms take what they need as keywords.

    One thing given to a verb may stay without a name.
    """
    nameless = [
        f"{name_of(path)}: {node.name}"
        for room in ("actions", "db")
        for path in sorted((ROOT / "portal" / room).glob("*.py"))
        for node in tree_of(path).body
        if isinstance(node, ast.AsyncFunctionDef)
        and not node.name.startswith("_")
        and len(node.args.args) > 3
    ]
    assert not nameless


def test_every_test_is_a_sentence():
    short = [
        f"{name_of(path)}: {node.name}"
        for path in TESTS
        for node in tree_of(path).body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.name.startswith("test_")
        and node.name.count("_") < 3
    ]
    assert not short


def test_every_route_is_listed():
    """Run `python -m tests.test_architecture` to write the list anew."""
    assert list_routes() == ROUTES.read_text("utf-8")


def list_routes():
    app = create_app(Settings.from_env({"PORTAL_MODE": "demo"}))
    routes = {
        f"{method:5} {route.path}"
        for route in app.routes
        for method in getattr(route, "methods", ())
        if method not in {"OPTIONS", "HEAD"}
    }
    return "".join(f"{route}\n" for route in sorted(routes, key=by_path))


def by_path(route):
    method, path = route.split()
    return path, method


def lines_of(path):
    return path.read_text("utf-8").splitlines()


def imports_of(path):
    return [
        (node.module or "", name.name)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    ]


def reads_the_clock(function):
    """Whether it is datetime.now, date.today, time.time or the like."""
    return (
        isinstance(function, ast.Attribute)
        and function.attr in CLOCK_READERS
        and isinstance(function.value, ast.Name)
        and function.value.id in {"datetime", "date", "time"}
    )


if __name__ == "__main__":
    ROUTES.write_text(list_routes(), "utf-8")
