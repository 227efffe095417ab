"""What reports tell of their own work: loaded once, changed with a trace, and refused where it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from stats.loading.reference.load import load_reference
from stats.models import LocalActivity, Release
from tests.loading.conftest import dump, edit, told

pytestmark = pytest.mark.django_db

FILE = "local_activity.csv"
REPORT = "Dorset MAPPA Annual Report 2014-2015"
TEXT = f"""area_slug,year,fact,value,unit,qualifier,source_title,source_page,note
dorset,2014-15,Meetings attended,80,% of meetings,more than,{REPORT},Local page,An aim.
dorset,2014-15,Cases audited,20,cases,at least,{REPORT},,
"""


@pytest.fixture(autouse=True)
def _file(folder: Path) -> None:
    (folder / FILE).write_text(TEXT, "utf-8")


def test_a_number_is_kept_with_its_word_its_unit_and_its_place(folder: Path) -> None:
    assert load_reference(folder).errors == ()
    one = LocalActivity.objects.get(fact="Meetings attended")
    assert (one.value, one.qualifier, one.unit) == (80, "more than", "% of meetings")
    assert (one.source.title, one.source_page) == ("Dorset MAPPA Annual Report 2014-2015", "Local page")


def test_loading_again_changes_nothing(folder: Path) -> None:
    load_reference(folder)
    before = dump()
    assert load_reference(folder).release is None
    assert dump() == before


def test_a_changed_number_is_told_with_the_old_one_and_every_state_is_kept(folder: Path) -> None:
    load_reference(folder)
    edit(folder, FILE, "audited,20,cases,at least", "audited,24,cases,")
    edit(folder, FILE, TEXT.splitlines()[1] + "\n", "")

    release = load_reference(folder).release

    assert release
    description = Release.objects.get(number=release).description
    assert description.splitlines() == [
        "local_activity.csv: 1 changed, 1 taken away",
        "Dorset 2014-15: Cases audited: 20; cases; at least -> 24; cases",
        "Dorset 2014-15: Meetings attended: 80; % of meetings; more than; Local page; An aim. (taken away)",
    ]
    events = apps.get_model("stats", "LocalActivityEvent").objects.order_by("pgh_id")
    assert list(events.values_list("pgh_label", "fact", "value")) == [
        ("insert", "Meetings attended", 80),
        ("insert", "Cases audited", 20),
        ("delete", "Meetings attended", 80),
        ("update", "Cases audited", 24),
    ]


def test_a_folder_without_the_file_leaves_what_is_stored(folder: Path) -> None:
    load_reference(folder)
    (folder / FILE).unlink()
    assert load_reference(folder).errors == ()
    assert LocalActivity.objects.count() == 2


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("audited,20,", "audited,2O,", "this is not a number that can be"),
        ("audited,20,", "audited,-20,", "this is not a number that can be"),
        ("audited,20,", "audited,,", "nothing is given"),
        ("at least", "at the least", "there is no such qualifier"),
        ("dorset,2014-15,Cases", "dorsett,2014-15,Cases", "there is no such area (did you mean dorset?)"),
        ("2014-15,Cases", "2014-16,Cases", "this is not a reporting year"),
        ("Cases audited", "Meetings attended", "this is given in row 2 already"),
        ("2014-2015,Local", "2014-2016,Local", "there is no such source"),
        ("Dorset MAPPA Annual Report 2014-2015,Local", ",Local", "nothing is given"),
        (",note\n", "\n", "the column is missing"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    folder: Path, old: str, new: str, problem: str
) -> None:
    edit(folder, FILE, old, new)
    assert any(problem in one for one in told(folder))


@pytest.mark.parametrize("changed", [{"value": -1}, {"qualifier": "roughly"}])
def test_the_database_refuses_what_is_impossible(folder: Path, changed: dict[str, object]) -> None:
    load_reference(folder)
    with transaction.atomic(), pytest.raises(IntegrityError):
        LocalActivity.objects.update(**changed)
