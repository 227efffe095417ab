"""The public site as files, served from a real socket by a server that knows of nothing but files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from html import unescape
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urldefrag, urljoin

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from mappa_site.launch.install import BUILT
from stats.catalogue.reader import catalogue
from stats.management.commands.freeze import Command, Freezing
from stats.management.freezing.answers import Answer, Site
from stats.management.freezing.folder import CopyFolder
from stats.models import Release
from stats.queries.releases import ReleaseRef
from tests.factories import make_area, make_figure, make_nation, make_place, make_population, make_source

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.django_db,
    pytest.mark.skipif(not BUILT.is_dir(), reason="the front end was not built: ./test does it"),
]
SITE = "http://testserver"
LINK = re.compile(r'(?:href|src|action|data-[\w-]*(?:url|src|names))="([^"]*)"')
WHOLE = re.compile(rf'{SITE}(/[^"\s<>?]*)')
# To the byte what the site itself sends.
SAME = (
    "/about/",
    "/areas/dorset/2014-15/standing.json",
    "/areas/dorset/2014-15/standing.svg",
    "/areas/dorset.csv",
    "/compare/",
    "/compare/rso-rate/2014-15/chart.json",
    "/compare/rso-rate/2014-15/chart/picture.png",
    "/compare/rso-rate/2014-15/data.csv",
    "/coverage/data.csv",
    "/data/figures.csv",
    "/embed/compare/rso-rate/2014-15/",
    "/glossary/",
    "/measures/",
    "/updates/2/",
)
# Without what needs a server.
CHANGED = (
    "/data/",
    "/england-and-wales/",
    "/areas/",
    "/areas/kent/",
    "/areas/kent/2013-14/",
    "/compare/rso-rate/2013-14/",
    "/compare/rso-rate/years/",
    "/notification/year/2013-14/",
    "/sources/",
    "/updates/feed/index.xml",
    "/updates/page/2/",
)


def stored() -> None:
    """A small site with something of each kind: areas and years, a topic's two years, a renamed area,
    releases of a year that was withdrawn since, and more of them than a page holds."""
    nation = make_nation()
    areas = [make_area("dorset"), make_area("kent", former_slugs=["county-of-kent"])]
    make_place("Poole", area=areas[0], within="Bournemouth, Christchurch and Poole", kind="town or locality")
    for year in ("2013-14", "2014-15"):
        for area in (*areas, nation):
            source = make_source(f"{area.name} {year}", kind="area report")
            make_population(area, mid_year=int(year[:4]))
            make = partial(make_figure, area=area, year=year, source=source)
            make(value=700 + len(area.name), category="1", level="total")
            make("notification_breaches", value=30)
            make("sfo_charged", value=3)
    make_figure("recall_licence", value=1, area=areas[1], year="2012-13", withdrawn=True)
    for number in range(1, 24):
        Release.objects.create(number=number, title=f"Release of {number}", area=areas[1], start_year=2012)


def freeze(folder: Path) -> None:
    call_command("freeze", folder, address=SITE, verbosity=0)


@pytest.fixture(scope="module")
def frozen(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """One copy for all tests that only look at it. What is stored goes with the last of them."""
    folder = tmp_path_factory.mktemp("freeze") / "copy"
    with django_db_blocker.unblock(), transaction.atomic():
        stored()
        freeze(folder)
        yield folder
        transaction.set_rollback(True)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """pytest shows nothing of it."""


@pytest.fixture
def host(frozen: Path) -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=frozen)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def sent(port: int, path: str) -> tuple[int, str, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.headers["Content-Type"], answer.read()


def links(address: str, page: str) -> Iterator[str]:
    text = unescape(page)
    for link in (*LINK.findall(text), *WHOLE.findall(text)):
        if not re.match(r"\w+:|//|#", link):
            yield urldefrag(urljoin(address, link)).url


@pytest.mark.parametrize("held", ["notes.txt", "manifest.json"])
def test_a_folder_of_somebody_else_is_left_alone(held: str, tmp_path: Path) -> None:
    Release.objects.create(number=1, title="First")
    (tmp_path / held).write_text('{"made_by": "somebody"}')
    with pytest.raises(CommandError, match="is not empty, and was not made by this command"):
        freeze(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [held]
    with pytest.raises(CommandError, match="is a file"):
        freeze(tmp_path / held)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("mappa.example", "is not how addresses begin"),
        ("https://mappa.example/below/", "is not how addresses begin"),
        ("ftp://testserver", "is not how addresses begin"),
        ("https://elsewhere.example", "elsewhere.example is not in ALLOWED_HOSTS"),
    ],
)
def test_a_wrong_address_is_told(address: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=message):
        call_command("freeze", tmp_path / "copy", address=address)
    assert not (tmp_path / "copy").exists()


def test_before_the_first_release_and_in_development_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no release yet"):
        freeze(tmp_path / "copy")
    with override_settings(DEBUG=True), pytest.raises(CommandError, match="DJANGO_DEBUG is set"):
        freeze(tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Answer(200, {"ETag": 'W/"after"'}, b"", "home"), "A release was made while its pages were written"),
        (Answer(500, {}, b"", "home"), "/areas/, to which / leads, is answered 500"),
        (Answer(404, {}, b"", "area"), "/areas/, to which / leads, is answered 404"),
        (Answer(301, {}, b"", "area-year"), "/areas/, to which / leads, is answered 301"),
    ],
)
def test_pages_of_two_releases_or_a_page_that_fails_end_it(
    answer: Answer, message: str, tmp_path: Path
) -> None:
    release = ReleaseRef(1, timezone.now(), "First", "", "before")
    freezing = Freezing(Command(), site=Site(SITE), copy=CopyFolder(tmp_path / "copy"), release=release)
    freezing.check("/", Answer(200, {"ETag": 'W/"before"'}, b"", "home"))
    freezing.want(["/areas/"], "/")
    with pytest.raises(CommandError, match=message):
        freezing.check("/areas/", answer)


def test_every_link_of_the_copy_leads_to_a_file_of_it(frozen: Path, host: int) -> None:
    asked: dict[str, str] = {"/": "", "/404.html": "", "/search/": ""}
    waiting = list(asked)
    while waiting:
        address = waiting.pop()
        status, kind, body = sent(host, address)
        assert status == 200, f"{address}, to which {asked[address]} leads"
        for link in links(address, body.decode()) if kind.startswith("text/html") else ():
            assert "?" not in link, f"{link} on {address}: a host of files reads no query"
            if link not in asked:
                asked[link] = address
                waiting.append(link)
    assert {*SAME, *CHANGED} - {*asked} == set()
    # What is there is what is led to, and what hosts are told.
    known = {f"{path}index.html" if path.endswith("/") else path for path in asked}
    written = {f"/{path.relative_to(frozen)}" for path in frozen.rglob("*") if path.is_file()}
    assert written - known == {"/manifest.json", "/_headers", "/_redirects", "/robots.txt", "/sitemap.xml"}


def test_robots_are_led_to_every_page_by_the_sitemap_of_the_copy(frozen: Path) -> None:
    [sitemap] = re.findall(rf"^Sitemap: {SITE}(.*)$", (frozen / "robots.txt").read_text(), re.MULTILINE)
    pages = re.findall(r"<loc>(.*?)</loc>", Path(f"{frozen}{sitemap}").read_text())
    assert {f"{SITE}/areas/kent/2013-14/", f"{SITE}/compare/rso-rate/years/", f"{SITE}/data/"} <= {*pages}
    for page in pages:
        path = page.removeprefix(SITE)
        text = Path(f"{frozen}{path}index.html").read_text()
        assert f'<link rel="canonical" href="{page}">' in text
        assert "noindex" not in text


@pytest.mark.parametrize("address", SAME)
def test_where_nothing_had_to_change_the_copy_is_what_the_site_sends(
    address: str, frozen: Path, client: Client
) -> None:
    file = Path(f"{frozen}{address}index.html" if address.endswith("/") else f"{frozen}{address}")
    # The feed alone is elsewhere, since a host takes a folder's address for that of a page.
    feed = b'href="/updates/feed/'
    assert file.read_bytes() == client.get(address).getvalue().replace(feed + b'"', feed + b'index.xml"')


def test_what_only_a_server_can_answer_is_left_out_and_said(frozen: Path) -> None:
    compare = (frozen / "compare/rso-rate/2014-15/index.html").read_text()
    assert "?sort=" not in compare
    assert "↕" not in compare
    assert "the table stands in one order." in compare
    assert re.search(r'<nav class="years"(?s:.*?)<a href="/compare/rso-rate/2013-14/">2013-14</a>', compare)
    area = (frozen / "areas/dorset/index.html").read_text()
    assert 'id="beside"' in area
    assert "Areas cannot be put beside one another here." in area
    assert "It compares all areas." in compare
    assert "There is no search on this page." in (frozen / "sources/index.html").read_text()
    pages = {path: path.read_text() for path in frozen.rglob("*.html")}
    assert not [path for path, page in pages.items() if re.search(r'<form(?![^>]*action="/search/")', page)]
    other = (frozen / "notification/year/2013-14/index.html").read_text()
    assert 'aria-current="page">2013-14</a>' in other
    assert '<form class="search search--large" action="/search/"' in (frozen / "404.html").read_text()


def test_the_search_has_every_name_with_and_without_script(frozen: Path) -> None:
    names = json.loads((frozen / "search/names.json").read_text())
    dorset = names["areas"].index(["Dorset", "/areas/dorset/"])
    told = "Poole: town or locality in Bournemouth, Christchurch and Poole"
    assert ["poole", told, dorset] in names["names"]
    assert names["spellings"] == dict(catalogue().spellings) != {}
    page = (frozen / "search/index.html").read_text()
    assert 'data-names="/search/names.json"' in page
    assert re.search(r'<a href="/areas/dorset/">Dorset</a></p>\s*<p class="sources__facts">Poole</p>', page)


def test_the_manifest_tells_what_was_written_and_hosts_what_to_send(frozen: Path) -> None:
    manifest = json.loads((frozen / "manifest.json").read_text())
    files = {path.relative_to(frozen).as_posix(): path for path in frozen.rglob("*") if path.is_file()}
    del files["manifest.json"]
    assert (manifest["release"], manifest["address"], manifest["count"]) == (23, SITE, len(files))
    assert manifest["sha256"] == {name: sha256(file.read_bytes()).hexdigest() for name, file in files.items()}
    rules = dict(rule.split("\n", 1) for rule in re.split(r"\n(?=/)", (frozen / "_headers").read_text()))
    assert "frame-ancestors 'none'" in rules["/areas/*"]
    assert "X-Frame-Options: DENY" in rules["/"]
    assert "frame-ancestors *" in rules["/embed/*"]
    assert "X-Frame-Options" not in rules["/embed/*"]
    assert "immutable" in rules["/static/*"]
    assert "/*" not in rules, "rules add up, and no frame would be allowed"
    assert (frozen / "_redirects").read_text() == "/areas/county-of-kent/*  /areas/kent/:splat  301\n"


def test_a_copy_takes_the_place_of_one_before_and_of_nothing_else(
    frozen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (frozen / "manifest.json").read_text()
    (frozen / "CNAME").write_text("mappa.example")
    with pytest.raises(CommandError, match="holds CNAME, which was not made by this command and would go"):
        freeze(frozen)
    assert (frozen / "CNAME").read_text() == "mappa.example"
    (frozen / "CNAME").unlink()

    # One that ends half way leaves the one before as it was.
    monkeypatch.setattr("stats.management.commands.freeze.frozen", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        freeze(frozen)
    assert (frozen / "manifest.json").read_text() == before
    assert [path.name for path in frozen.parent.iterdir()] == ["copy"]
