"""Areas put beside an area's own years, and what readers may ask for that makes no sense."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("shipped")
FORTY = ",".join(f"nowhere-{number}" for number in range(40))


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)))


def checked(client: Client, path: str) -> list[str]:
    return re.findall(r'id="with-([a-z-]+)"[^>]* checked', client.get(path).text)


def test_the_areas_asked_for_are_kept_in_the_form_and_on_the_charts(client: Client) -> None:
    path = "/areas/dorset/2019-20/?with=essex,durham"
    assert checked(client, path) == ["durham", "essex"]
    body = client.get(path).text
    assert 'data-explore-url="/areas/dorset/charts/rso-rate.json?with=durham,essex&amp;year=2019-20"' in body


def test_boxes_ticked_ask_the_same_as_a_list(client: Client) -> None:
    ticked = "/areas/dorset/?with=essex&with=durham"
    assert checked(client, ticked) == checked(client, "/areas/dorset/?with=essex,durham")


def test_the_area_itself_is_no_other_area(client: Client) -> None:
    assert checked(client, "/areas/dorset/?with=dorset,essex") == ["essex"]


def test_more_than_five_are_told(client: Client) -> None:
    said = text(client, "/areas/dorset/?with=essex,durham,gwent,norfolk,suffolk,london,kent")
    assert "2 areas were left out: up to 5 can be shown beside this one." in said


def test_an_unknown_area_is_named(client: Client) -> None:
    assert "There is no area called “atlantis”; it was left out." in text(
        client, "/areas/dorset/?with=atlantis"
    )


def test_an_area_without_figures_is_named(client: Client) -> None:
    said = text(client, "/areas/dorset/?with=kent")
    assert "Kent has no figure for anything shown here." in said


@pytest.mark.parametrize(
    "query",
    [FORTY, "%00", "%F0%9F%98%80", "<script>", "england-and-wales", "'; drop table", ",,,", "a" * 3000],
)
def test_nonsense_is_answered_with_the_page(client: Client, query: str) -> None:
    for path in (f"/areas/dorset/?with={query}", f"/embed/areas/dorset/rsos/?with={query}"):
        assert client.get(path).status_code == 200


def test_the_chart_to_explore_has_the_others_too(client: Client) -> None:
    plain = client.get("/areas/dorset/charts/rso-rate.json").text
    beside = client.get("/areas/dorset/charts/rso-rate.json?with=essex").text
    assert "Essex" in beside
    assert "Essex" not in plain


@pytest.mark.parametrize("query", ["", "?with=essex,durham,gwent,norfolk,suffolk"])
def test_eight_queries_at_most(client: Client, query: str, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        client.get(f"/areas/dorset/2019-20/{query}")


@pytest.mark.parametrize(
    "path",
    ["/compare/rso-rate/years/", "/compare/rsos/years/", "/notification/", "/serious-further-offences/"],
)
def test_the_new_pages_ask_eight_queries_at_most(
    client: Client, path: str, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert client.get(path).status_code == 200


def test_an_unknown_indicator_over_the_years_is_not_found(client: Client) -> None:
    assert client.get("/compare/no-such/years/").status_code == 404


def test_a_change_across_a_break_is_not_given(client: Client) -> None:
    """Dorset: 62 prevention orders in 2014-15 and in 2015-16, SOPOs and then SHPOs."""
    said = text(client, "/areas/dorset/2015-16/")
    assert "from 62 to 62" not in said
    assert "SOPOs are replaced by SHPOs" in said


def test_like_areas_are_one_click_from_a_comparison(client: Client) -> None:
    body = client.get("/areas/dorset/2018-19/").text
    [link] = re.findall(r'href="(/compare/rso-rate/2018-19/\?areas=dorset,[^"]+)"', body)
    assert len(link.split(",")) == 6
    assert client.get(link).status_code == 200
