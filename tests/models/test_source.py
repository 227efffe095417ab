"""The address of a source is made of its title, is its own, and is never lost."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from stats.models import Source
from tests.factories import make_source

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        (
            "“Sex offenders shock”, Bournemouth Echo, October 2006",
            "sex-offenders-shock-bournemouth-echo-october-2006",
        ),
        ("Dorset MAPPA Annual Report 2005/6", "dorset-mappa-annual-report-20056"),
        ("“”", "source"),
        ("Ynys Môn", "ynys-mon"),
    ],
)
def test_it_is_made_of_the_title(title: str, slug: str) -> None:
    assert make_source(title).slug == slug


def test_a_long_title_is_cut_between_words() -> None:
    slug = make_source("offenders " * 30).slug
    assert len(slug) <= 190
    assert set(slug.split("-")) == {"offenders"}
    assert len(make_source("x" * 300).slug) <= 200


def test_two_sources_never_share_one() -> None:
    first, second = make_source("Report"), make_source("Report", url="https://example.org/2")
    third = make_source("Report!", kind="press report")
    assert [one.slug for one in (first, second, third)] == ["report", "report-2", "report-3"]


def test_a_corrected_title_moves_it_and_the_old_address_is_no_others() -> None:
    source = make_source("Reprot")
    source.give_title("Report")
    source.save()
    assert (source.slug, source.former_slugs) == ("report", ["reprot"])
    assert make_source("Reprot", kind="press report").slug == "reprot-2"
    source.give_title("Reprot")  # back again
    source.save()
    assert (source.slug, source.former_slugs) == ("reprot", ["report"])


def test_the_migration_gives_each_its_own_and_those_of_former_titles() -> None:
    for title, url in (("Report", ""), ("Report", "https://example.org/2")):
        make_source(title, url=url, former_titles=["Old title"])  # type: ignore[arg-type]
    Source.objects.update(former_slugs=[])

    import_module("stats.migrations.0013_sources_and_local_activity").give_slugs(apps, None)

    assert list(Source.objects.order_by("pk").values_list("slug", "former_slugs")) == [
        ("report", ["old-title"]),
        ("report-2", ["old-title"]),
    ]
