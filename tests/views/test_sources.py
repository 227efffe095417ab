"""Each source's page, the list of them, and the links that lead there."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains

from stats.drafting.publishing.publication import publish, withdraw
from stats.models import Correction, Draft, LocalActivity, Source
from tests.factories import make_area, make_figure, make_source
from tests.people import make_draft, make_user
from tests.reference import figures
from tests.shipped import page_read, page_sent

GREATER_MANCHESTER = "Greater Manchester MAPPA Annual Report 2014-2015"


class TestShipped:
    pytestmark = pytest.mark.usefixtures("shipped")

    def test_every_source_with_a_figure_is_listed_once_with_how_many_it_gives(self) -> None:
        html = page_sent("/sources/")
        rows = figures.printed()
        for title, given in rows.groupby("source_title"):
            slug = Source.objects.get(title=title).slug
            said = re.findall(
                rf'<a href="/sources/{slug}/">.*?sources__facts">([\d,]+) figure', html, re.DOTALL
            )
            assert said[:1] == [f"{len(given):,}"], title
            assert html.count(f'"/sources/{slug}/"') == 1, title
        assert html.count('href="/sources/') == rows.source_title.nunique() + 1  # and the foot

    @pytest.mark.parametrize(
        "title",
        [
            GREATER_MANCHESTER,
            "Derbyshire MAPPA Annual Report 2005/6",
            "“Rising number of sex offenders living in city”, Shropshire Star, 28 October 2009",
            "“Sex Offenders (Buckinghamshire)”, written answer, House of Commons Hansard, 20 November 2001",
        ],
    )
    def test_a_page_has_every_figure_of_the_file_and_no_other(self, client: Client, title: str) -> None:
        rows = figures.printed().query("source_title == @title")
        slug = Source.objects.get(title=title).slug
        (table, *_) = page_read(f"/sources/{slug}/").tables
        head, *lines = table.rows
        shown = sorted(row[head.index("Number")].replace(",", "") for row in lines)
        printed = (f"{row.qualifier} {row.value}".strip() for row in rows.itertuples())
        assert shown == sorted(number or "– not applicable" for number in printed)
        sent = b"".join(client.get(f"/sources/{slug}/figures.csv")).decode("utf-8-sig")
        given = list(csv.DictReader(io.StringIO(sent)))
        names = ["area_slug", "division", "year", "measure", "category", "level", "value", "marker"]
        assert sorted([row[name] for name in names] for row in given) == sorted(rows[names].values.tolist())
        assert {row["source_title"] for row in given} == {title}

    def test_it_says_what_it_is_where_it_is_and_where_in_it(self) -> None:
        text = page_read(f"/sources/{Source.objects.get(title__contains='LBC, 30 January').slug}/").text
        for words in (
            "Press second-hand",
            "The original at lbc.co.uk",
            "30 January 2024",
            "no page numbers",
        ):
            assert words in text
        text = page_read("/sources/dorset-mappa-annual-report-2014-2015/").text
        for words in ("No web address is known", "Where in it MAPPA statistics", "more than 80% of meetings"):
            assert words in text

    def test_wherever_a_page_names_a_source_it_leads_to_its_page(self) -> None:
        slugs = set(Source.objects.values_list("slug", flat=True))
        for path in (
            "/areas/dorset/2014-15/",
            "/data-quality/",
            "/england-and-wales/",
            "/recalls/",
            "/glossary/",
        ):
            led = set(re.findall(r'href="/sources/([^/"]+)/"', page_sent(path)))
            assert led, path
            assert led <= slugs, path

    def test_a_word_of_its_name_finds_it(self, client: Client) -> None:
        page = client.get("/sources/", {"q": "ECHO  dorset"})
        assertContains(page, "“Sex offenders shock”, Bournemouth Echo, October 2006")
        assertNotContains(page, "LBC")
        assertContains(page, 'content="noindex"')
        nothing = client.get("/sources/", {"q": "<b>zz"})
        assertContains(nothing, "No source found for “&lt;b&gt;zz”.")

    def test_a_former_title_leads_on(self, client: Client) -> None:
        new = Source.objects.get(
            former_titles=["LBC 30 Jan 2024 record number of registered sex offenders"]
        ).slug
        for tail in ("", "figures.csv"):
            answer = client.get(f"/sources/lbc-30-jan-2024-record-number-of-registered-sex-offenders/{tail}")
            assert (answer.status_code, answer.headers["Location"]) == (301, f"/sources/{new}/{tail}")

    @pytest.mark.parametrize("path", ["/sources/", "/sources/dorset-mappa-annual-report-2014-2015/"])
    def test_few_queries(
        self, client: Client, path: str, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(5):  # the release among them, of the list once more before it is kept
            client.get(path)

    def test_what_the_list_counts_is_kept_until_the_next_release(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        first = client.get("/sources/").content
        with django_assert_num_queries(1):  # the release
            assert client.get("/sources/").content == first

    def test_what_a_report_tells_of_its_own_work_is_told_on_its_page_and_nowhere_compared(self) -> None:
        for row in figures._read(figures.DATA / "local_activity.csv").itertuples():
            text = page_read(f"/areas/{row.area_slug}/{row.year}/").text
            said = f"{row.qualifier} {row.value} {row.unit}".replace(" %", "%").strip()
            assert said in text
            assert str(row.fact) in text
            assert str(row.fact) not in page_read("/compare/").text
        assert "tells of its own work" not in page_sent("/areas/cambridgeshire/2014-15/")


@pytest.mark.django_db
class TestWhatIsNotPublic:
    def test_a_draft_gives_its_source_no_page(self, client: Client) -> None:
        make_draft(cells={"sopo....0": "62"}, title="Hush")
        assert client.get("/sources/hush/").status_code == 404
        assert client.get("/sources/hush/figures.csv").status_code == 404
        assertNotContains(client.get("/sources/"), "Hush")

    def test_nor_has_one_whose_figures_were_never_public(self, client: Client) -> None:
        make_figure(category="1", level="total", value=1, withdrawn=True, source=make_source("Hush"))
        assert client.get("/sources/hush/").status_code == 404
        assertNotContains(client.get("/sources/"), "Hush")

    def test_one_that_was_withdrawn_says_what_became_of_it(self, client: Client) -> None:
        user = make_user("Publisher")
        draft = make_draft(cells={"sopo....0": "62"}, user=user)
        publish(draft.pk, expected_version=2, reason="It is out.", notes={}, user=user)
        withdraw(Draft.objects.get(), reason="The area recalled it.", user=user)
        page = client.get(f"/sources/{Source.objects.get().slug}/")
        assertContains(page, "No figure from this source is shown now.")
        assertContains(page, "The area recalled it.")
        assert Correction.objects.count() == 1

    def test_a_number_told_in_a_text_is_enough(self, client: Client) -> None:
        LocalActivity.objects.create(
            area=make_area(), start_year=2014, fact="Cases audited", value=20, source=make_source("Report")
        )
        assertContains(client.get("/sources/report/"), "Cases audited")

    @pytest.mark.parametrize("path", ["/sources/none/", "/sources/none/figures.csv", "/sources/%00/"])
    def test_what_there_is_not(self, client: Client, path: str) -> None:
        assert client.get(path).status_code == 404
