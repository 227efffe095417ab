"""The addresses of the public site. They are kept: links in articles must work next year."""

from __future__ import annotations

from django.urls import path, register_converter

from stats.views import (
    areas,
    compare,
    data,
    embed,
    health,
    home,
    measures,
    nation,
    pages,
    pictures,
    quality,
    search,
    topics,
    updates,
)
from stats.views.converters import ReportingYearConverter

register_converter(ReportingYearConverter, "reporting_year")

urlpatterns = [
    path("", home.home, name="home"),
    path("areas/", search.areas, name="areas"),
    path("areas/<slug:slug>/", areas.area, name="area"),
    path("areas/<slug:slug>/figures.csv", data.area_figures, name="area-figures"),
    path("areas/<slug:slug>/charts/<slug:key>.json", areas.chart, name="area-chart"),
    path("areas/<slug:slug>/charts/<slug:key>.svg", pictures.area, {"form": "svg"}, name="area-svg"),
    path("areas/<slug:slug>/charts/<slug:key>.png", pictures.area, {"form": "png"}, name="area-png"),
    path("areas/<slug:slug>/picture.png", pictures.area_shared, name="area-picture"),
    path("areas/<slug:slug>/<reporting_year:year>/", areas.area, name="area-year"),
    path("areas/<slug:slug>/<slug:text>/", areas.no_such_year, name="area-no-such-year"),
    path("compare/", compare.chooser, name="compare"),
    path("compare/<slug:slug>/", compare.compare, name="compare-indicator"),
    path("compare/<slug:slug>/years/", compare.years, name="compare-years"),
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
    path("embed/compare/<slug:slug>/<reporting_year:year>/", embed.compare, name="embed-compare"),
    path("embed/areas/<slug:slug>/<slug:key>/", embed.area, name="embed-area"),
    path("orders/", topics.topic, {"topic": "orders"}, name="orders"),
    path("recalls/", topics.topic, {"topic": "recalls"}, name="recalls"),
    path("notification/", topics.topic, {"topic": "notification"}, name="notification"),
    path(
        "serious-further-offences/",
        topics.topic,
        {"topic": "serious-further-offences"},
        name="serious-further-offences",
    ),
    path("orders/charts/<slug:key>.json", topics.chart, {"topic": "orders"}, name="orders-chart"),
    path("recalls/charts/<slug:key>.json", topics.chart, {"topic": "recalls"}, name="recalls-chart"),
    path(
        "notification/charts/<slug:key>.json",
        topics.chart,
        {"topic": "notification"},
        name="notification-chart",
    ),
    path(
        "serious-further-offences/charts/<slug:key>.json",
        topics.chart,
        {"topic": "serious-further-offences"},
        name="serious-further-offences-chart",
    ),
    path("england-and-wales/", nation.nation, name="england-and-wales"),
    path("england-and-wales/charts/<slug:key>.json", nation.chart, name="england-and-wales-chart"),
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
