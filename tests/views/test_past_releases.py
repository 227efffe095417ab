"""`?release=N` answers what the public saw at release N: ten releases, each saved as it was published."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils.timezone import localdate
from lxml import html
from pytest_django.asserts import assertContains

from stats.catalogue.reader import catalogue
from stats.drafting.publishing.publication import publish, withdraw
from stats.loading.load_all import load_all
from stats.models import Area, Draft, Figure, Release
from stats.presentation.exports import csv as exports_csv
from stats.presentation.exports.package import package_files
from stats.presentation.exports.release import FromRelease
from stats.presentation.exports.zipped import zipped
from stats.queries import tidy
from stats.queries.at_release import at_one_moment
from tests.factories import make_figure
from tests.loading.test_interrupted import another_session
from tests.people import make_draft, make_user, printed
from tests.shipped import DATA_LOADS

KEPT_FILES = "dorset|greater-manchester|kent|national|hansard|home-office"
PAGES = (
    "/areas/dorset/2014-15/",
    "/areas/dorset/charts/rso-rate.json",
    "/areas/greater-manchester/2014-15/",
    "/areas/cambridgeshire/",
    "/compare/rso-rate/2014-15/data.csv",
    "/data/figures.csv",
    "/api/v1/figures?area=dorset&year=2014-15",
    "/data-quality/",
    "/embed/areas/dorset/rso-rate/",
)
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small part of what ships, to be changed."""
    copy = Path(shutil.copytree(DATA_LOADS, tmp_path_factory.mktemp("data") / "data"))
    for file in (copy / "figures").rglob("*.csv"):
        if not re.search(KEPT_FILES, file.name):
            file.unlink()
    return copy


def changed(file: Path, change: Callable[[Rows], Rows | None]) -> None:
    """Rewrite a CSV file with what `change` makes of its rows."""
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        columns, rows = list(reader.fieldnames or ()), list(reader)
    rows = change(rows) or rows
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, columns)
        writer.writeheader()
        writer.writerows(rows)


def set_where(rows: Rows, where: Mapping[str, str], **values: str) -> None:
    found = [row for row in rows if all(row[name] == value for name, value in where.items())]
    assert found, where
    for row in found:
        assert row.items() > values.items() or row | values != row
        row.update(values)


def releases(folder: Path) -> Iterator[str]:
    """Make one release after another, each of another kind of change."""
    report = folder / "figures/area_reports/area-report-dorset-2014-15.csv"
    level_1 = {"measure": "eligible_offenders", "category": "1", "level": "1"}
    dorset_report = "Dorset MAPPA Annual Report 2014-2015"

    yield "first"
    changed(report, lambda rows: set_where(rows, level_1, value="667"))
    yield "a figure is corrected"
    place = {"area_slug": "dorset", "mid_year": "2014", "age_band": "10+"}
    changed(folder / "populations.csv", lambda rows: set_where(rows, place, persons="600000"))
    yield "a population is restated"
    changed(
        folder / "notes.csv",
        lambda rows: set_where(rows, {"source_title": dorset_report, "kind": "base"}, text="Another note."),
    )
    yield "a note is written anew"
    changed(folder / "notes.csv", lambda rows: [row for row in rows if row["text"] != "Another note."])
    yield "a note is taken away"
    changed(
        folder / "sources.csv",
        lambda rows: set_where(
            rows, {"title": dorset_report}, title="Dorset’s report", former_titles=dorset_report
        ),
    )
    for file in (report, folder / "notes.csv", folder / "local_activity.csv"):
        changed(
            file,
            lambda rows: set_where(rows, {"source_title": dorset_report}, source_title="Dorset’s report"),
        )
    yield "a source is called otherwise"
    changed(folder / "areas.csv", lambda rows: set_where(rows, {"slug": "dorset"}, name="Dorset and Poole"))
    yield "an area is called otherwise"
    changed(report, lambda rows: [row for row in rows if row["measure"] != "sopo"])
    yield "figures are withdrawn"
    activity = folder / "local_activity.csv"
    changed(activity, lambda rows: set_where(rows, {"area_slug": "dorset", "year": "2014-15"}, value="7"))
    yield "local activity is corrected"
    divisions = folder / "figures/area_reports/area-report-greater-manchester-2014-15.csv"
    changed(divisions, lambda rows: sorted(rows, key=lambda row: row["division"], reverse=True))
    yield "divisions stand in another order"


