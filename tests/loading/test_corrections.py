"""Loading the whole folder again: what it changes, or gives no more, is a public correction with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from stats.loading.load_all import load_all
from stats.models import Correction, Figure, Release
from tests.loading.conftest import dump, edit

pytestmark = pytest.mark.django_db

REPORT = "Dorset MAPPA Annual Report 2014-2015"
ECHO = "press report,Dorset Echo 2021,https://echo.example/"
HEADER = "area_slug,division,year,measure,category,level,value,marker,source_kind,source_title,source_url\n"
FILE = "figures/press/echo.csv"
ALL = f"dorset,,2014-15,eligible_offenders,total,total,713,,{ECHO}\n"
FIRST = f"dorset,,2014-15,eligible_offenders,1,total,669,,{ECHO}\n"
REASONS = "corrections.csv"
COLUMNS = "area_slug,division,year,measure,category,level,source_title,reason\n"
WHY = "The story counts people referred during the year."


@pytest.fixture
def data(folder: Path) -> Path:
    """Reference data and one file of two figures, loaded once."""
    (folder / FILE).parent.mkdir(parents=True)
    (folder / FILE).write_text(HEADER + ALL + FIRST, "utf-8")
    assert load_all(folder).errors == ()
    return folder


def reason(
    folder: Path, row: str = f"dorset,,2014-15,eligible_offenders,total,total,Dorset Echo 2021,{WHY}\n"
) -> None:
    (folder / REASONS).write_text(COLUMNS + row, "utf-8")


def public() -> set[str]:
    return {figure.as_printed for figure in Figure.objects.public()}


class TestAFigureThatIsGoneFromTheFolder:
    def test_is_withdrawn_with_its_reason(self, data: Path) -> None:
        edit(data, FILE, ALL, "")
        reason(data)

        outcome = load_all(data)

        assert outcome.errors == ()
        assert public() == {"669"}
        correction = Correction.objects.get()
        assert (correction.old_text, correction.new_text, correction.reason) == ("713", "", WHY)
        assert (correction.release.number, correction.source.title) == (2, "Dorset Echo 2021")
        assert "1 withdrawn" in Release.objects.get(number=2).title

    def test_is_withdrawn_without_one(self, data: Path) -> None:
        edit(data, FILE, ALL, "")

        load_all(data)

        assert Correction.objects.get().reason == (
            "The figure is not among the data that this site is loaded from any more."
        )

    def test_leaves_its_cell_to_the_next_source(self, data: Path) -> None:
        (data / "figures/report.csv").write_text(
            HEADER + f"dorset,,2014-15,eligible_offenders,1,total,670,,area report,{REPORT},\n", "utf-8"
        )
        load_all(data)
        (data / "figures/report.csv").unlink()

        load_all(data)

        assert Figure.objects.get(preferred=True, category="1").value == 669

    def test_comes_back_with_its_row(self, data: Path) -> None:
        edit(data, FILE, ALL, "")
        load_all(data)
        edit(data, FILE, FIRST, ALL + FIRST)

        load_all(data)

        assert public() == {"669", "713"}
        assert Figure.objects.count() == 2

    def test_is_told_once(self, data: Path) -> None:
        edit(data, FILE, ALL, "")
        load_all(data)

        assert load_all(data).release is None

    def test_stays_where_it_came_by_another_way(self, data: Path) -> None:
        Figure.objects.filter(category="total").update(origin=Figure.Origin.ADMIN)
        edit(data, FILE, ALL, "")

        load_all(data)

        assert public() == {"669", "713"}


def test_a_figure_that_is_changed_has_its_reason_too(data: Path) -> None:
    edit(data, FILE, ",713,", ",731,")
    edit(data, FILE, ",669,", ",696,")
    reason(data)

    load_all(data)

    assert dict(Correction.objects.values_list("new_text", "reason")) == {
        "731": WHY,
        "696": "Brought into line with the data file echo.csv.",
    }


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (WHY, "", "row 2, column reason: nothing is given"),
        ("Dorset Echo 2021", "", "row 2, column source_title: nothing is given"),
        ("Dorset Echo 2021", "Dorset Eco 2021", "row 2, column source_title: there is no such source"),
        ("dorset,", "dorsett,", "row 2, column area_slug: there is no such area"),
        ("2014-15", "2014", "row 2, column year: this is not a reporting year"),
        ("total,total", "5,total", "row 2, column measure: category '5'"),
        ("reason\n", "why\n", "row 1"),
    ],
)
def test_a_reason_that_speaks_of_nothing_is_told_and_nothing_changes(
    data: Path, old: str, new: str, expected: str
) -> None:
    edit(data, FILE, ALL, "")
    reason(data)
    edit(data, REASONS, old, new)
    before = dump()

    outcome = load_all(data)

    assert any(str(error).startswith(f"{REASONS}, {expected}") for error in outcome.errors)
    assert dump() == before


def test_a_cell_has_one_reason(data: Path) -> None:
    reason(data)
    (data / REASONS).write_text(
        (data / REASONS).read_text("utf-8") + (data / REASONS).read_text("utf-8").splitlines()[1], "utf-8"
    )

    assert [error.message for error in load_all(data).errors] == ["this is given in row 2 already"]
