"""About and glossary tell of comparing what the pages do."""

from __future__ import annotations

import pytest
from django.test import Client

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


@pytest.mark.parametrize("path", ["/about/", "/glossary/", "/accessibility/"])
def test_no_area_is_called_similar(client: Client, path: str) -> None:
    assert "similar" not in client.get(path).content.decode().casefold()
