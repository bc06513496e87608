"""Static files are named by their content and kept for a year."""

import gzip
import re

import pytest

from portal.web.static_files import (
    STATIC_FOLDER,
    UnableToFindStaticFileError,
    load_static_files,
)

AUDIENCES = [("base.css", "victim.css"), ("base.css", "staff.css", "themes/shn.css")]
BUDGET_CSS = 16 * 1024
BUDGET_CSS_ZIPPED = 4 * 1024
BUDGET_DESK = 6 * 1024
BUDGET_JS_ZIPPED = 18.5 * 1024
BUDGET_CALL_ZIPPED = 1024
THEME = 1536


@pytest.fixture(scope="module")
def files():
    return load_static_files()


def test_the_start_fails_loudly_without_htmx(tmp_path):
    (tmp_path / "base.css").write_text("")
    with pytest.raises(UnableToFindStaticFileError, match="make setup"):
        load_static_files(tmp_path)


def test_the_name_changes_with_the_content(tmp_path):
    (tmp_path / "vendor").mkdir()
    (tmp_path / "vendor/htmx.min.js").write_text("")
    (tmp_path / "base.css").write_text("a{}")
    before = load_static_files(tmp_path)["base.css"].url
    (tmp_path / "base.css").write_text("b{}")
    assert load_static_files(tmp_path)["base.css"].url != before


async def test_a_file_comes_zipped_to_who_can_unzip(visitor, files):
    file = files["base.css"]
    small = await visitor.get(file.url, headers={"accept-encoding": "gzip"})
    whole = await visitor.get(file.url, headers={"accept-encoding": "identity"})
    assert small.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in whole.headers
    assert small.content == whole.content == file.body
    assert small.headers["content-type"].startswith("text/css")
    assert small.headers["vary"] == "Accept-Encoding"


async def test_an_old_or_missing_hash_gets_today_s_file_and_is_not_kept(visitor, files):
    for url in ("/static/base.000000000000.css", "/static/base.css"):
        response = await visitor.get(url)
        assert response.content == files["base.css"].body
        assert response.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["../app.py", "..%2fapp.py", "%2e%2e/config.py", "vendor", "", "x.css"]
)
async def test_nothing_but_the_static_files_is_served(visitor, path):
    assert (await visitor.get(f"/static/{path}")).status_code == 404


async def test_static_files_set_no_cookie(visitor, files):
    assert "set-cookie" not in (await visitor.get(files["app.js"].url)).headers


@pytest.mark.parametrize("names", AUDIENCES)
def test_the_style_of_each_audience_stays_small(files, names):
    css = [files[name].body for name in names]
    assert sum(map(len, css)) <= BUDGET_CSS
    assert len(gzip.compress(b"".join(css))) <= BUDGET_CSS_ZIPPED


def test_the_sheet_of_tables_and_forms_stays_small_and_apart(files):
    assert len(files["desk.css"].body) <= BUDGET_DESK
    assert not any("desk.css" in names for names in AUDIENCES)


def test_the_script_stays_small(files):
    js = [files[name].zipped for name in ("vendor/htmx.min.js", "app.js")]
    assert sum(map(len, js)) <= BUDGET_JS_ZIPPED


def test_the_script_of_the_call_screen_stays_small_and_apart(files):
    assert len(files["call.js"].zipped) <= BUDGET_CALL_ZIPPED


def test_a_theme_sets_only_names_of_the_contract():
    contract = set(
        re.findall(r"--basis-[\w-]+", (STATIC_FOLDER / "base.css").read_text())
    )
    for theme in STATIC_FOLDER.glob("themes/*.css"):
        text = theme.read_text()
        assert len(text) < THEME
        declared = re.findall(r"^\s*([\w-]+):", text, re.MULTILINE)
        assert set(declared) <= contract, theme.name


def test_every_organisation_has_a_theme():
    themes = {path.stem for path in STATIC_FOLDER.glob("themes/*.css")}
    assert themes == {"om", "shn", "halt"}


def test_nothing_in_style_or_script_comes_from_elsewhere(files):
    for name, file in files.items():
        if name.startswith("vendor") or name.endswith(".svg"):
            continue
        assert "http" not in file.body.decode(), name
        assert "@import" not in file.body.decode(), name
