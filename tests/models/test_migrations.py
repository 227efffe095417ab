"""What the migrations make of figures that were stored before they knew their origin."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from stats.models import Area, Correction, Draft, Figure, Load, Release, Source
from tests.factories import make_area, make_figure, make_source

pytestmark = pytest.mark.django_db

Origin = Figure.Origin


def correction(release: Release, area: Area, source: Source, measure: str) -> None:
    Correction.objects.create(
        release=release,
        area=area,
        start_year=2014,
        measure=measure,
        old_text="1",
        new_text="2",
        reason="x",
        source=source,
    )


def test_each_figure_is_given_the_way_by_which_it_came() -> None:
    dorset, source, other = make_area(), make_source(), make_source("Another")
    entered = make_figure("sopo", value=1, source=source)
    year_before = make_figure("sopo", value=1, source=source, year="2013-14")
    by_the_folder = make_figure("rso_rate", value=1, source=other)
    by_file = make_figure("notification_breaches", value=2, source=other)
    gone = make_figure("sopo", value=1, source=other, withdrawn=True)
    withdrawn_and_back = make_figure("eligible_offenders", category="1", level="total", value=2, source=other)
    Draft.objects.create(
        area=dorset, start_year=2014, source_kind=source.kind, source_title=source.title, source=source
    )
    whole, file, admin = (Release.objects.create(number=number, title="x") for number in (1, 2, 3))
    Release.objects.filter(number=3).update(area=dorset, start_year=2014)
    Load.objects.create(file_name="data_loads", file_sha256="x", kind="whole folder", release=whole)
    correction(whole, dorset, other, "rso_rate")
    correction(file, dorset, other, "notification_breaches")
    Correction.objects.create(
        release=admin,
        area=dorset,
        start_year=2014,
        measure="eligible_offenders",
        category="1",
        level="total",
        old_text="1",
        reason="x",
        source=other,
    )

    import_module("stats.migrations.0005_mark_origins").mark_origins(apps, None)

    origins = dict(Figure.objects.values_list("pk", "origin"))
    assert origins == {
        entered.pk: Origin.ADMIN,
        year_before.pk: Origin.ADMIN,
        by_the_folder.pk: Origin.FOLDER,
        by_file.pk: Origin.FILE,
        gone.pk: Origin.ADMIN,
        withdrawn_and_back.pk: Origin.ADMIN,
    }
