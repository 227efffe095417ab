"""The addresses of the public site. They are kept: links in articles must work next year."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path, re_path, register_converter
from django.views.generic import TemplateView

from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.reader import catalogue
from stats.presentation.nation.page import RSOS
from stats.views import discovery, health, security_txt
from stats.views.charts import ChartsOf, embed, explore, picture, save
from stats.views.downloads.files import FORMS, TableOf, chart_file, file
from stats.views.downloads.tables import table
from stats.views.pages import (
    area,
    areas,
    compare,
    coverage,
    data,
    data_quality,
    glossary,
    home,
    measures,
    nation,
    sources,
    topics,
    updates,
)
from stats.views.params import ReportingYearConverter
from stats.views.sharing import embeds

register_converter(ReportingYearConverter, "reporting_year")

TOPICS = tuple(topic.slug for topic in catalogue().topics.values() if topic.page is not None)


def tables(where: str, *, name: str, of: TableOf, **named: str) -> list[URLPattern]:
    """A table at the address of its page with another ending. `named` is given to `of` as well."""
    return [
        path(f"{where}.{form}", file, {"of": of, "form": form, **named}, name=f"{name}-{form}")
        for form in FORMS
    ]


def no_such_year(where: str, view: Callable[..., HttpResponseBase], *, name: str) -> list[URLPattern]:
    """What stands where a year does in the address of a page, or of its table, and is none."""
    return [path(f"{where}{end}", view, name=name) for end in ("/", *(f".{form}" for form in FORMS))]


def saved(where: str, *, name: str, of: ChartsOf, **named: str) -> list[URLPattern]:
    """A chart of that page to save, and its numbers. `named` is given to its views as well."""
    return [
        path(f"{where}.{form}", view, {"of": of, "form": form, **named}, name=f"{name}-{form}")
        for view, forms in ((save, ("svg", "png")), (chart_file, FORMS))
        for form in forms
    ]


def files(where: str, *, name: str, of: ChartsOf, **named: str) -> list[URLPattern]:
    """A chart of that page to explore and to save."""
    return [
        path(f"{where}.json", explore, {"of": of, **named}, name=f"{name}-chart"),
        *saved(where, name=name, of=of, **named),
    ]


def charts(where: str, *, name: str, of: ChartsOf, **named: str) -> list[URLPattern]:
    """The charts of the page of that name, each under its key: their files, beside a link, and in a frame."""
    given = {"of": of, **named}
    return [
        *files(f"{where}charts/<slug:key>", name=name, of=of, **named),
        path(f"{where}picture.png", picture, given, name=f"{name}-picture"),
        path(f"embed/{where}<slug:key>/", embed, given, name=f"embed-{name}"),
    ]


def topic_pages(topic: str) -> list[URLPattern]:
    """One topic's page and its charts. Its addresses are named for it."""
    return [
        path(f"{topic}/", topics.topic, {"topic": topic}, name=topic),
        *charts(f"{topic}/", name=topic, of=topics.charts, topic=topic),
    ]


AREA_YEAR = "areas/<slug:slug>/<reporting_year:year>/"
COMPARE_YEAR = "compare/<slug:slug>/<reporting_year:year>/"
COMPARED = {"of": compare.charts}
ALL_YEARS = {"of": compare.all_years_charts, "key": "years"}

