"""Two recordings of the public answers are compared by kind of difference."""

import sys
from pathlib import Path

import pytest

from tests.public_answers import compare, links, main, write

HTML = "200\nContent-Type: text/html; charset=utf-8"
CSV = "200\nContent-Type: text/csv"


def recordings(
    root: Path, *, before: dict[str, tuple[str, bytes]], after: dict[str, tuple[str, bytes]]
) -> list[Path]:
    folders = []
    for name, answers in (("before", before), ("after", after)):
        folder = root / name
        folder.mkdir()
        for address, (head, body) in answers.items():
            write(folder, address, head=head, body=body)
        folders.append(folder)
    return folders


def test_every_kind_of_difference_is_told_apart(tmp_path: Path) -> None:
    before = {
        "/": (HTML, b"<p>1</p>"),
        "/space/?q=a+b": (HTML, b"<p>a  b</p>\n\n<p>2</p>"),
        "/word/": (HTML, b"<p>1 2</p>"),
        "/status/": (HTML, b"<p>1</p>"),
        "/data.csv": (CSV, b"a, b"),
        "/drawn/": (HTML, b"<p>1</p><svg><g><svg><path/></svg></g></svg><p>2</p>"),
        "/areas/a/charts/rate.svg": (HTML, b"<svg/>"),
        "/gone/": (HTML, b""),
    }
    after = {
        "/": (HTML, b"<p>1</p>"),
        "/space/?q=a+b": (HTML, b"<p>a b</p><p>2</p>"),
        "/word/": (HTML, b"<p>12</p>"),
        "/status/": (HTML.replace("200", "404"), b"<p>1</p>"),
        "/data.csv": (CSV, b"a,  b"),
        "/drawn/": (HTML, b"<p>1</p><svg><text>1</text></svg><p>2</p>"),
        "/areas/a/charts/rate.svg": (HTML, b"<svg></svg>"),
        "/come/": (HTML, b""),
    }
    assert compare(*recordings(tmp_path, before=before, after=after)) == {
        "same": ["/"],
        "white space": ["/space/?q=a+b"],
        "charts": ["/areas/a/charts/rate.svg", "/drawn/"],
        "different": ["/data.csv", "/status/", "/word/"],
        "missing": ["/gone/"],
        "new": ["/come/"],
    }


@pytest.mark.parametrize(
    ("body", "code", "said"),
    [
        (b"<p>1</p> ", 1, "white space: 1"),
        (b"<p>2</p>", 1, "+ '200"),
        (b"<p>1</p>", 0, "same: 1"),
    ],
)
def test_anything_that_differs_fails_and_is_shown(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    body: bytes,
    code: int,
    said: str,
) -> None:
    folders = recordings(tmp_path, before={"/": (HTML, b"<p>1</p>")}, after={"/": (HTML, body)})
    monkeypatch.setattr(sys, "argv", ["public_answers", "compare", *map(str, folders)])
    assert main() == code
    assert said in capsys.readouterr().out


def test_two_empty_recordings_are_not_the_same_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = recordings(tmp_path, before={}, after={})
    monkeypatch.setattr(sys, "argv", ["public_answers", "compare", *map(str, folders)])
    assert main() == 1


def test_links_are_this_sites_public_addresses() -> None:
    page = """<a href="/areas/#top"> <a href="?sort=a"> <a href="?year=1"> <a href="/a/?b=1&amp;c=2">
        <img src="/static/x.svg"> <a href="https://example.org/x"> <meta content="http://127.0.0.1/picture.png">
        <figure data-explore-url="/charts/a.json"> &lt;iframe src=&quot;http://127.0.0.1/embed/&quot;&gt;"""
    assert list(links("/page/", page)) == [
        "/areas/",
        "/page/?year=1",
        "/picture.png",
        "/charts/a.json",
        "/embed/",
    ]
    assert "/page/?year=1" not in list(links("/page/?year=2", page))
