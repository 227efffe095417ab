"""What is new: releases and corrections, as pages and as a feed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from stats.analysis.figures import AreaRef
from stats.presentation.components.page_links import PageLinks
from stats.presentation.updates import ReleaseText
from stats.queries.figures import area_refs
from stats.queries.pages import updates as query
from stats.views.params import read_page

IN_FEED = 30
# A tag (RFC 4151): what follows is never given twice.
_FEED_ID = "tag:mappa-in-numbers,2026:feeds/"


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


class ReleasesFeed(Feed):  # type: ignore[type-arg]  # Django's own class takes none when it runs
    """Releases as an Atom feed. No id has the host in it: one that changed would make every entry new to
    every reader. An entry's is the release's own, which is given once."""

    feed_type = Atom1Feed
    author_name = _("MAPPA in numbers")
    language = "en-GB"

    def item_guid(self, item: ReleaseText) -> str:
        return UUID(item.release.identity).urn

    def item_title(self, item: ReleaseText) -> SafeString | str:
        return item.title

    def item_description(self, item: ReleaseText) -> str:
        return item.summary

    def item_link(self, item: ReleaseText) -> str:
        return item.url

    def item_updateddate(self, item: ReleaseText) -> datetime:
        return item.release.date

    item_pubdate = item_updateddate


class UpdatesFeed(ReleasesFeed):
    """The newest releases."""

    title = _("MAPPA in numbers: releases and corrections")
    subtitle = _("Each change to what this site shows, with every published figure that was corrected.")
    link = reverse_lazy("updates")
    feed_guid = f"{_FEED_ID}updates"

    def items(self) -> list[ReleaseText]:
        return [ReleaseText(found) for found in query.newest_releases(limit=IN_FEED)]


class AreaFeed(ReleasesFeed):
    """The releases that say something of one area: of its reports, with a correction of its figures, or of
    many files at once."""

    def get_object(self, _request: HttpRequest, slug: str) -> AreaRef:
        ref = area_refs().get(slug)
        if ref is None:
            raise Http404
        return ref

    def title(self, area: AreaRef) -> str:
        return gettext("MAPPA in numbers: releases and corrections for %(area)s") % {"area": area.name}

    def subtitle(self, area: AreaRef) -> str:
        return gettext("Each change to what this site shows of %(area)s.") % {"area": area.name}

    def link(self, area: AreaRef) -> str:
        return reverse("area", args=(area.slug,))

    def feed_guid(self, area: AreaRef) -> str:
        return f"{_FEED_ID}areas/{area.slug}"

    def items(self, area: AreaRef) -> list[ReleaseText]:
        return [ReleaseText(found) for found in query.newest_releases(limit=IN_FEED, area_slug=area.slug)]


feed = require_safe(UpdatesFeed())
area_feed = require_safe(AreaFeed())
