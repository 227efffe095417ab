"""All areas, and the search for one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from stats.catalogue.areas import WordUse
from stats.presentation.areas.page import AreasText
from stats.presentation.areas.question import answer_to
from stats.presentation.areas.search import SearchText, place_url
from stats.queries.pages.areas import areas_by_region, areas_page
from stats.queries.search import every_name, search
from stats.views.params import printable


@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """Without a query the list; a question is answered; a name that means one area leads straight to its
    page."""
    asked = printable(request.GET.get("q", ""))
    if not asked:
        page = areas_page()
        context = {"regions": page.regions, "text": AreasText(page), "section": "areas"}
        return render(request, "stats/areas/areas.html", context)
    names = every_name()
    answer = answer_to(asked, root=f"{request.scheme}://{request.get_host()}", names=names)
    if answer.asks_for_figure:
        return render(request, "stats/areas/question.html", {"answer": answer, "section": "areas"})
    result = search(asked, names=names)
    if result.only is not None:
        return redirect(place_url(result.only))
    if result.answer is WordUse.NATION and not result.matches:
        return redirect("england-and-wales")
    context = {"regions": areas_by_region(), "search": SearchText(result), "section": "areas"}
    return render(request, "stats/areas/areas.html", context)
