"""The compare page, its form and its file, as a reader meets them."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.queries.years_held import years_held
from tests.views.reading import Page, rows_of_file, table_of_figures

pytestmark = pytest.mark.usefixtures("shipped")

RATES = "/compare/rso-rate/2014-15/"
SORTS = ("area", "value", "numerator", "denominator", "source")


def page(client: Client, path: str) -> Page:
    answer = client.get(path)
    assert answer.status_code == 200
    return Page(answer.content.decode())


def on_screen(client: Client, path: str) -> list[list[str]]:
    """The rows of the table of figures, below its head; that of England and Wales is the last."""
    return table_of_figures(page(client, path)).rows[1:]


def areas_on_screen(client: Client, path: str) -> list[str]:
    return [name for row in on_screen(client, path) if (name := row[0]) != "England and Wales"]


@pytest.mark.parametrize("sort", ["", *(sign + name for name in SORTS for sign in ("", "-"))])
@pytest.mark.parametrize("slug", ["rso-rate", "rsos", "notification-breaches-per-100-rsos", "level-1-share"])
def test_the_file_is_the_table_row_for_row(client: Client, slug: str, sort: str) -> None:
    path = f"/compare/{slug}/2014-15/"
    query = f"?sort={sort}" if sort else ""
    indicator = catalogue().indicators[slug]

    rows, lines = on_screen(client, path + query), rows_of_file(client, path + "data.csv" + query)

    assert [row[0] for row in rows] == [line["area_name"] for line in lines]
    for row, line in zip(rows, lines, strict=True):
        shown = float(row[1].split()[0].rstrip("%").replace(",", ""))
        assert shown == pytest.approx(float(line["value"]), abs=0.51 * 10**-indicator.decimals)


def test_the_page_links_to_the_file_of_what_it_shows(client: Client) -> None:
    found = page(client, f"{RATES}?areas=dorset,cambridgeshire&sort=-value")
    (link,) = {one for one in found.links if "data.csv" in one}

    lines = rows_of_file(client, link)

    assert [line["area_slug"] for line in lines] == ["cambridgeshire", "dorset", "england-and-wales"]


def test_the_file_has_its_columns_and_its_numbers(client: Client) -> None:
    lines = rows_of_file(client, f"{RATES}data.csv")
    dorset = next(line for line in lines if line["area_slug"] == "dorset")

    assert list(lines[0]) == [column.name for column in catalogue().exports["comparison"].columns]
    assert dorset["value"] == "98"
    assert (dorset["numerator"], dorset["denominator"]) == ("670", "681542")
    assert dorset["denominator_basis"] == "ONS mid-2014 estimate, people aged ten and over"
    assert (dorset["year"], dorset["indicator"], dorset["marker"]) == ("2014-15", "rso-rate", "")
    assert dorset["area_code"].startswith("E23")
    assert float(dorset["lower_95"]) < 98 < float(dorset["upper_95"])
    assert dorset["source_kind"] == "area report"
    assert (dorset["benchmark"], dorset["comparison"], dorset["spread"]) == (
        "98",
        "not clearly different",
        "within",
    )
    assert (dorset["unit"], dorset["counted_on"]) == ("per 100,000 people", "2015-03-31")
    assert (dorset["value_kind"], dorset["qualifier"], dorset["note"]) == ("printed", "", "")
    assert {line["release"] for line in lines} == {"1"}


def test_england_and_wales_stands_last_and_has_no_words(client: Client) -> None:
    *_areas, nation = rows_of_file(client, f"{RATES}data.csv?sort=-value")
    assert (nation["area_slug"], nation["value"], nation["benchmark"]) == ("england-and-wales", "98", "98")
    words = ("comparison", "spread", "rank_low", "rank_high")
    assert [nation[name] for name in words] == ["", "", "", ""]


def test_a_count_has_no_benchmark_and_no_words(client: Client) -> None:
    lines = rows_of_file(client, "/compare/rsos/2014-15/data.csv")
    assert {(line["benchmark"], line["comparison"], line["spread"]) for line in lines} == {("", "", "")}
    assert {line["counted_on"] for line in lines} == {"2015-03-31"}
    orders = rows_of_file(client, "/compare/prevention-orders/2014-15/data.csv")
    assert {line["counted_on"] for line in orders} == {"2014-04-01/2015-03-31"}
    assert "england-and-wales" not in {line["area_slug"] for line in orders}


def test_what_is_implied_is_rounded_alike_on_page_and_in_file(client: Client) -> None:
    """No population of 2021-22 is held: the printed rate implies one."""
    path = "/compare/rso-rate/2021-22/"
    shown = {row[0]: row for row in on_screen(client, path)}
    implied = [line for line in rows_of_file(client, f"{path}data.csv") if line["value_kind"] == "implied"]
    assert len(implied) > 10
    for line in implied:
        assert any(f"among {int(line['denominator']):,}" in cell for cell in shown[line["area_name"]])
        assert len(line["denominator"].rstrip("0")) <= 3
        assert "printed" in shown[line["area_name"]][-1]


def test_areas_stand_by_name_at_first(client: Client) -> None:
    names = areas_on_screen(client, RATES)
    assert names == sorted(names)
    assert len(names) == 11


@pytest.mark.parametrize(
    "query",
    [
        "?sort=nonsense",
        "?sort=interval",
        "?sort=--value",
        "?sort[]=value",
        "?areas=",
        "?areas=,,,",
        "?year=1850-51&page=-1",
    ],
)
def test_what_makes_no_sense_is_answered_with_the_whole_table(client: Client, query: str) -> None:
    assert on_screen(client, RATES + query) == on_screen(client, RATES)
    assert len(rows_of_file(client, f"{RATES}data.csv{query}")) == 12


@pytest.mark.parametrize(
    "areas",
    [
        "atlantis",
        ",".join(f"area-{number}" for number in range(500)),
        "dorset'%3B+DROP+TABLE+stats_figure%3B--",
        "%00dorset",
        "%F0%9F%92%A9&sort=%FF",
        "atlantis,dorset",
    ],
)
def test_an_area_that_nobody_knows_is_named_and_is_no_file_of_others(client: Client, areas: str) -> None:
    """The page shows what it can; a file would pass for what was asked for."""
    shown = page(client, f"{RATES}?areas={areas}")
    known = "dorset" in areas.split(",")
    answer = client.get(f"{RATES}data.csv?areas={areas}")

    assert re.search(r"There (is no area|are no areas) “", shown.text)
    assert ("The other areas are shown." in shown.text) == known
    assert len(table_of_figures(shown).rows) == (3 if known else 13)
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().startswith("There ")
    [link] = {one for one in shown.links if "data.csv" in one}
    assert len(rows_of_file(client, link)) == (2 if known else 12)


def test_england_and_wales_is_beside_any_areas_and_alone_where_only_it_is_asked_for(client: Client) -> None:
    for areas, expected in (("dorset,england-and-wales", ["Dorset"]), ("england-and-wales", [])):
        assert areas_on_screen(client, f"{RATES}?areas={areas}") == expected
        *lines, nation = rows_of_file(client, f"{RATES}data.csv?areas={areas}")
        assert [line["area_name"] for line in lines] == expected
        assert nation["area_slug"] == "england-and-wales"


def test_a_file_is_named_for_what_was_chosen(client: Client) -> None:
    for query, name in (
        ("", "all-areas"),
        ("?sort=-value", "all-areas"),
        ("?areas=dorset,cambridgeshire", "cambridgeshire-dorset"),
        ("?areas=dorset,cambridgeshire,essex,kent", "4-areas"),
        ("?areas=england-and-wales", "england-and-wales"),
    ):
        answer = client.get(f"{RATES}data.csv{query}")
        expected = f'attachment; filename="mappa-rso-rate-2014-15-{name}-release-1.csv"'
        assert answer.headers["Content-Disposition"] == expected


def test_an_unknown_area_is_named_as_text_and_never_as_html(client: Client) -> None:
    answer = client.get(RATES, {"areas": "<script>alert(1)</script>"}).content.decode()

    assert "<script>alert" not in answer
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer


def test_an_area_named_twice_stands_once(client: Client) -> None:
    assert areas_on_screen(client, f"{RATES}?areas=dorset,dorset&areas=dorset") == ["Dorset"]


def test_one_area_alone_is_a_table_and_a_chart(client: Client) -> None:
    """Ten more are held: the reader chose one."""
    text = page(client, f"{RATES}?areas=dorset").text
    assert "31 March 2015: Dorset, 98." in text
    assert "only Dorset has a figure" not in text


def test_a_choice_without_figures_says_so(client: Client) -> None:
    found = page(client, f"{RATES}?areas=kent")
    assert "None of the areas shown has a figure that can be compared for this year." in found.text
    assert [line["area_slug"] for line in rows_of_file(client, f"{RATES}data.csv?areas=kent")] == [
        "england-and-wales"
    ]


def test_areas_taken_together_are_named_where_the_nation_is_not_held(client: Client) -> None:
    year = next(
        one.year.label
        for one in years_held(catalogue().indicators["notification-breaches-per-100-rsos"])
        if one.areas > 1 and one.year < ReportingYear.parse("2014-15")
    )
    text = page(client, f"/compare/notification-breaches-per-100-rsos/{year}/").text
    assert ("taken together" in text) != ("England and Wales:" in text)


def test_a_year_that_nobody_has_leads_to_those_that_are_held(client: Client) -> None:
    answer = client.get("/compare/sfo-charges/2016-17/")
    found = Page(answer.content.decode())

    assert answer.status_code == 404
    assert "There are no figures for 2016-17." in found.text
    assert "/compare/sfo-charges/2018-19/" in found.links


@pytest.mark.parametrize("path", ["/compare/crimes/", "/compare/crimes/2014-15/"])
def test_an_unknown_indicator_leads_to_all_that_can_be_compared(client: Client, path: str) -> None:
    answer = client.get(path)
    links = set(Page(answer.content.decode()).links)

    assert answer.status_code == 404
    assert {f"/compare/{slug}/" for slug in catalogue().indicators} <= links


@pytest.mark.parametrize(
    "path",
    [
        "/compare/crimes/2014-15/data.csv",
        "/compare/rsos/2050-51/data.csv",
        "/compare/crimes/years/data.csv",
        "/compare/crimes/2014-15/chart.json",
        "/compare/rso-rate/2014-16/",
    ],
)
def test_files_and_charts_of_nothing_are_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("query", "target"),
    [
        ("indicator=rsos&year=2014-15", "/compare/rsos/2014-15/"),
        ("indicator=rsos&year=2050-51", "/compare/rsos/"),
        ("indicator=rsos&year=nonsense", "/compare/rsos/"),
        ("indicator=rsos", "/compare/rsos/"),
        (
            "indicator=rsos&year=2014-15&areas=kent&areas=dorset&sort=-value",
            "/compare/rsos/2014-15/?areas=kent,dorset&sort=-value",
        ),
    ],
)
def test_the_form_leads_to_the_page_of_its_choice(client: Client, query: str, target: str) -> None:
    answer = client.get(f"/compare/?{query}")
    assert (answer.status_code, answer.headers["Location"]) == (302, target)


def test_without_a_choice_everything_can_be_chosen(client: Client) -> None:
    for path in ("/compare/", "/compare/?indicator=crimes"):
        links = set(page(client, path).links)
        assert {f"/compare/{slug}/" for slug in catalogue().indicators} <= links


@pytest.mark.parametrize("slug", list(catalogue().indicators))
def test_every_indicator_has_a_page_of_its_latest_year_with_rows(client: Client, slug: str) -> None:
    assert on_screen(client, f"/compare/{slug}/")


@pytest.mark.parametrize("slug", list(catalogue().indicators))
def test_the_file_over_the_years_says_what_each_years_own_file_says(client: Client, slug: str) -> None:
    lines = rows_of_file(client, f"/compare/{slug}/years/data.csv")
    own = {
        (line["year"], line["area_slug"]): line
        for year in {line["year"] for line in lines}
        for line in rows_of_file(client, f"/compare/{slug}/{year}/data.csv")
    }
    assert lines == [own[line["year"], line["area_slug"]] for line in lines]
    assert not any(line["marker"] for line in lines)


@pytest.mark.parametrize("slug", ["rso-rate", "rsos", "prevention-orders"])
def test_the_file_over_the_years_has_the_numbers_of_its_page_and_no_others(client: Client, slug: str) -> None:
    found = page(client, f"/compare/{slug}/years/")
    assert f"/compare/{slug}/years/data.csv" in found.links
    table = next(one for one in found.tables if one.id == "figures")
    on_page = {
        (row[0], year): float(cell.replace(",", ""))
        for row in table.rows[1:]
        for year, cell in zip(table.rows[0][1:], row[1:], strict=True)
        if cell != "–"
    }
    in_file = {
        (line["area_name"], line["year"]): float(line["value"])
        for line in rows_of_file(client, f"/compare/{slug}/years/data.csv")
    }
    decimals = catalogue().indicators[slug].decimals
    assert on_page == pytest.approx(in_file, abs=0.51 * 10**-decimals)


def test_the_file_over_the_years_has_its_columns_and_a_name(client: Client) -> None:
    answer = client.get("/compare/rso-rate/years/data.csv")
    assert (
        answer.headers["Content-Disposition"] == 'attachment; filename="mappa-rso-rate-years-release-1.csv"'
    )
    lines = rows_of_file(client, "/compare/rso-rate/years/data.csv")
    assert list(lines[0]) == [column.name for column in catalogue().exports["comparison"].columns]
    order = [(line["area_name"], line["year"]) for line in lines]
    assert order == sorted(order)
    assert len(order) == len(set(order)) > 100


def test_areas_of_two_years_can_be_left_out_of_the_small_charts(client: Client) -> None:
    drawn = {}
    for query in ("", "?least=3", "?least=x"):
        body = client.get(f"/compare/rso-rate/years/{query}").text
        names = re.findall(r'class="multiple__name"><a\s+href="/areas/([^/]*)/"', body)
        drawn[query] = set(names)
        assert len(names) == len(set(names))
    held = Counter(line["area_slug"] for line in rows_of_file(client, "/compare/rso-rate/years/data.csv"))
    assert drawn[""] == drawn["?least=x"] == set(held)
    assert drawn["?least=3"] == {area for area, years in held.items() if years > 2} < set(held)


@pytest.mark.parametrize("path", ["/compare/rso-rate/years/data.csv", "/compare/rso-rate/years/"])
def test_eight_queries_at_most_over_the_years(
    client: Client, path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8):
        client.get(path)


def test_eight_queries_at_most(client: Client, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        client.get(RATES)
