"""For machines that look for pages: the sitemap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as sitemap_of
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from stats.catalogue.reader import catalogue
from stats.queries.pages.sitemap import sitemap_pages
from stats.views.caching import release_date

_ALONE = (
    *("home", "areas", "compare", "england-and-wales", "measures", "data", "coverage", "sources"),
    *("data-quality", "glossary", "updates", "about", "accessibility"),
)


class Pages(Sitemap):  # type: ignore[type-arg]  # Django's own class takes none when it runs
    """Every page that has figures of its own, under its lasting address. What they show changes only with a
    release."""

    def __init__(self, released: date, scheme: str) -> None:
        self.released, self.protocol = released, scheme

    def items(self) -> list[str]:
        return list(_addresses())

    def location(self, item: str) -> str:
        return item

    def lastmod(self, _item: str) -> date:
        return self.released


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    pages = Pages(release_date(request), request.scheme or "https")
    response: HttpResponse = sitemap_of(request, sitemaps={"pages": pages})
    return response.render()  # type: ignore[attr-defined, no-any-return]  # of a TemplateResponse


def _addresses() -> Iterator[str]:
    found = sitemap_pages()
    yield from map(reverse, _ALONE)
    yield from (reverse(topic.slug) for topic in catalogue().topics.values() if topic.page)
    for slug, years in found.areas.items():
        # The page without a year is that of the latest.
        yield from (reverse("area-year", args=(slug, year)) for year in years)
        if not years:
            yield reverse("area", args=(slug,))
    for slug, years in found.indicators.items():
        yield from (reverse("compare-year", args=(slug, year)) for year in years)
        if years:
            yield reverse("compare-years", args=(slug,))
    yield from map(partial(_one, "measure"), catalogue().measures)
    yield from map(partial(_one, "source"), found.sources)


def _one(page: str, slug: str) -> str:
    return reverse(page, args=(slug,))
