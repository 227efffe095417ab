"""What tests of loading share: a few areas, a dump of everything stored, and ways to give a file."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.apps import apps

from stats.documents import Upload
from stats.loading.outcome import Outcome
from stats.loading.pipeline import load_figures
from stats.loading.reference.load import load_reference
from tests.factories import make_area, make_division, make_nation, make_source
from tests.shipped import DATA_LOADS

FILES = Path(__file__).parent.parent / "files"

REASON = "Compared with the report once more."

Dump = Mapping[str, list[tuple[object, ...]]]


def dump(*, without: frozenset[str] = frozenset()) -> Dump:
    """Every row of every table of the site, history included."""
    return {
        model.__name__: sorted(model._default_manager.values_list(), key=repr)
        for model in apps.get_app_config("stats").get_models(include_auto_created=True)
        if model.__name__ not in without
    }


def shipped_rows() -> Iterator[dict[str, str]]:
    """Every row of every file of figures in data_loads."""
    for path in sorted((DATA_LOADS / "figures").rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def load(*names: str, dry_run: bool = False) -> Outcome:
    """Load files of tests/files through the pipeline."""
    uploads = [Upload(name, path=FILES / name) for name in names]
    return load_figures(uploads, reason=REASON, dry_run=dry_run)


def load_text(
    text: str | bytes, *, name: str = "figures.csv", reason: str = REASON, dry_run: bool = False
) -> Outcome:
    """Load a file given as its text or bytes, as an upload in the admin would."""
    content = text.encode() if isinstance(text, str) else text
    return load_figures([Upload(name, content=content)], reason=reason, dry_run=dry_run)


REFERENCE = {
    "areas.csv": """slug,name,police_force,gss_codes,country,region,aliases,tile_abbr,tile_col,tile_row
dorset,Dorset,Dorset Police,E23000039,England,South West,Bournemouth;Poole,DORS,1,9
london,London,Met; City,E23000001;E23000034,England,London,The Met,LON,4,7
""",
    "places.csv": """area_slug,place,kind,gss_code,within,verified
dorset,Poole,town,,,yes
london,Camden,borough,E09000007,London,no
""",
    "populations.csv": """area_slug,mid_year,age_band,persons,vintage,source
dorset,2014,10+,"681,601",2011 Census based,ONS
dorset,2014,all,762500,2011 Census based,ONS
""",
    "sources.csv": """kind,title,publisher,url,published,read,note,standing,former_titles
area report,Dorset MAPPA Annual Report 2014-2015,Dorset SMB,,2015-10,,,,
press report,Dorset Echo 2021,Dorset Echo,https://echo.example/,2021-11-02,2025-01-01,A story,,
""",
    "notes.csv": """area_slug,division,year,measure,category,level,source_title,kind,text
dorset,,2014-15,rso_rate,,,Dorset Echo 2021,base,Per 100 000 people aged ten and over.
dorset,,2014-15,sopo,,,,definition,A remark on any source.
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with small files of reference data."""
    for name, text in REFERENCE.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def edit(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), "utf-8")


def told(folder: Path) -> list[str]:
    """The errors of loading reference data, which has then changed nothing."""
    before = dump()
    outcome = load_reference(folder)
    assert dump() == before
    return [str(problem) for problem in outcome.errors]


@pytest.fixture
def areas(db: None) -> None:
    make_nation()
    make_area("dorset", aliases=["Bournemouth"], gss_codes=["E23000039"])
    make_area("devon-and-cornwall", name="Devon and Cornwall", gss_codes=["E23000035"])
    make_area("greater-manchester", aliases=["GMP"])
    make_area("cleveland", name="Cleveland (Teesside)", aliases=["Teesside"])
    make_division("Bolton")
    make_source()
