"""The search of a copy that is kept as files: a script that reads the names from a file beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.functional.serving import BUILT

PAGE = """<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Find an area</title>
<form action="/search/"><input id="q" name="q" type="search"><button>Find</button></form>
<div id="found" data-names="/search/names.json" data-some="Like “QUERY”" data-none="No “QUERY” here"
  data-many="Too many" data-failed="Not loaded"><p role="status"></p><ul></ul></div>
<script type="module" src="/search.js"></script></html>"""
NAMES = {
    "spellings": {"st": "saint"},
    "areas": [["Dorset", "/areas/dorset/"], ["Hertfordshire", "/areas/hertfordshire/"]]
    + [[f"Area {number}", f"/areas/{number}/"] for number in range(13)],
    "names": [
        ["poole", "Poole: town in Dorset", 0],
        ["saint albans", "St Albans: city in Hertfordshire", 1],
        ["ynys mon", "Ynys Môn: <b>island</b>", 0],
        *([f"many {number}", "Many", number + 2] for number in range(13)),
    ],
}
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; form-action 'self'"


class Files(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """pytest shows nothing of it."""


@pytest.fixture(scope="module")
def copy(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, Path, str]]:
    folder = tmp_path_factory.mktemp("copy")
    (folder / "search").mkdir()
    (folder / "search/index.html").write_text(PAGE)
    (folder / "search.js").write_bytes((BUILT / "js/search.js").read_bytes())
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        page = browser.new_page()
        yield page, folder, f"http://127.0.0.1:{server.server_port}/search/"
        page.close()
        server.shutdown()


@pytest.mark.parametrize(
    ("typed", "said", "found"),
    [
        ("Poole", "Like “Poole”", ["Dorset Poole: town in Dorset"]),
        ("  po", "Like “po”", ["Dorset Poole: town in Dorset"]),
        ("albans", "Like “albans”", ["Hertfordshire St Albans: city in Hertfordshire"]),
        ("ST. ALBANS", "Like “ST. ALBANS”", ["Hertfordshire St Albans: city in Hertfordshire"]),
        ("Ynys Môn", "Like “Ynys Môn”", ["Dorset Ynys Môn: <b>island</b>"]),
        ("many", "Too many", []),
        ("<b>x</b>", "No “<b>x</b>” here", []),
        ("?", "No “?” here", []),
    ],
)
def test_a_name_leads_to_its_area(
    copy: tuple[Page, Path, str], typed: str, said: str, found: list[str]
) -> None:
    page, folder, address = copy
    (folder / "search/names.json").write_text(json.dumps(NAMES))
    page.goto(address)
    page.locator("#q").fill(typed)
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("status")).to_have_text(said)
    assert [" ".join(text.split()) for text in page.locator("#found li").all_inner_texts()] == found
    expect(page.locator("#q")).to_have_value(typed.strip())


def test_names_that_cannot_be_loaded_are_told(copy: tuple[Page, Path, str]) -> None:
    page, folder, address = copy
    (folder / "search/names.json").unlink(missing_ok=True)
    page.goto(f"{address}?q=Poole")
    expect(page.get_by_role("status")).to_have_text("Not loaded")
