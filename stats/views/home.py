"""The front page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stats.presentation.home import home_text
from stats.queries.pages.home import home_page
from stats.views.sharing import series_embeds, series_picture, sharing


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    page = home_page()
    text = home_text(page)
    series = (text.nation.series,) if text.nation and text.nation.series else ()
    shared = sharing(
        request,
        _("MAPPA in numbers: what each area publishes"),
        description=text.nation.sentence.text if text.nation else "",
        path=request.path,
        embeds=series_embeds("england-and-wales", series),
        picture=series_picture("home", series),
    )
    return render(request, "stats/home/home.html", {"page": text, "share": shared})
