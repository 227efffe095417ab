from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains

from stats.catalogue.reader import catalogue
from stats.models import Correction, Note, Release
from tests.factories import make_area, make_division, make_figure, make_note, make_source
from tests.shipped import DATA_LOADS
from tests.views.reading import Page

Row = dict[str, str]
_PLACE = ("area_slug", "division", "year", "measure", "category", "level")
_SOURCE = ("source_kind", "source_title", "source_url", "source_page")


def sent(answer: HttpResponseBase) -> str:
    assert isinstance(answer, HttpResponse)
    return answer.content.decode("utf-8-sig")


def rows(text: str) -> list[Row]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def figures(found: Iterable[Row]) -> Counter[tuple[str | Decimal, ...]]:
    """Each row's place, source, and value or marker; a number is compared as a number."""
    return Counter(
        (
            *(row[column] for column in (*_PLACE, *_SOURCE)),
            Decimal(row["value"].replace(",", "")) if row["value"] else f"marker {row['marker']}",
        )
        for row in found
    )


@pytest.mark.usefixtures("shipped")
class TestShipped:
    def test_every_row_of_the_data_files_comes_back_with_the_same_value_or_marker(
        self, client: Client
    ) -> None:
        loaded: list[Row] = []
        for path in sorted((DATA_LOADS / "figures").glob("*/*.csv")):
            loaded += rows(path.read_text(encoding="utf-8"))
        exported = rows(sent(client.get("/data/figures.csv")))
        assert len(loaded) > 1000
        assert figures(exported) == figures(loaded)

    def test_values_are_written_as_in_the_files(self, client: Client) -> None:
        exported = rows(sent(client.get("/data/figures.csv")))
        nation = {
            (row["year"], row["value"])
            for row in exported
            if row["measure"] == "rso_rate" and row["area_slug"] == "england-and-wales"
        }
        assert ("2006-07", "57.45") in nation
        assert ("2015-16", "104") in nation

    def test_every_note_is_on_a_figure_of_the_file(self, client: Client) -> None:
        told = " ".join(row["note"] for row in rows(sent(client.get("/data/figures.csv"))))
        texts = set(Note.objects.values_list("text", flat=True))
        assert len(texts) > 50
        assert [text for text in texts if text not in told] == []

    def test_each_cell_has_one_preferred_row(self, client: Client) -> None:
        preferred = Counter(
            tuple(row[column] for column in _PLACE)
            for row in rows(sent(client.get("/data/figures.csv")))
            if row["preferred"] == "yes"
        )
        assert set(preferred.values()) == {1}

    def test_every_comparison_over_the_years_is_listed(self, client: Client) -> None:
        listed = set(Page(client.get("/data/").text).links)
        assert {f"/compare/{slug}/years.csv" for slug in catalogue().indicators} <= listed

    def test_an_area_has_its_own_rows_alone_and_in_the_same_order(self, client: Client) -> None:
        whole = rows(sent(client.get("/data/figures.csv")))
        mine = rows(sent(client.get("/areas/dorset/figures.csv")))
        assert mine == [row for row in whole if row["area_slug"] == "dorset"]
        assert len(mine) > 100

    def test_the_page_says_what_is_held_and_what_the_columns_are(self, client: Client) -> None:
        answer = client.get("/data/")
        assertContains(answer, "41 of 42")
        assertContains(answer, 'href="/data/figures.csv"')
        assertContains(answer, 'href="/areas/dorset.csv"')
        for export in catalogue().exports.values():
            assertContains(answer, escape(export.description))
            for column in export.columns:
                assertContains(answer, f"<code>{column.name}</code>")

    def test_at_most_eight_queries(
        self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for path in ("/data/", "/data/figures.csv", "/areas/dorset/figures.csv"):
            with django_assert_max_num_queries(8):
                b"".join(client.get(path))


@pytest.mark.django_db
class TestFile:
    def test_the_whole_of_a_small_file(self, client: Client) -> None:
        report = make_source(url="https://example.org/report.pdf")
        manchester = make_area("greater-manchester", gss_codes=["E23000005"])
        cell = {"category": "1", "level": "total"}
        make_figure(value=238, division=make_division("=Bolton", area=manchester), source=report, **cell)  # type: ignore[arg-type]
        make_figure(
            "rso_rate", value="57.45", area=manchester, source=report, source_page='Table "1", page 2'
        )
        make_figure(marker="z", category="3", level="1", area=manchester, source=report)
        assert sent(client.get("/areas/greater-manchester/figures.csv")) == (
            "area_slug,area_name,area_code,division,year,measure,measure_title,basis,category,level,value,marker,"
            "source_kind,source_title,source_url,source_page,preferred,qualifier,note,corrected_in_release,"
            "source_slug,as_printed\r\n"
            "greater-manchester,Greater Manchester,E23000005,'=Bolton,2014-15,eligible_offenders,"
            "MAPPA-eligible offenders,snapshot,1,total,238,,area report,Dorset MAPPA Annual Report 2014-2015,"
            "https://example.org/report.pdf,,yes,,,,dorset-mappa-annual-report-2014-2015,238\r\n"
            "greater-manchester,Greater Manchester,E23000005,,2014-15,eligible_offenders,"
            "MAPPA-eligible offenders,snapshot,3,1,,z,area report,Dorset MAPPA Annual Report 2014-2015,"
            "https://example.org/report.pdf,,yes,,,,dorset-mappa-annual-report-2014-2015,[z]\r\n"
            "greater-manchester,Greater Manchester,E23000005,,2014-15,rso_rate,"
            '"Registered sexual offenders per 100,000 population, as printed",rate,,,57.45,,area report,'
            "Dorset MAPPA Annual Report 2014-2015,"
            'https://example.org/report.pdf,"Table ""1"", page 2",yes,,,,'
            "dorset-mappa-annual-report-2014-2015,57.45\r\n"
        )

    def test_notes_qualifier_and_the_latest_correction_stand_with_their_figure(self, client: Client) -> None:
        """A note on the cell is on each source's figure; one on a source is on that source's alone."""
        cell = {"category": "1", "level": "total"}
        bulletin, echo = (make_source(title, kind="press report") for title in ("Bulletin", "Echo"))
        made = make_figure(value=11000, qualifier="more than", source=bulletin, category="1", level="total")
        make_figure(value=11200, source=echo, preferred=False, category="1", level="total")
        make_note("It counts those in custody too.", area=made.report.area, kind="definition", **cell)
        make_note("Rounded?", area=made.report.area, source=bulletin, **cell)
        for number in (3, 5):
            Correction.objects.create(
                release=Release.objects.create(number=number, title="Correction"),
                area=made.report.area,
                start_year=2014,
                measure=made.measure,
                old_text=str(number),
                new_text="11000",
                reason="A slip.",
                source=bulletin,
                **cell,
            )
        told = [
            (row["qualifier"], row["note"], row["corrected_in_release"])
            for row in rows(sent(client.get("/data/figures.csv")))
        ]
        assert told == [
            ("more than", "It counts those in custody too.; Rounded?", "5"),
            ("", "It counts those in custody too.", ""),
        ]

    def test_nothing_held_is_a_file_of_heads(self, client: Client) -> None:
        heads = ",".join(column.name for column in catalogue().tidy_columns) + "\r\n"
        assert sent(client.get("/data/figures.csv")) == heads

    def test_withdrawn_figures_are_not_in_it(self, client: Client) -> None:
        make_figure(value=1, category="1", level="total", withdrawn=True)
        assert rows(sent(client.get("/data/figures.csv"))) == []

    def test_it_is_named_for_the_release(self, client: Client) -> None:
        Release.objects.create(number=7, title="Seventh")
        make_figure(category="1", level="total", value=1)
        for path, name in (
            ("/data/figures.csv", "mappa-figures-release-7.csv"),
            ("/areas/dorset/figures.csv", "mappa-dorset-release-7.csv"),
            ("/areas/dorset/2014-15.csv", "mappa-dorset-2014-15-release-7.csv"),
        ):
            answer = client.get(path)
            assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
            assert answer["Content-Type"] == "text/csv; charset=utf-8; header=present"

    @pytest.mark.parametrize("slug", ["nope", "greater-manchester--bolton", "greater-manchester"])
    def test_an_unknown_area_a_division_and_an_area_without_figures_have_none(
        self, client: Client, slug: str
    ) -> None:
        make_division("Bolton")
        assert client.get(f"/areas/{slug}/figures.csv").status_code == 404

    def test_only_reading_is_allowed(self, client: Client) -> None:
        assert client.post("/data/figures.csv").status_code == 405

    def test_the_data_page_stands_before_anything_is_held(self, client: Client) -> None:
        assertContains(client.get("/data/"), "There are no figures yet")
