"""One table at a time: areas, years, comparisons, charts, and any table on any page."""

from __future__ import annotations

import json
import re
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from lxml import html

from stats.catalogue.reader import catalogue
from tests.shipped import page_sent
from tests.views.data.test_everything import rows_of, served
from tests.views.reading import Page

pytestmark = pytest.mark.usefixtures("shipped")

PAGES = (
    "/",
    "/areas/",
    "/areas/dorset/2014-15/",
    "/england-and-wales/",
    "/orders/",
    "/serious-further-offences/?year=2014-15",
    "/compare/rso-rate/2014-15/",
    "/compare/rso-rate/years/",
    "/data-quality/",
    "/coverage/",
    "/data/",
    "/api/v1/docs",
    "/measures/sopo/",
    "/sources/dorset-mappa-annual-report-2014-2015/",
)


# They tell of files: their links must not be taken for those.
DESCRIBING = re.compile(r"Files of everything|.+: the columns, in their order")


@pytest.mark.parametrize("path", PAGES)
def test_beside_every_table_stand_its_files(path: str) -> None:
    """Both are served, and hold the same: heads, rows and numbers."""
    page = html.fromstring(page_sent(path))
    captions = [" ".join(one.text_content().split()) for one in page.iter("caption")]
    beside = page.xpath("//p[contains(@class, 'table-files')]/a")
    links = [link.get("href") for link in beside]
    assert captions
    assert len(captions) == len(list(page.iter("table")))
    assert len(links) == len(set(links)) == 2 * len(captions)
    lists = [one for one in captions if path == "/api/v1/docs" or DESCRIBING.fullmatch(one)]
    assert len([link for link in beside if link.text.startswith("This list as")]) == 2 * len(lists)
    for link in links[:6:2]:
        rows = rows_of(served(link))
        book = openpyxl.load_workbook(BytesIO(served(link.replace(".csv", ".xlsx"))))
        sheet = book[book.sheetnames[-1]]
        assert sheet["A1"].value in captions
        held = [
            ["" if cell is None else str(cell) for cell in row]
            for row in sheet.iter_rows(min_row=5, values_only=True)
        ]
        assert len(rows) > 1
        assert [list(map(number, row)) for row in held] == [list(map(number, row)) for row in rows[1:]]


def number(text: str) -> str | float:
    """CSV has an apostrophe before what a spreadsheet would run; a workbook needs none."""
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else text.removeprefix("'")


def test_what_the_page_was_asked_for_is_in_the_file(client: Client) -> None:
    year = "/orders/?sort=-area&year=2014-15"
    page = html.fromstring(client.get(year).content)
    [link] = page.xpath("//p[contains(@class, 'table-files')]/a[contains(@href, 'by-area')][1]/@href")
    assert link == ("/orders/tables/orders-imposed-by-the-courts-by-area-2014-15.csv?sort=-area&year=2014-15")
    areas = [row[0] for row in rows_of(b"".join(client.get(link)))[1:] if row[0] != "England and Wales"]
    assert len(areas) > 1
    assert areas == sorted(areas, reverse=True)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/areas/nowhere.csv", "Page not found"),
        ("/areas/dorste.csv", "Dorset"),
        ("/areas/dorset/2000-01.csv", "2014-15"),
        ("/areas/dorset/2014-16.csv", "2014-15"),
        ("/areas/dorset/1999-00.metadata.json", "2014-15"),
        ("/areas/dorset/charts/crimes.csv", "Page not found"),
        ("/compare/crimes/2014-15.xlsx", "Registered sexual offenders"),
        ("/compare/rsos/1999-00.csv", "2014-15"),
        ("/compare/rsos/2099-00.csv", "2014-15"),
        ("/compare/rsos/2014-15.csv?areas=nowhere", "nowhere"),
        ("/sources/nothing.xlsx", "Page not found"),
        ("/data/tables/nothing.csv", "/data/tables/files-of-everything.csv"),
        ("/nothing/tables/x.csv", "Page not found"),
        ("/data/figures.csv/tables/x.csv", "Page not found"),
        ("/data/tables/files-of-everything.csv/tables/x.csv", "Page not found"),
        ("/embed/england-and-wales/rate/tables/x.csv", "Page not found"),
        ("/healthz/tables/x.csv", "Page not found"),
        ("/areas/dorset/tables/%00.csv", "Page not found"),
        (f"/data/tables/{'x' * 5000}.csv", "There is no such table"),
    ],
)
def test_what_is_not_there_says_what_is(client: Client, path: str, said: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert said in answer.content.decode()


@pytest.mark.parametrize("form", ["csv", "xlsx", "metadata.json"])
def test_a_file_can_only_be_read(client: Client, form: str) -> None:
    assert client.post(f"/areas/dorset.{form}").status_code == 405


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("/areas/dorset.csv", "/areas/dorset/figures.csv"),
        ("/england-and-wales.csv", "/areas/england-and-wales/figures.csv"),
        ("/compare/rso-rate/2014-15.csv", "/compare/rso-rate/2014-15/data.csv"),
        ("/compare/rso-rate/years.csv", "/compare/rso-rate/years/data.csv"),
        ("/coverage.csv", "/coverage/data.csv"),
    ],
)
def test_the_addresses_that_were_say_the_same(new: str, old: str) -> None:
    assert served(new) == served(old)


