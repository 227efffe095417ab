"""The front page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stats.presentation.home import HomeText
from stats.queries.pages.home import home_page
from stats.views.sharing import sharing


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    page = home_page()
    text = HomeText(page)
    shared = sharing(
        request,
        _("MAPPA in numbers: what each area publishes"),
        description=text.opening.sentence.text if text.opening else "",
        path=request.path,
        embeds=[text.series.embed] if text.series else [],
        picture=reverse("home-picture") if text.series and text.series.chart else "",
    )
    return render(request, "stats/home/home.html", {"page": page, "text": text, "share": shared})