urlpatterns: list[URLPattern | URLResolver] = [
    re_path(
        rf"^(?P<page>(?:.+/)?)tables/(?P<name>[-\w]+)\.(?P<form>{'|'.join(map(re.escape, FORMS))})$",
        table,
        name="page-table",
    ),
    path("", home.home, name="home"),
    path("picture.png", picture, {"of": nation.charts, "key": RSOS}, name="home-picture"),
    path("areas/", areas.areas, name="areas"),
    path("areas/<slug:slug>/", area.area, name="area"),
    path("areas/<slug:slug>/figures.csv", file, {"of": area.figures, "form": "csv"}, name="area-figures"),
    *tables("areas/<slug:slug>", name="area-figures", of=area.figures),
    *tables("areas/<slug:slug>/<reporting_year:year>", name="area-year-figures", of=area.figures),
    *charts("areas/<slug:slug>/", name="area", of=area.charts),
    path(AREA_YEAR, area.area, name="area-year"),
    *files(f"{AREA_YEAR}standing", name="area-position", of=area.year_charts, key="standing"),
    path("areas/<slug:slug>/feed/", updates.area_feed, name="area-feed"),
    *no_such_year("areas/<slug:slug>/<slug:text>", area.no_such_year, name="area-no-such-year"),
    path("compare/", compare.chooser, name="compare"),
    path("compare/<slug:slug>/", compare.compare, name="compare-indicator"),
    path("compare/<slug:slug>/years/", compare.years, name="compare-years"),
    path(
        "compare/<slug:slug>/years/data.csv",
        file,
        {"of": compare.years_figures, "form": "csv"},
        name="compare-years-data",
    ),
    *tables("compare/<slug:slug>/years", name="compare-years-figures", of=compare.years_figures),
    *tables("compare/<slug:slug>", name="compare-figures", of=compare.figures),
    *tables("compare/<slug:slug>/<reporting_year:year>", name="compare-year-figures", of=compare.figures),
    *saved("compare/<slug:slug>/years/chart", name="compare-years", of=compare.all_years_charts, key="years"),
    path(COMPARE_YEAR, compare.compare, name="compare-year"),
    *no_such_year("compare/<slug:slug>/<slug:text>", compare.no_such_year, name="compare-no-such-year"),
    path(f"{COMPARE_YEAR}data.csv", file, {"of": compare.figures, "form": "csv"}, name="compare-data"),
    *files(f"{COMPARE_YEAR}<slug:key>", name="compare", of=compare.charts),
    path(f"{COMPARE_YEAR}<slug:key>/picture.png", picture, COMPARED, name="compare-picture"),
    path("embed/", embeds.forms, name="embed-forms"),
    path(
        "embed/sentence/<slug:slug>/<reporting_year:year>/<slug:indicator>/",
        embeds.sentence,
        name="embed-sentence",
    ),
    path("oembed", embeds.oembed, name="oembed"),
    path("embed/compare/<slug:slug>/years/", embed, ALL_YEARS, name="embed-compare-years"),
    path(f"embed/{COMPARE_YEAR}", embed, {**COMPARED, "key": "chart"}, name="embed-compare"),
    path(f"embed/{COMPARE_YEAR}funnel/", embed, {**COMPARED, "key": "funnel"}, name="embed-funnel"),
    *(address for topic in TOPICS for address in topic_pages(topic)),
    path("england-and-wales/", nation.nation, name="england-and-wales"),
    *tables("england-and-wales", name="nation-figures", of=area.figures, slug=NATION_SLUG),
    *charts("england-and-wales/", name="england-and-wales", of=nation.charts),
    path("measures/", measures.measures, name="measures"),
    path("measures/<slug:code>/", measures.measure, name="measure"),
    path("data/", data.data, name="data"),
    path("data/mappa-figures.zip", data.package, name="package"),
    path("data/mappa-figures.xlsx", data.every_table, name="workbook"),
    *tables("data/figures", name="all-figures", of=data.all_figures),
    *tables("data/local-activity", name="local-activity", of=data.local_activity),
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage/data.csv", file, {"of": coverage.figures, "form": "csv"}, name="coverage-data"),
    *tables("coverage", name="coverage-figures", of=coverage.figures),
    path("sources/", sources.sources, name="sources"),
    path("sources/<slug:slug>/", sources.source, name="source"),
    path(
        "sources/<slug:slug>/figures.csv", file, {"of": sources.figures, "form": "csv"}, name="source-figures"
    ),
    *tables("sources/<slug:slug>", name="source-figures", of=sources.figures),
    path("data-quality/", data_quality.data_quality, name="data-quality"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("updates/", updates.updates, name="updates"),
    path("updates/feed/", updates.feed, name="updates-feed"),
    path("updates/<int:number>/", updates.release, name="release"),
    *(
        path(f"{name}/", TemplateView.as_view(template_name=f"stats/pages/{name}.html"), name=name)
        for name in ("about", "accessibility")
    ),
    path("api/v1/", include("stats.api.urls")),
    path(
        "robots.txt",
        TemplateView.as_view(template_name="robots.txt", content_type="text/plain; charset=utf-8"),
        name="robots",
    ),
    path("sitemap.xml", discovery.sitemap, name="sitemap"),
    path(".well-known/security.txt", security_txt.security_txt, name="security-txt"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
