"""England and Wales over the years."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stats.presentation.nation.page import nation_text
from stats.queries.pages.nation import nation_page
from stats.views.charts import ChartedPage
from stats.views.sharing import sharing


@require_safe
def nation(request: HttpRequest) -> HttpResponse:
    text = nation_text(nation_page())
    series = text.series if text else []
    shared = sharing(
        request,
        _("England and Wales"),
        description=text.opening.sentence.text if text else "",
        path=request.path,
        embeds=[shown.embed for shown in series],
        picture=reverse("england-and-wales-picture") if any(shown.chart for shown in series) else "",
    )
    context = {"text": text, "share": shared, "section": "england-and-wales"}
    return render(request, "stats/nation/nation.html", context)


def charts(_request: HttpRequest) -> ChartedPage:
    """The national rate and the national count over the years."""
    text, path = nation_text(nation_page()), reverse("england-and-wales")
    return ChartedPage(text.page_charts if text else {}, path=path, name="england-and-wales")
