"""The commands that check and export what is stored, asked of everything that ships."""

from __future__ import annotations

import pytest

from stats.models import Figure
from tests.management.test_loading_commands import run

pytestmark = pytest.mark.usefixtures("shipped")


def test_check_figures_tells_what_does_not_add_up_and_who_disagrees() -> None:
    stdout, _, error = run("check_figures")

    assert error == "2 differences without an explanation."
    text = "\n".join(stdout)
    assert "Dorset 2014-15" in text
    assert "printed 7, the parts make 9 (3, 4, 2)" in text
    assert "printed 62, the parts make 52 (44, 8)" in text
    explained = text.index("as the source explains: 1")
    assert explained < text.index("printed 2,662, the parts make 2,631") < text.index("Given differently")
    assert "21,513: MAPPA: the first five years" in text
    assert "21,413: “Prisoners on Release”, written answer, House of Commons Hansard" in text


def test_check_figures_of_one_area_ends_well_where_all_is_explained() -> None:
    stdout, _, error = run("check_figures", "--area", "cambridgeshire")
    assert error == ""
    assert "Do not add up, and are not explained: 0" in stdout
    assert run("check_figures", "--area", "dorset")[2] == "1 difference without an explanation."
    assert (
        run("check_figures", "--area", "dorsett")[2] == "There is no area “dorsett” (did you mean dorset?)."
    )


def test_export_figures_asks_for_what_it_needs() -> None:
    assert (
        run("export_figures", "--area", "dorsett")[2] == "There is no area “dorsett” (did you mean dorset?)."
    )
    assert run("export_figures", "--year", "2014")[2] == "'2014': expected a reporting year such as 2014-15"
    assert run("export_figures", "--shape", "printed")[2] == "The printed shape needs --area and --year."
    nothing = run("export_figures", "--shape", "printed", "--area", "dorset", "--year", "2000-01")[2]
    assert nothing == "No figures are published for Dorset 2000-01."
    press = ("--shape", "printed", "--area", "england-and-wales", "--year", "2008-09")
    assert run("export_figures", *press)[2].startswith("Name one of these sources with --source: ")
    stdout, stderr, _ = run("export_figures", "--shape", "printed", "--area", "dorset", "--year", "2014-15")
    assert stdout[0] == "MAPPA area,Dorset"
    assert stderr == []


def test_export_of_one_area_and_year() -> None:
    stdout, _, _ = run("export_figures", "--area", "cambridgeshire", "--year", "2014-15")

    own = Figure.objects.filter(report__area__slug="cambridgeshire", report__start_year=2014)
    assert len(stdout) == 1 + own.count()
