"""About and glossary tell of comparing what the pages do."""

from __future__ import annotations

import pytest
from django.test import Client

from stats.catalogue.reader import catalogue
from tests.factories import make_figure, make_source
from tests.reference import figures
from tests.views.reading import Page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/about/", "Two things are said of an area, and never in one word."),
        ("/about/", "only where at least ten areas have a figure"),
        ("/about/", "not a sample of the 42"),
        ("/glossary/", "Not clearly different Said of an area whose 95% interval"),
        ("/glossary/", "Usual spread The range in which nearly all areas of one size lie"),
        ("/glossary/", "Qualifier A word printed with a number"),
        ("/glossary/", "Worked out here A number that no source prints."),
    ],
)
def test_the_two_facts_and_the_kinds_of_number_are_explained(client: Client, path: str, words: str) -> None:
    assert words in " ".join(Page(client.get(path).content.decode()).text.split())


TITLES = {source.title for source in figures._read(figures.DATA / "sources.csv").itertuples()}


def test_what_reports_explain_is_told_with_its_year_and_leads_to_them(client: Client) -> None:
    explained = [
        (term, one) for part in catalogue().glossary_parts for term in part.terms for one in term.explanations
    ]
    assert {title for _term, one in explained for title in one.sources} <= TITLES
    source = make_source()
    make_figure("sopo", value=1, source=source)
    html = client.get("/glossary/").content.decode()
    text = " ".join(Page(html).text.split())
    for term, one in explained:
        assert f"{one.year} explain" in text
        assert one.text in text, term.slug
        assert f'<div id="{term.slug}">' in html
    for words in (
        "seven years",
        "up to five years in prison",
        "Jobcentre Plus",
        "two lay advisers",
        "June 2008",
    ):
        assert words in text
    assert f'href="/sources/{source.slug}/"' in html
    assert "Cambridgeshire MAPPA Annual Report 2014-2015" in text  # not stored: named, and leads nowhere


@pytest.mark.parametrize("path", ["/about/", "/glossary/", "/accessibility/"])
def test_no_area_is_called_similar(client: Client, path: str) -> None:
    assert "similar" not in client.get(path).content.decode().casefold()
