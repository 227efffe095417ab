"""What is new: releases and corrections, as pages and as a feed."""

from __future__ import annotations

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from stats.presentation.components.page_links import PageLinks
from stats.presentation.updates import ReleaseText
from stats.queries.pages import updates as query
from stats.views.params import read_page

IN_FEED = 30


@require_safe
def updates(request: HttpRequest) -> HttpResponse:
    found = query.updates_page(page=read_page(request.GET))
    if found is None:
        raise Http404
    links = PageLinks(found.pages.page, found.pages.last, reverse("updates"))
    context = {"links": links, "releases": map(ReleaseText, found.releases)}
    return render(request, "stats/updates/updates.html", context)


@require_safe
def release(request: HttpRequest, number: int) -> HttpResponse:
    found = query.release_page(number, page=read_page(request.GET)) if number < 2**31 else None
    if found is None:
        raise Http404
    return render(request, "stats/updates/release.html", {"one": ReleaseText(found.release, found)})


class UpdatesFeed(Feed):  # type: ignore[type-arg]  # Django's own class takes none when it runs
    """The newest releases as an Atom feed. An entry's id is its address, which is kept."""

    feed_type = Atom1Feed
    title = _("MAPPA in numbers: releases and corrections")
    subtitle = _("Each change to what this site shows, with every published figure that was corrected.")
    author_name = _("MAPPA in numbers")
    link = reverse_lazy("updates")
    language = "en-GB"

    def items(self) -> list[ReleaseText]:
        return [ReleaseText(found) for found in query.newest_releases(limit=IN_FEED)]

    def item_title(self, item: ReleaseText) -> SafeString | str:
        return item.title

    def item_description(self, item: ReleaseText) -> str:
        return item.summary

    def item_link(self, item: ReleaseText) -> str:
        return item.url

    def item_updateddate(self, item: ReleaseText) -> datetime:
        return item.release.date

    item_pubdate = item_updateddate


feed = require_safe(UpdatesFeed())
