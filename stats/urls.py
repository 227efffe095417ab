"""The addresses of the public site. They are kept: links in articles must work next year."""

from __future__ import annotations

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, register_converter

from stats.catalogue.reader import catalogue
from stats.presentation.nation import RSOS
from stats.views import area as areas
from stats.views import areas as search
from stats.views import compare, data, embed, health, home, measures, nation, pages, pictures, topics, updates
from stats.views import data_quality as quality
from stats.views.converters import ReportingYearConverter

register_converter(ReportingYearConverter, "reporting_year")

View = Callable[..., HttpResponseBase]

TOPICS = tuple(topic.slug for topic in catalogue().topics.values() if topic.page is not None)


def charts(where: str, *, name: str, explore: View, save: View, embed: View, **of: str) -> list[URLPattern]:
    """The charts of one page, each under its key: to explore, to save, beside a link, and in a frame.

    `name` is that of the page, `of` what its views are given beside the parts of the address.
    """
    return [
        path(f"{where}charts/<slug:key>.json", explore, of, name=f"{name}-chart"),
        path(f"{where}charts/<slug:key>.svg", save, {**of, "form": "svg"}, name=f"{name}-svg"),
        path(f"{where}charts/<slug:key>.png", save, {**of, "form": "png"}, name=f"{name}-png"),
        path(f"{where}picture.png", save, {**of, "form": pictures.SHARED}, name=f"{name}-picture"),
        path(f"embed/{where}<slug:key>/", embed, of, name=f"embed-{name}"),
    ]


def topic_pages(topic: str) -> list[URLPattern]:
    """One topic's page and its charts. Its addresses are named for it."""
    return [
        path(f"{topic}/", topics.topic, {"topic": topic}, name=topic),
        *charts(
            f"{topic}/",
            name=topic,
            explore=topics.chart,
            save=pictures.topic,
            embed=embed.topic,
            topic=topic,
        ),
    ]


urlpatterns = [
    path("", home.home, name="home"),
    path("picture.png", pictures.nation, {"key": RSOS, "form": pictures.SHARED}, name="home-picture"),
    path("areas/", search.areas, name="areas"),
    path("areas/<slug:slug>/", areas.area, name="area"),
    path("areas/<slug:slug>/figures.csv", data.area_figures, name="area-figures"),
    *charts("areas/<slug:slug>/", name="area", explore=areas.chart, save=pictures.area, embed=embed.area),
    path("areas/<slug:slug>/<reporting_year:year>/", areas.area, name="area-year"),
    path("areas/<slug:slug>/<reporting_year:year>/standing.json", areas.standing, name="area-standing"),
    path(
        "areas/<slug:slug>/<reporting_year:year>/standing.svg",
        pictures.standing,
        {"form": "svg"},
        name="area-standing-svg",
    ),
    path(
        "areas/<slug:slug>/<reporting_year:year>/standing.png",
        pictures.standing,
        {"form": "png"},
        name="area-standing-png",
    ),
    path("areas/<slug:slug>/<slug:text>/", areas.no_such_year, name="area-no-such-year"),
    path("compare/", compare.chooser, name="compare"),
    path("compare/<slug:slug>/", compare.compare, name="compare-indicator"),
    path("compare/<slug:slug>/years/", compare.years, name="compare-years"),
    path("compare/<slug:slug>/years/data.csv", compare.years_data, name="compare-years-data"),
    path("compare/<slug:slug>/years/chart.svg", pictures.years, {"form": "svg"}, name="compare-years-svg"),
    path("compare/<slug:slug>/years/chart.png", pictures.years, {"form": "png"}, name="compare-years-png"),
    path("compare/<slug:slug>/<reporting_year:year>/", compare.compare, name="compare-year"),
    path("compare/<slug:slug>/<slug:text>/", compare.no_such_year, name="compare-no-such-year"),
    path("compare/<slug:slug>/<reporting_year:year>/data.csv", compare.data, name="compare-data"),
    path("compare/<slug:slug>/<reporting_year:year>/chart.json", compare.chart, name="compare-chart"),
    path("compare/<slug:slug>/<reporting_year:year>/funnel.json", compare.funnel, name="compare-funnel"),
    path(
        "compare/<slug:slug>/<reporting_year:year>/<slug:key>.svg",
        pictures.compare,
        {"form": "svg"},
        name="compare-svg",
    ),
    path(
        "compare/<slug:slug>/<reporting_year:year>/<slug:key>.png",
        pictures.compare,
        {"form": "png"},
        name="compare-png",
    ),
    path(
        "compare/<slug:slug>/<reporting_year:year>/<slug:key>/picture.png",
        pictures.compare,
        {"form": pictures.SHARED},
        name="compare-picture",
    ),
    path("embed/compare/<slug:slug>/years/", embed.years, name="embed-compare-years"),
    path("embed/compare/<slug:slug>/<reporting_year:year>/", embed.compare, name="embed-compare"),
    path("embed/compare/<slug:slug>/<reporting_year:year>/funnel/", embed.funnel, name="embed-funnel"),
    *(address for topic in TOPICS for address in topic_pages(topic)),
    path("england-and-wales/", nation.nation, name="england-and-wales"),
    *charts(
        "england-and-wales/",
        name="england-and-wales",
        explore=nation.chart,
        save=pictures.nation,
        embed=embed.nation,
    ),
    path("measures/", measures.measures, name="measures"),
    path("measures/<slug:code>/", measures.measure, name="measure"),
    path("data/", data.data, name="data"),
    path("data/figures.csv", data.all_figures, name="all-figures"),
    path("data-quality/", quality.data_quality, name="data-quality"),
    path("updates/", updates.updates, name="updates"),
    path("updates/feed/", updates.feed, name="updates-feed"),
    path("updates/<int:number>/", updates.release, name="release"),
    path("about/", pages.about, name="about"),
    path("glossary/", pages.glossary, name="glossary"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("healthz", health.healthz, name="healthz"),
]
