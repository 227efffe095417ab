"""The topics, each with its indicators side by side and its story over the years."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from stats.presentation.topics import page as present
from stats.presentation.topics.words import topic_words
from stats.queries.pages.topics import topic_page
from stats.views.charts import explored
from stats.views.params import read_year
from stats.views.sharing import series_embeds, series_picture, sharing


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
        embeds=series_embeds(topic, (*text.drawn, *text.told)),
        picture=series_picture(topic, text.drawn),
    )
    return render(request, "stats/topics/topic.html", {"page": text, "share": shared, "section": topic})


@require_safe
def chart(_request: HttpRequest, topic: str, key: str) -> JsonResponse:
    """The chart to explore: the Plotly figure of England and Wales on one of the topic's indicators."""
    page = topic_page(topic)
    return explored(present.drawn(page) if page is not None else {}, key=key)
