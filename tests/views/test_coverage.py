from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains

from stats.catalogue.reader import catalogue
from stats.models import Release
from tests.factories import make_area, make_figure
from tests.reference import coverage
from tests.reference.figures import NATION
from tests.shipped import page_sent
from tests.views.reading import Page


def expected_years() -> list[str]:
    """The shipped figures were loaded today."""
    return [str(year) for year in catalogue().years_of_reports(localdate())]


@pytest.mark.usefixtures("shipped")
class TestShipped:
    def test_every_cell_of_the_grid_is_that_of_a_recount_of_the_files(self) -> None:
        (table,) = Page(page_sent("/coverage/")).tables
        head, *rows = table.rows
        assert head[:2] == ["Area", "2000-01"]
        assert len(rows) == 43
        held = coverage.held()
        names = {row["area_name"]: row["area_slug"] for row in self.rows()}
        shown = 0
        for name, *cells in rows:
            for year, cell in zip(head[1:], cells[:-1], strict=False):
                one = held.get((names[name], year))
                if one is None:
                    assert cell in ("–", ""), (name, year)
                else:
                    best = catalogue().coverages[one.coverage]
                    noun = "figure" if one.figures == 1 else "figures"
                    spoken = f"{name} {year}, {one.figures} {noun}: {best.title}"
                    assert cell == f"{one.figures}{best.sign}{spoken}"
                    shown += 1
        assert shown == len(held)

    def test_the_opening_counts_what_the_files_hold(self) -> None:
        areas = {key: one for key, one in coverage.held().items() if key[0] != NATION}
        own = sum(one.coverage == "own report" for one in areas.values())
        assert (
            f"Of {42 * len(expected_years()):,} reports, {len(areas)} have at least one figure here . "
            f"{own} are here as the area printed them."
        ) in Page(page_sent("/coverage/")).text

    def test_every_cell_with_figures_leads_to_a_page_that_is_there(self, client: Client) -> None:
        links = {link for link in Page(page_sent("/coverage/")).links if link.startswith("/areas/")}
        areas = {link for link in links if link.count("/") == 3}
        assert len(areas) == 42
        held = {(area, year) for area, year in coverage.held() if area != NATION}
        assert {link for link in links if link.count("/") == 4} == {
            f"/areas/{area}/{year}/" for area, year in held
        }
        for path in ("/areas/gloucestershire/", "/areas/kent/2003-04/", "/areas/suffolk/2005-06/"):
            assert path in links
            assert client.get(path).status_code == 200

    def test_the_file_says_the_same(self) -> None:
        rows = self.rows()
        found = {
            (row["area_slug"], row["year"]): coverage.Held(
                row["coverage"],
                int(row["figures"]),
                int(row["own_report_figures"]),
                tuple(row["source_kind"].split("; ")),
            )
            for row in rows
            if row["coverage"] != "nothing"
        }
        assert found == coverage.held()
        assert len(rows) == 43 * len(expected_years()) + 1
        assert {row["release"] for row in rows} == {"1"}
        assert all(row["figures"] == "0" for row in rows if row["coverage"] == "nothing")

    @staticmethod
    def rows() -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(page_sent("/coverage/data.csv").lstrip("\ufeff"), newline="")))

    def test_at_most_eight_queries(
        self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for path in ("/coverage/", "/coverage/data.csv"):
            with django_assert_max_num_queries(8):
                assert client.get(path).status_code == 200


@pytest.mark.django_db
class TestEmpty:
    def test_before_anything_is_loaded_it_says_so(self, client: Client) -> None:
        assertContains(client.get("/coverage/"), "No areas have been loaded yet.")
        assertNotContains(client.get("/coverage/"), "<table")

    def test_the_years_are_those_that_were_out_on_the_day_of_the_release(self, client: Client) -> None:
        """A cache keeps the page until the next release, so the page must not change before it."""
        make_area()
        Release.objects.create(number=1, title="First", made_at="2016-10-30T12:00:00Z")
        assertNotContains(client.get("/coverage/"), ">2015-16<")
        Release.objects.create(number=2, title="Second", made_at="2016-10-31T12:00:00Z")
        answer = client.get("/coverage/")
        assertContains(answer, ">2015-16<")
        assertContains(answer, "Those for 2016-17 should be out by 31 October 2017.")
        assertNotContains(answer, ">2016-17<")

    def test_the_file_is_named_for_its_release(self, client: Client) -> None:
        Release.objects.create(number=3, title="Third")
        answer = client.get("/coverage/data.csv")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="mappa-coverage-release-3.csv"'

    def test_it_is_the_same_for_staff_and_sets_no_cookie(self, admin_client: Client, client: Client) -> None:
        make_figure(value=1, category="1", level="total")
        answer = admin_client.get("/coverage/")
        assert answer.content == client.get("/coverage/").content
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")

    @pytest.mark.parametrize("path", ["/data/", "/data-quality/", "/areas/", "/"])
    def test_other_pages_lead_to_it(self, client: Client, path: str) -> None:
        make_area()
        assertContains(client.get(path), 'href="/coverage/"')

    def test_the_data_page_says_what_each_column_of_the_file_is(self, client: Client) -> None:
        found = Page(client.get("/data/").content.decode())
        table = next(one for one in found.tables if "What is here" in one.caption)
        assert [row[0] for row in table.rows[1:]] == [
            one.name for one in catalogue().exports["coverage"].columns
        ]