def test_a_year_of_an_area_is_those_rows_of_everything() -> None:
    whole = rows_of(served("/data/figures.csv"))
    year = whole[0].index("year")
    mine = [row for row in whole if row[0] == "dorset" and row[year] == "2014-15"]
    assert rows_of(served("/areas/dorset/2014-15.csv")) == [whole[0], *mine]
    assert len(mine) > 50


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/areas/dorset/charts/rso-rate", "/areas/dorset/"),
        ("/england-and-wales/charts/rsos", "/england-and-wales/"),
        ("/compare/rso-rate/2014-15/chart", "/compare/rso-rate/2014-15/"),
        ("/compare/rso-rate/2014-15/funnel", "/compare/rso-rate/2014-15/"),
        ("/compare/rso-rate/years/chart", "/compare/rso-rate/years/"),
        ("/areas/dorset/2014-15/standing", "/areas/dorset/2014-15/"),
    ],
)
def test_a_chart_has_its_numbers_at_its_own_address(path: str, page: str) -> None:
    heads, *rows = rows_of(served(f"{path}.csv"))
    assert heads == [column.name for column in catalogue().exports["chart"].columns]
    text = Page(page_sent(page)).text
    shown = heads.index("shown")
    assert len(rows) > 5
    # The line of England and Wales is told on the small charts' page by its picture alone.
    told = [row[shown] for row in rows if "years" not in path or row[0] != "England and Wales"]
    assert [one for one in told if one not in text] == []
    for form in ("csv", "xlsx"):
        assert any(link.startswith(f"{path}.{form}") for link in Page(page_sent(page)).links)


@pytest.mark.parametrize("path", ["/areas/dorset/2014-15", "/compare/rso-rate/2014-15", "/coverage"])
def test_metadata_say_what_the_columns_are(client: Client, path: str) -> None:
    answer = client.get(f"{path}.metadata.json")
    assert answer["Content-Type"] == "application/csvm+json"
    told = json.loads(answer.content)
    assert told["url"] == f"{path.rpartition('/')[2]}.csv"
    heads = rows_of(served(f"{path}.csv"))[0]
    assert [column["name"] for column in told["tableSchema"]["columns"]] == heads
    assert all(column["dc:description"] for column in told["tableSchema"]["columns"])


def test_names_are_useful_on_a_desk(client: Client) -> None:
    for path, name in (
        ("/areas/dorset/2014-15.xlsx", "mappa-dorset-2014-15-release-1.xlsx"),
        ("/compare/rso-rate/2014-15.csv?areas=dorset", "mappa-rso-rate-2014-15-dorset-release-1.csv"),
        ("/areas/dorset/charts/rso-rate.csv", "mappa-dorset-rso-rate-release-1.csv"),
        ("/data/tables/files-of-everything.csv", "mappa-data-files-of-everything-release-1.csv"),
    ):
        answer = client.get(path)
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"', path
