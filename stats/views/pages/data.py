"""The data page, and the files that hold every figure."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stats.catalogue.reader import catalogue
from stats.presentation.activities import csv_rows
from stats.presentation.data import data_facts, dictionary, files_table, notebooks
from stats.presentation.dataset import DatasetFile, dataset
from stats.presentation.exports.data_table import DataTable
from stats.presentation.exports.package import package_files
from stats.presentation.exports.zipped import zipped
from stats.queries.activities import fetch_activities
from stats.queries.packaged import packaged_rows
from stats.queries.pages.areas import areas_by_region
from stats.queries.pages.data import data_page
from stats.queries.tidy import tidy_rows
from stats.views.caching import release_date, release_number
from stats.views.downloads.files import XLSX, attached, from_release, workbook_file

ZIP = "application/zip"
PAGE = "/data/"
# Figures whose CSV is sure to be smaller than 2 GiB.
_FIT_2_GIB = 2_000_000


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    page = data_page()
    areas = (listed.area for region in areas_by_region() for listed in region.areas if listed.years)
    context = {
        "facts": data_facts(page),
        "kinds": page.kinds,
        "areas": sorted(areas, key=lambda area: area.name),
        "files": files_table(page, of=from_release(request)),
        "notebooks": notebooks(request.build_absolute_uri(reverse("all-figures-csv"))),
        "dictionary": dictionary(),
        "indicators": catalogue().indicators.values(),
        "dataset": _dataset(request),
        "section": "data",
    }
    return render(request, "stats/data/data.html", context)


def _dataset(request: HttpRequest) -> SafeString:
    kinds = {"all-figures-csv": "text/csv", "workbook": XLSX, "package": ZIP}
    here = request.build_absolute_uri
    release = release_number(request) or 0
    files = [DatasetFile(here(reverse(name)), kind) for name, kind in kinds.items()]
    return dataset(
        address=here(PAGE), home=here("/"), files=files, release=int(release), day=release_date(request)
    )


@require_safe
def package(request: HttpRequest) -> HttpResponseBase:
    """Every figure with all that explains it, as a data package."""
    release, many = from_release(request), data_page().figures > _FIT_2_GIB
    return attached(
        zipped(package_files(release), large=many), kind=ZIP, name=f"{release.name('figures')}.zip"
    )


@require_safe
def every_table(request: HttpRequest) -> HttpResponseBase:
    """The tables of the data package as one workbook."""
    release = from_release(request)
    tables = [
        DataTable(one.code, one.title, one.description, one.columns, packaged_rows(one.code), PAGE)
        for one in catalogue().packaged
    ]
    title = _("MAPPA in numbers: every published figure")
    return workbook_file(tables, of=release, title=title, name=release.name("figures"))


def all_figures(_request: HttpRequest) -> DataTable:
    figures = catalogue().exports["figures"]
    return DataTable("figures", figures.title, figures.description, figures.columns, tidy_rows(), PAGE)


def local_activity(_request: HttpRequest) -> DataTable:
    """What reports tell of their own work: no figures of the catalogue, so they have a file of their own."""
    export = catalogue().exports["local-activity"]
    rows = csv_rows(fetch_activities())
    return DataTable(export.code, export.title, export.description, export.columns, rows, PAGE)
