"""An area's page as a reader meets it."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import make_area, make_figure, make_note, make_source
from tests.generated import generate
from tests.views.reading import Page


def page(client: Client, path: str, *, status: int = 200) -> Page:
    answer = client.get(path)
    assert answer.status_code == status
    return Page(answer.content.decode())


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            "/areas/dorset/2015-16/",
            (
                "697 registered sexual offenders",
                "102 for every 100,000",
                "or one in 985",
                "27 more than in 2014-15",
                "SOPOs are replaced by SHPOs.",
            ),
        ),
        ("/areas/dorset/2014-15/", ("prints 7; its parts add up to 9 (3 + 4 + 2)", "98 for every 100,000")),
        (
            "/areas/greater-manchester/2014-15/",
            (
                "prints 62; its parts add up to 52",
                "live system",
                "Salford",
                "Serious case reviews",
                "Convicted",
            ),
        ),
        ("/areas/cambridgeshire/2014-15/", ("808 registered sexual offenders", "111 for every 100,000")),
        (
            "/areas/derbyshire/2005-06/",
            ("64 for every 100,000 people of all ages", "applied for", "Interim SOPOs granted", "276"),
        ),
        ("/areas/greater-manchester/2013-14/", ("own report for 2013-14 is not here", "2014-15")),
    ],
)
def test_what_a_report_prints_is_on_its_page(
    shipped: None, client: Client, path: str, words: tuple[str, ...]
) -> None:
    text = page(client, path).text
    assert [one for one in words if one not in text] == []


@pytest.mark.parametrize("path", ["/areas/dorset/2015-16/", "/areas/greater-manchester/2014-15/"])
def test_eight_queries_at_most(
    shipped: None, client: Client, path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8):
        client.get(path)


@pytest.mark.django_db
@pytest.mark.parametrize(("areas", "years"), [(3, 3), (42, 20)])
@pytest.mark.parametrize(
    ("path", "queries"), [("/areas/generated-2/2005-06/", 7), ("/compare/rso-rate/2005-06/", 5)]
)
def test_as_many_queries_for_three_areas_as_for_all(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    path: str,
    queries: int,
    areas: int,
    years: int,
) -> None:
    """Seven or four of the page's own, and the release."""
    generate(areas=areas, years=years)
    with django_assert_num_queries(queries):
        assert client.get(path).status_code == 200


def test_no_id_stands_twice_on_a_page(shipped: None, client: Client) -> None:
    for path in (
        "/areas/greater-manchester/2014-15/",
        "/areas/dorset/2015-16/",
        "/areas/derbyshire/2005-06/",
    ):
        ids = page(client, path).ids
        assert sorted(set(ids)) == sorted(ids)


def test_links_within_a_page_lead_somewhere(shipped: None, client: Client) -> None:
    found = page(client, "/areas/greater-manchester/2014-15/")
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)


@pytest.mark.django_db
class TestNothing:
    def test_an_unknown_area_leads_to_those_of_a_near_name(self, client: Client) -> None:
        make_area("dorset", name="Dorset")
        found = page(client, "/areas/dorsett/", status=404)
        assert "/areas/dorset/" in found.links

    @pytest.mark.parametrize(
        "slug", ["atlantis", "england-and-wales", "x" * 300, "1", "greater-manchester--bolton"]
    )
    def test_an_unknown_area_is_not_found(self, client: Client, slug: str) -> None:
        page(client, f"/areas/{slug}/", status=404)
        page(client, f"/areas/{slug}/2014-15/", status=404)
        assert client.get(f"/areas/{slug}/charts/rso-rate.json").status_code == 404

    def test_a_year_that_is_not_held_leads_to_those_that_are(self, client: Client) -> None:
        make_figure(category="1", level="total", value=670, year="2014-15")

        found = page(client, "/areas/dorset/2019-20/", status=404)

        assert "There are no figures for Dorset for 2019-20." in found.text
        assert "/areas/dorset/2014-15/" in found.links

    @pytest.mark.parametrize("year", ["2014-16", "1999-00", "2014", "2014-15x"])
    def test_what_is_no_year_is_told_so(self, client: Client, year: str) -> None:
        make_figure(category="1", level="total", value=670, year="2014-15")
        found = page(client, f"/areas/dorset/{year}/", status=404)
        assert f"“{year}” is no reporting year." in found.text
        assert "/areas/dorset/2014-15/" in found.links

    def test_an_area_without_figures_has_a_page_that_says_so(self, client: Client) -> None:
        make_area("kent", name="Kent")
        found = page(client, "/areas/kent/")
        assert "There are no figures for Kent yet." in found.text
        page(client, "/areas/kent/2014-15/", status=404)

    def test_one_figure_is_enough_for_a_page(self, client: Client) -> None:
        make_figure("sopo", value=1)
        text = page(client, "/areas/dorset/").text
        assert "There is no figure for registered sexual offenders in Dorset" in text
        assert "No figure" in text

    def test_the_first_year_that_can_be_has_a_page(self, client: Client) -> None:
        make_figure(category="1", level="total", value=1, year="2000-01")
        text = page(client, "/areas/dorset/2000-01/").text
        assert "1 registered sexual offender was managed in Dorset" in text

    def test_a_suppressed_figure_is_shown_as_suppressed(self, client: Client) -> None:
        make_figure(category="1", level="total", marker="c")
        text = page(client, "/areas/dorset/").text
        assert "[c] suppressed for confidentiality" in text
        assert "0 registered sexual offenders" not in text

    def test_what_was_typed_in_is_never_read_as_html(self, client: Client) -> None:
        nasty = "<img src=x onerror=alert(1)>"
        make_figure(category="1", level="total", value=670, source=make_source(nasty, publisher=nasty))
        make_note(nasty, area=make_area("dorset"))
        body = client.get("/areas/dorset/").content.decode()
        assert "<img src=x" not in body
        assert "&lt;img src=x" in body

    @pytest.mark.parametrize("published", ["2014-13", "2014-02-30"])
    def test_a_slip_in_a_sources_date_does_not_bring_the_page_down(
        self, client: Client, published: str
    ) -> None:
        make_figure(category="1", level="total", value=670, source=make_source(published=published))
        assert published in page(client, "/areas/dorset/").text

    @pytest.mark.parametrize("method", ["post", "put", "delete"])
    def test_pages_are_only_to_be_read(self, client: Client, method: str) -> None:
        assert getattr(client, method)("/areas/dorset/").status_code == 405


@pytest.mark.usefixtures("shipped")
def test_the_strip_can_be_explored_for_a_year_that_has_one(client: Client) -> None:
    figure = client.get("/areas/dorset/2018-19/standing.json").json()
    told = [text for trace in figure["wide"]["data"] for text in trace["hovertext"]]
    assert any(text.startswith("Essex: 93, 31 March 2019") for text in told)
    assert len(told) == 20
    for year in ("2016-17", "2030-31"):
        assert client.get(f"/areas/dorset/{year}/standing.json").status_code == 404
        assert client.get(f"/areas/dorset/{year}/standing.svg").status_code == 404
    assert client.get("/areas/nowhere/2018-19/standing.json").status_code == 404
