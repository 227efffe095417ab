"""A figure stays as it was corrected, by whichever door, until its own file changes or somebody asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from stats.documents import Upload
from stats.drafting.publishing.publication import publish
from stats.loading import load_all as whole_folder
from stats.loading.load_all import fingerprint, is_loaded, load_all
from stats.loading.outcome import Outcome
from stats.loading.pipeline import load_figures
from stats.models import Area, Correction, Draft, Figure, Release
from tests.loading.conftest import REASON, dump, edit, load_text
from tests.people import make_draft, make_user

pytestmark = pytest.mark.django_db

HEADER = "area_slug,division,year,measure,category,level,value,marker,source_kind,source_title,source_url\n"
TITLE = "Dorset MAPPA Annual Report 2014-2015"
FILE = "figures/area_reports/dorset.csv"


def row(value: str, *, year: str = "2014-15", measure: str = "sopo", title: str = TITLE) -> str:
    return f"dorset,,{year},{measure},,,{value},,area report,{title},\n"


@pytest.fixture
def data(folder: Path) -> Path:
    """Reference data and one file of figures, loaded once."""
    (folder / FILE).parent.mkdir(parents=True)
    (folder / FILE).write_text(HEADER + row("62") + row("5", measure="notification_breaches"), "utf-8")
    assert load_all(folder).errors == ()
    return folder


def sopo(year: int = 2014) -> Figure:
    return Figure.objects.get(measure="sopo", report__start_year=year)


def correct_by_file() -> None:
    assert load_text(HEADER + row("63")).errors == ()


def correct_in_admin(cells: dict[str, str] | None = None, *, start: int = 2014) -> Draft:
    draft = make_draft(
        Area.objects.get(slug="dorset"),
        year=f"{start}-{start % 100 + 1}",
        cells=cells or {"sopo....0": "63", "notification_breaches....0": "5"},
        title=TITLE,
    )
    user = make_user(name="publisher", superuser=True)
    publish(draft.pk, expected_version=draft.version, reason="Misread digit.", notes={}, user=user)
    return Draft.objects.get(pk=draft.pk)


def named(outcome: Outcome) -> list[str]:
    return [warning.message for warning in outcome.warnings]


@pytest.mark.parametrize(
    ("correct", "came"),
    [
        (correct_by_file, f"loaded by load_figures as 63 ({TITLE})"),
        (correct_in_admin, f"published from the admin as 63 ({TITLE})"),
    ],
)
class TestACorrection:
    def test_stays_when_something_else_changes(self, data: Path, correct: object, came: str) -> None:
        correct()  # type: ignore[operator]
        edit(data, "notes.csv", "A remark", "Another remark")
        before = Correction.objects.count()

        outcome = load_all(data)

        assert outcome.errors == ()
        (warning,) = named(outcome)
        assert warning == (
            f"dorset, 2014-15, sopo was {came} since, and stays so until this file changes or load_all is "
            "run with --again"
        )
        assert sopo().value == 63
        assert Correction.objects.count() == before
        # Its own file was read again and not changed, so it stays the next time as well.
        edit(data, "notes.csv", "Another remark", "A third remark")
        load_all(data)
        assert sopo().value == 63

    def test_gives_way_when_its_own_file_changes(self, data: Path, correct: object, came: str) -> None:
        correct()  # type: ignore[operator]
        edit(data, FILE, ",62,", ",61,")

        outcome = load_all(data)

        assert named(outcome) == [
            f"dorset, 2014-15, sopo was {came} since, and now replaced by what the file gives"
        ]
        assert sopo().value == 61
        correction = Correction.objects.get(release=outcome.release)
        assert (correction.old_text, correction.new_text) == ("63", "61")
        assert correction.reason == "Brought into line with the data file dorset.csv."

    def test_gives_way_when_all_is_loaded_again(self, data: Path, correct: object, came: str) -> None:
        correct()  # type: ignore[operator]

        outcome = load_all(data, again=True)

        assert named(outcome) == [
            f"dorset, 2014-15, sopo was {came} since, and now replaced by what the file gives"
        ]
        assert sopo().value == 62
        assert Correction.objects.get(release=outcome.release).new_text == "62"
        assert named(load_all(data, again=True)) == []


def test_a_new_version_of_the_loader_undoes_no_correction(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    correct_by_file()
    assert is_loaded(data)
    monkeypatch.setattr(whole_folder, "LOADER_VERSION", whole_folder.LOADER_VERSION + 1)
    assert not is_loaded(data)

    load_all(data)

    assert sopo().value == 63


def test_the_fingerprint_is_of_data_and_catalogue_and_of_no_code(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []
    read_bytes = Path.read_bytes

    def noted(path: Path) -> bytes:
        read.append(path)
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", noted)

    fingerprint(data)

    assert {path.suffix for path in read} == {".csv", ".toml"}
    assert data / FILE in read


def test_the_year_before_in_a_report_from_the_admin_stays_too(data: Path) -> None:
    """A report for 2015-16 prints figures of 2014-15 beside its own."""
    cells = {"sfo_charged.1.2..0": "4", "sfo_charged.1.2..1": "3"}
    correct_in_admin(cells, start=2015)
    before = "dorset,,2014-15,sfo_charged,1,2,9,,area report," + TITLE + ",\n"
    (data / FILE).write_text((data / FILE).read_text("utf-8") + before, "utf-8")
    load_all(data)
    assert Figure.objects.get(measure="sfo_charged", report__start_year=2014).value == 9  # its file changed

    draft = Draft.objects.get()
    assert draft.published_release is None
    publish(
        draft.pk,
        expected_version=draft.version,
        reason="As the report prints it.",
        notes={},
        user=make_user(name="second", superuser=True),
    )
    edit(data, "notes.csv", "A remark", "Another remark")

    outcome = load_all(data)

    assert Figure.objects.get(measure="sfo_charged", report__start_year=2014).value == 3
    assert [name.split(" was ")[0] for name in named(outcome)] == [
        "dorset, 2014-15, sfo_charged, category 1, level 2"
    ]


class TestLoadFigures:
    def test_leaves_what_was_published_from_the_admin_and_names_it(self, data: Path) -> None:
        draft = correct_in_admin()

        outcome = load_text(HEADER + row("64") + row("7", measure="rso_rate"))

        assert outcome.errors == ()
        (warning,) = outcome.warnings
        assert str(warning) == (
            f"figures.csv, row 2: dorset, 2014-15, sopo was published from the admin as 63 ({TITLE}) since, "
            "and stays so unless load_figures is run with --replace-entered; found “64”"
        )
        assert sopo().value == 63
        assert Figure.objects.get(measure="rso_rate").value == 7  # the rest is loaded
        draft.refresh_from_db()
        assert draft.published_release is not None

    def test_replaces_it_when_asked_and_the_draft_says_so(self, data: Path) -> None:
        draft = correct_in_admin()

        outcome = load_figures(
            [Upload("f.csv", content=(HEADER + row("64")).encode())], reason=REASON, replace_entered=True
        )

        assert "and now replaced by what the file gives" in named(outcome)[0]
        assert sopo().value == 64
        draft.refresh_from_db()
        assert draft.published_release is None

    def test_replaces_what_came_from_a_file(self, data: Path) -> None:
        correct_by_file()
        assert named(load_text(HEADER + row("64"))) == []
        assert sopo().value == 64

    def test_that_changes_what_is_public_needs_a_reason(self, data: Path) -> None:
        before = dump()

        outcome = load_text(HEADER + row("64") + row("7", measure="rso_rate"), reason="")

        (error,) = outcome.errors
        assert str(error) == (
            "figures.csv: published figures are changed (1), and the public must be told why; expected a "
            "reason, given with --reason"
        )
        assert dump() == before

    def test_that_only_adds_needs_no_reason(self, data: Path) -> None:
        assert load_text(HEADER + row("7", measure="rso_rate"), reason="").release == 2

    def test_dry_says_that_a_reason_will_be_needed(self, data: Path) -> None:
        before = dump()
        outcome = load_text(HEADER + row("64"), reason="", dry_run=True)
        assert "given with --reason" in str(outcome.warnings[0])
        assert len(outcome.changes) == 1
        assert dump() == before

    def test_gives_its_reason_to_the_public(self, data: Path) -> None:
        load_text(HEADER + row("64"))
        release = Release.objects.latest("number")
        assert (release.description, Correction.objects.get().reason) == (REASON, REASON)
