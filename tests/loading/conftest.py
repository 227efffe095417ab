"""What tests of loading share: a few areas, a dump of everything stored, and ways to give a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from django.apps import apps

from stats.loading.outcome import Outcome
from stats.loading.pipeline import load_figures
from stats.loading.readers import Upload
from tests.factories import make_area, make_division, make_nation, make_source

FILES = Path(__file__).parent.parent / "files"

Dump = Mapping[str, list[tuple[object, ...]]]


def dump(*, without: frozenset[str] = frozenset()) -> Dump:
    """Every row of every table of the site, history included."""
    return {
        model.__name__: sorted(model._default_manager.values_list(), key=repr)
        for model in apps.get_app_config("stats").get_models(include_auto_created=True)
        if model.__name__ not in without
    }


def load(*names: str, dry_run: bool = False, status: str = "published") -> Outcome:
    """Load files of tests/files through the pipeline."""
    return load_figures([Upload(name, path=FILES / name) for name in names], dry_run=dry_run, status=status)


def load_text(text: str | bytes, *, name: str = "figures.csv", dry_run: bool = False) -> Outcome:
    """Load a file given as its text or bytes, as an upload in the admin would."""
    content = text.encode() if isinstance(text, str) else text
    return load_figures([Upload(name, content=content)], dry_run=dry_run)


@pytest.fixture
def areas(db: None) -> None:
    make_nation()
    make_area("dorset", aliases=["Bournemouth"], gss_codes=["E23000039"])
    make_area("devon-and-cornwall", name="Devon and Cornwall", gss_codes=["E23000035"])
    make_area("greater-manchester", aliases=["GMP"])
    make_area("cleveland", name="Cleveland (Teesside)", aliases=["Teesside"])
    make_division("Bolton")
    make_source()
