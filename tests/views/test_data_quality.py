from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains

from stats.presentation.data_quality import difference_anchor
from stats.queries.pages.data_quality import data_quality_page, examine
from tests.factories import make_figure
from tests.views.reading import Page


@pytest.fixture
def nothing_kept() -> Iterator[None]:
    data_quality_page.forget()
    yield
    data_quality_page.forget()


@pytest.mark.django_db
@pytest.mark.usefixtures("nothing_kept")
class TestBeforeTheFirstRelease:
    def test_an_empty_database_gives_a_page(self, client: Client) -> None:
        assertContains(client.get("/data-quality/"), "No printed total could be checked yet.")

    def test_what_is_stored_later_shows_at_once(self, client: Client) -> None:
        client.get("/data-quality/")
        for category, value in (("1", 3), ("2", 4), ("3", 2), ("total", 7)):
            make_figure("level_2_3_offenders", value=value, category=category, level="3")
        assertContains(client.get("/data-quality/"), "1 does not.")


@pytest.mark.usefixtures("shipped")
class TestShipped:
    def row(self, client: Client, start: str) -> str:
        """The text of the table row whose id begins so."""
        html = client.get("/data-quality/").content.decode()
        found = re.search(rf'<tr role="row" id="{start}[^"]*">(.*?)</tr>', html, re.DOTALL)
        assert found is not None
        return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())

    def test_dorset_prints_7_where_the_parts_make_9(self, client: Client) -> None:
        row = self.row(client, "dorset-2014-15-levels_2_and_3-total-3-")
        assert " 7 9 3 + 4 + 2 2 If it were 9, the printed total of 46 would add up." in row
        assert "Dorset MAPPA Annual Report 2014-2015" in row

    def test_greater_manchester_prints_62_where_the_parts_make_52(self, client: Client) -> None:
        row = self.row(client, "greater-manchester-2014-15-levels_2_and_3-3-total-")
        assert " 62 52 44 + 8 10 " in row

    def test_the_explained_31_stands_apart_with_its_explanation(self, client: Client) -> None:
        row = self.row(client, "greater-manchester-2014-15-divisions-")
        assert " 2,662 2,631 11 parts 31 " in row
        assert "live system" in row
        html = client.get("/data-quality/").content.decode()
        explained = html.index('id="explained"')
        assert explained < html.index('id="greater-manchester-2014-15-divisions-')
        assert html.index('id="dorset-2014-15-') < explained

    def test_the_two_national_counts_of_2003_and_which_is_preferred(self, client: Client) -> None:
        answer = client.get("/data-quality/")
        for text in (
            "<b>21,513</b>",
            "<b>21,413</b>",
            "A national bulletin is preferred to answers in Parliament and to the press.",
        ):
            assertContains(answer, text)

    def test_rates_that_do_not_follow_from_their_count_and_unusual_figures(self, client: Client) -> None:
        answer = client.get("/data-quality/")
        assert "A count of 394 and the population (ONS mid-2005 estimate, people of all ages) give 68.0." in (
            Page(answer.text).text
        )
        assert "39% more than in 2018-19" in Page(answer.text).text

    def test_every_difference_can_be_linked_to_and_ids_are_used_once(self, client: Client) -> None:
        html = client.get("/data-quality/").content.decode()
        ids = re.findall(r' id="([^"]+)"', html)
        assert len(ids) == len(set(ids))
        found = examine()
        for _area, check in (*found.differences, *found.explained):
            assert difference_anchor(check) in ids

    def test_it_links_to_the_table_that_prints_the_total(self, client: Client) -> None:
        assertContains(client.get("/data-quality/"), 'href="/areas/dorset/2014-15/#levels_2_and_3"')

    def test_many_rows_go_on_to_further_pages(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        """Every row stands on one of them, and the contents lead to where each list begins."""
        row = '<tr role="row" id="[^"]+">.*?</tr>'
        remark = '<li><p class="sources__title'
        anything = f'{row}|<td[^>]*data-head="(?:Shown|Worked out)|{remark}'
        whole = client.get("/data-quality/").content.decode()
        monkeypatch.setattr("stats.queries.pages.data_quality.ROWS", 7)
        pages = []
        address = "/data-quality/"
        while address:
            pages.append(client.get(address).content.decode())
            found = re.search(r'href="(/data-quality/[^"]*)" rel="next"', pages[-1])
            address = found[1] if found else ""
        rows = [re.findall(anything, page, re.DOTALL) for page in pages]
        assert max(map(len, rows)) == 7
        assert [row for page in rows for row in page] == re.findall(anything, whole, re.DOTALL)
        contents = re.findall(r'<li><a href="(/data-quality/[^"]*)#(\w+)">', pages[0])
        assert [name for _, name in contents] == [
            "differences",
            "explained",
            "conflicts",
            "rates",
            "unusual",
            "notes",
        ]
        for place, name in contents:
            assertContains(client.get(place), f'<h2 id="{name}">')
        assertContains(
            client.get("/data-quality/?page=2"), 'canonical" href="http://testserver/data-quality/?page=2">'
        )

    @pytest.mark.parametrize("page", ["0", "2", "-1", "x", "٢", "9" * 40])
    def test_a_page_that_there_is_not(self, client: Client, page: str) -> None:
        assert client.get("/data-quality/", {"page": page}).status_code == 404

    def test_at_most_eight_queries_and_fewer_the_second_time(
        self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_max_num_queries(8):
            client.get("/data-quality/")
        with django_assert_max_num_queries(1):
            client.get("/data-quality/")
