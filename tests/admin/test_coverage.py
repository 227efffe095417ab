"""The grid for the desk: gaps lead to beginning a report, for those who may."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.factories import make_area, make_figure, make_nation, make_source
from tests.people import make_draft, make_user

pytestmark = pytest.mark.django_db

PAGE = "/admin/coverage/"


def begin(area: str, year: str) -> str:
    return f"/admin/stats/draft/add/?area={area}&amp;year={year}"


def page(client: Client) -> str:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def stored() -> None:
    """Dorset's report, a newspaper's figure of the year after, and an area with nothing."""
    make_nation()
    make_area("kent")
    make_figure(value=1, category="1", level="total", year="2014-15")
    press = make_source("Echo", kind="press report")
    make_figure(value=1, category="1", level="total", year="2015-16", source=press)


@pytest.mark.usefixtures("stored")
def test_a_gap_leads_to_its_report_begun_with_area_and_year(client: Client) -> None:
    client.force_login(make_user("Publisher"))
    found = page(client)
    assert begin("kent", "2014-15") in found
    assert begin("dorset", "2015-16") in found, "a figure of a newspaper is not the report"
    assert begin("dorset", "2014-15") not in found
    assert 'href="/areas/dorset/2014-15/"' in found
    assert "Kent 2014-15, nothing yet. Begin the report" in found
    form = client.get(begin("kent", "2014-15").replace("&amp;", "&")).content.decode()
    assert re.search(r'<option value="kent" selected', form)
    assert re.search(r'name="year" value="2014-15"', form)


@pytest.mark.usefixtures("stored")
def test_of_england_and_wales_only_what_has_no_figure_is_begun(client: Client) -> None:
    national = make_source("Bulletin", kind="national bulletin")
    make_figure(value=1, category="1", level="total", area=make_nation(), source=national)
    client.force_login(make_user("Publisher"))
    found = page(client)
    assert begin("england-and-wales", "2015-16") in found
    assert begin("england-and-wales", "2014-15") not in found


@pytest.mark.usefixtures("stored")
def test_others_areas_lead_to_their_public_pages_alone(client: Client) -> None:
    client.force_login(make_user("Data entry", areas=[make_area("kent")]))
    found = page(client)
    assert begin("kent", "2014-15") in found
    assert "area=dorset" not in found
    assert "area=england-and-wales" not in found
    assert 'href="/areas/dorset/2015-16/"' in found


@pytest.mark.usefixtures("stored")
def test_a_draft_is_opened_and_not_begun_again(client: Client) -> None:
    draft = make_draft(make_area("kent"), year="2014-15")
    client.force_login(make_user("Publisher"))
    found = page(client)
    assert f'href="/admin/stats/draft/{draft.pk}/change/"' in found
    assert "Kent 2014-15, nothing yet. Open the draft" in found
    assert begin("kent", "2014-15") not in found
    client.force_login(make_user("Data entry", areas=[make_area("dorset")]))
    assert f"/draft/{draft.pk}/" not in page(client), "what is not given to somebody does not exist"


def test_before_any_area_is_loaded_it_says_so(client: Client) -> None:
    client.force_login(make_user("Publisher"))
    assert "No areas have been loaded yet." in page(client)


@pytest.mark.parametrize("role", ["", "Reference data"])
def test_it_is_shut_to_those_who_enter_nothing(client: Client, role: str) -> None:
    client.force_login(make_user(role))
    assert client.get(PAGE).status_code == 403


@pytest.mark.usefixtures("stored")
def test_few_queries_for_many_areas(client: Client, django_assert_max_num_queries: object) -> None:
    client.force_login(make_user("Publisher"))
    for number in range(5):
        make_area(f"area-{number}")
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        page(client)


@pytest.mark.usefixtures("stored")
def test_the_desk_leads_here(client: Client) -> None:
    client.force_login(make_user("Publisher"))
    assert f'href="{PAGE}"' in client.get("/admin/").content.decode()
