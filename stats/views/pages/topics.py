"""The topics, each with its indicators side by side and its story over the years."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from stats.presentation.topics.page import TopicText, topic_words
from stats.queries.pages.topics import topic_page
from stats.views.charts import ChartedPage
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
    text = TopicText(page, asked=bool(asked), asked_year=year, sort=sort)
    shared = sharing(
        request,
        f"{text.words.title}, {page.year}",
        description=text.sentence.text if text.sentence else text.coverage,
        path=f"{reverse(topic)}?year={page.year}",
        embeds=[series.embed for series in (*text.drawn, *text.told)],
        picture=reverse(f"{topic}-picture") if text.drawn else "",
    )
    context = {"page": page, "text": text, "share": shared, "section": topic}
    return render(request, "stats/topics/topic.html", context)


def charts(_request: HttpRequest, *, topic: str) -> ChartedPage:
    """England and Wales over the years on each of the topic's indicators."""
    page = topic_page(topic)
    return ChartedPage(TopicText(page).page_charts if page else {}, path=reverse(topic), name=topic)