def as_read(client: Client, path: str) -> str:
    """What a page says without its bar about releases, or a file; but for the release in addresses."""
    response = client.get(path, follow=True)
    assert response.status_code == 200, path
    body = re.sub(r"(\?|&(amp;)*)release=\d+", "", response.getvalue().decode())
    if not response["Content-Type"].startswith("text/html"):
        return body
    tree = html.fromstring(body)
    for bar in tree.find_class("past"):
        bar.drop_tree()
    return " ".join(tree.text_content().split())


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_each_release_is_read_as_it_was_published(client: Client, folder: Path) -> None:
    saved: dict[int, dict[str, str]] = {}

    def save() -> None:
        saved[Release.objects.latest("number").number] = {path: as_read(client, path) for path in PAGES}

    for step in releases(folder):
        before = Release.objects.count()
        outcome = load_all(folder)
        assert (outcome.errors, Release.objects.count()) == ((), before + 1), step
        save()
    user = make_user(name="root", superuser=True)
    draft = make_draft(
        Area.objects.get(slug="cambridgeshire"), cells=printed("cambridgeshire-2014-15"), user=user
    )
    publish(draft.pk, expected_version=draft.version, reason="As printed.", notes={}, user=user)
    save()
    withdraw(Draft.objects.get(), reason="Another report was meant.", user=user)
    save()

    with transaction.atomic():
        Area.objects.filter(slug="dorset").update(slug="dorset-and-poole", former_slugs=["dorset"])
        Release.objects.create(number=13, title="An area has another address")

    assert len(saved) == 12
    states = [tuple(pages.values()) for pages in saved.values()]
    assert all(one != two for one, two in pairwise(states))
    for number, pages in saved.items():
        for path, then in pages.items():
            assert as_read(client, f"{path}{'&' if '?' in path else '?'}release={number}") == then, (
                number,
                path,
            )
    # Neither does an address that it has had since lead astray.
    for path, then in (
        ("/areas/dorset-and-poole/2014-15/", saved[1]["/areas/dorset/2014-15/"]),
        ("/sources/dorsets-report/", "Dorset MAPPA Annual Report 2014-2015"),
    ):
        assert then in as_read(client, f"{path}?release=1")
    with connection.cursor() as cursor:  # and the connection reads the present again
        cursor.execute("SHOW search_path")
        assert "at_release" not in cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_a_load_that_waited_for_another_is_of_its_own_release(client: Client) -> None:
    """Its transaction began first, and made the later release."""
    with transaction.atomic():
        figure = make_figure(value=1, category="1", level="total")
        Release.objects.create(number=1, title="The first")
    with another_session() as waiting:
        waiting.execute("SELECT now()")
        with transaction.atomic():
            Figure.objects.update(value=2, as_printed="2")
            Release.objects.create(number=2, title="The second")
        waiting.execute("UPDATE stats_figure SET value = 3, as_printed = '3' WHERE id = %s", [figure.pk])
        waiting.execute("INSERT INTO stats_release (number, title, description) VALUES (3, 'The third', '')")
        waiting.connection.commit()

    assert [one.number for one in Release.objects.order_by("made_at")] == [1, 3, 2]
    for number in (1, 2, 3):
        [row] = client.get(f"/api/v1/figures?release={number}").json()["items"]
        assert row["value"] == number
    for since, told in ((1, [(2, "1", "2"), (3, "2", "3")]), (2, [(3, "2", "3")])):
        changes = client.get(f"/api/v1/changes?from={since}").json()["items"]
        assert [(one["release"], one["old"], one["new"]) for one in changes] == told


@pytest.mark.django_db(transaction=True)
def test_a_package_holds_one_moment(client: Client) -> None:
    """What is published while it is sent is in none of its files."""
    with transaction.atomic():
        figure = make_figure(value=1, category="1", level="total")
        Release.objects.create(number=1, title="The first")
    stream = zipped(package_files(FromRelease(1, localdate(), "http://testserver")))
    sent = at_one_moment(stream)
    begun = next(sent)
    with another_session() as other:
        other.execute("UPDATE stats_figure SET value = 2, as_printed = '2' WHERE id = %s", [figure.pk])
        other.execute("INSERT INTO stats_release (number, title, description) VALUES (2, 'The second', '')")
        other.connection.commit()
    with ZipFile(BytesIO(begun + b"".join(sent))) as package:
        figures, releases = (
            package.read(f"{name}.csv").decode("utf-8-sig") for name in ("figures", "releases")
        )
    assert figures.splitlines()[1].endswith(",1")
    assert "The first" in releases
    assert "The second" not in releases
    assert Figure.objects.get().value == 2


