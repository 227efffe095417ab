"""England and Wales over the years."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stats.presentation import nation as present
from stats.queries.pages.nation import nation_page
from stats.views.charts import explored
from stats.views.sharing import series_embeds, series_picture, sharing


@require_safe
def nation(request: HttpRequest) -> HttpResponse:
    text = present.nation_text(nation_page())
    shared = sharing(
        request,
        _("England and Wales"),
        description=text.sentence.text if text else "",
        path=request.path,
        embeds=series_embeds("england-and-wales", text.series if text else ()),
        picture=series_picture("england-and-wales", text.series if text else ()),
    )
    context = {"page": text, "share": shared, "section": "england-and-wales"}
    return render(request, "stats/nation/nation.html", context)


@require_safe
def chart(_request: HttpRequest, key: str) -> JsonResponse:
    """The chart to explore: the Plotly figure of the rate or of the count."""
    return explored(present.drawn(nation_page()), key=key)
