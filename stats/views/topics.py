"""The topics, each with its indicators side by side and its story over the years."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from stats.presentation import topics as present
from stats.presentation.charts import figure
from stats.presentation.topic_words import topic_words
from stats.queries.topics import topic_page
from stats.views.params import read_year
from stats.views.sharing import sharing


@require_safe
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """The year asked for; the latest, said to be so, where that one is not held or is no year."""
    asked, sort = request.GET.get("year", ""), request.GET.get("sort", "")
    year = read_year(asked)
    page = topic_page(topic, year=year, sort=sort)
    if page is None:
        context = {"words": topic_words(topic), "section": topic}
        return render(request, "stats/topics/not_held.html", context)
    text = present.topic_text(page, asked=bool(asked), asked_year=year, sort=sort)
    shared = sharing(
        request,
        f"{text.words.title}, {text.year}",
        description=text.sentence.text if text.sentence else text.coverage,
        path=f"{reverse(topic)}?year={text.year}",
    )
    return render(request, "stats/topics/topic.html", {"page": text, "share": shared, "section": topic})


@require_safe
def chart(_request: HttpRequest, topic: str, key: str) -> JsonResponse:
    """The chart to explore: the Plotly figure of England and Wales on one of the topic's indicators."""
    page = topic_page(topic)
    for series in page.series if page is not None else ():
        if series.indicator.slug == key and len(series.points) >= present.FEWEST_FOR_A_CHART:
            return JsonResponse(figure(present.series_chart(series)))
    raise Http404