@pytest.mark.django_db(transaction=True)
def test_a_download_that_is_broken_off_ends_its_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidy, "REPORTS", 1)
    monkeypatch.setattr(exports_csv, "_ROWS_A_PIECE", 1)
    for year in ("2013-14", "2014-15", "2015-16"):
        make_figure(value=1, category="1", level="total", year=year)
    answer = exports_csv.csv_file(catalogue().tidy_columns, tidy.tidy_rows(), name="all")
    sent = iter(answer)
    assert b"area_slug" in next(sent)
    assert b"2013-14" in next(sent)
    assert connection.in_atomic_block
    answer.close()
    assert not connection.in_atomic_block
    assert Figure.objects.count() == 3


@pytest.mark.django_db
class TestThePageOfARelease:
    @pytest.fixture(autouse=True)
    def two_releases(self) -> None:
        make_figure(category="1", level="total", value=697)
        for number in (1, 2):
            Release.objects.create(number=number, title=f"Release of <b>{number}</b>")

    def test_an_earlier_one_says_that_a_newer_is_out_and_what_it_is(self, client: Client) -> None:
        page = html.fromstring(client.get("/areas/dorset/2014-15/?with=kent&release=1&junk=1").content)
        bar = " ".join(page.find_class("past")[0].text_content().split())
        assert bar.startswith("This page shows release 1, ")
        assert "Release 2: Release of <b>2</b>" in bar
        now = page.xpath("//a[@rel='latest-version']/@href")
        assert now == ["/areas/dorset/2014-15/?with=kent"]

    def test_the_newest_is_said_to_be_so(self, client: Client) -> None:
        page = html.fromstring(client.get("/areas/dorset/2014-15/?release=2").content)
        assert "It is the newest." in page.find_class("past")[0].text_content()
        assert not page.xpath("//a[@rel='latest-version']")

    def test_links_and_forms_keep_to_it(self, client: Client) -> None:
        page = html.fromstring(client.get("/areas/dorset/2014-15/?release=1").content)
        read = re.compile(r"/(areas|compare|embed|data|orders|recalls|sources|coverage|measures)[/.]")
        links = [link for link in page.xpath("//a/@href") if read.match(link)]
        assert "/areas/dorset.csv?release=1" in links
        assert [link for link in links if "release=1" not in link and link != "/areas/dorset/2014-15/"] == []
        forms = page.xpath("//form[starts-with(@action, '/areas/')]")
        assert forms
        assert all(form.fields["release"] == "1" for form in forms)

    def test_where_it_is_sent_on_it_keeps_to_it(self, client: Client) -> None:
        response = client.get("/compare/?indicator=rsos&year=2014-15&release=1")
        assert (response.status_code, response["Location"]) == (302, "/compare/rsos/2014-15/?release=1")

    def test_who_cites_a_page_cites_its_release(self, client: Client) -> None:
        page = client.get("/areas/dorset/2014-15/").content.decode()
        assert "http://testserver/areas/dorset/2014-15/?release=2" in page

    @pytest.mark.parametrize("asked", ["3", "0", "-1", "1.0", "x", "%D9%A1", "%00", "9" * 20, "1,2"])
    def test_one_that_never_was_is_not_found(self, client: Client, asked: str) -> None:
        response = client.get(f"/areas/dorset/2014-15/?release={asked}")
        assertContains(response, "There is no such release", status_code=404)
        assertContains(response, "The newest is release 2", status_code=404)

    def test_a_page_without_figures_pays_no_heed(self, client: Client) -> None:
        assert client.get("/about/?release=99").status_code == 200

    def test_the_api_says_that_there_is_none(self, client: Client) -> None:
        response = client.get("/api/v1/figures?release=3")
        assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
        assert response.json()["detail"] == "There is no release of that number. The newest is 2."
        assert response.json()["errors"][0]["parameter"] == "release"
