"""What cannot be compared, and addresses that ask for it: a sensible page, and never a wrong number."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.factories import make_area, make_figure, make_nation, make_population
from tests.shipped import page_sent
from tests.views.reading import Page, rows_of_file, table_of_figures

RATIO = "licence-recalls-per-100-level-2-3"
FORTY = ",".join(f"area-{number}" for number in range(40))
# What a number that went wrong looks like in a page, a file or a picture.
GONE_WRONG = re.compile(
    r"(?<![\w-])(NaN|nan|inf|Infinity|None(?! of the| ticked)|Decimal\(|undefined)(?![\w-])"
)


def total(
    measure: str, area: str, value: int | None = None, *, marker: str = "", level: str = "total"
) -> None:
    make_figure(measure, category="total", level=level, value=value, marker=marker, area=make_area(area))


def breaches(area: str, value: int, *, rsos: int) -> None:
    make_figure("notification_breaches", value=value, area=make_area(area))
    make_figure(category="1", level="total", value=rsos, area=make_area(area))


def surfaces(slug: str, *, query: str = "") -> list[str]:
    """Every address that shows an indicator in 2014-15."""
    base = f"/compare/{slug}/2014-15/"
    return [
        f"{base}{query}",
        f"{base}data.csv{query}",
        f"{base}chart.json{query}",
        f"{base}funnel.json{query}",
        f"{base}chart.svg{query}",
        f"{base}funnel.svg{query}",
        f"/compare/{slug}/years/{query}",
        f"/compare/{slug}/years/data.csv{query}",
        f"/embed/compare/{slug}/2014-15/{query}",
        f"/embed/compare/{slug}/2014-15/funnel/{query}",
    ]


def body(client: Client, path: str) -> tuple[int, str]:
    answer = client.get(path)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return answer.status_code, content.decode()


def on_page(client: Client, path: str, area: str) -> list[str]:
    """The area's row in the table of figures."""
    (row,) = (row for row in table_of_figures(Page(body(client, path)[1])).rows if row[0] == area)
    return row


def in_file(client: Client, slug: str, area: str) -> dict[str, str]:
    lines = rows_of_file(client, f"/compare/{slug}/2014-15/data.csv")
    return next(line for line in lines if line["area_slug"] == area)


def all_are_answered(client: Client, slug: str, *, query: str = "", hidden: str = "") -> None:
    for path in surfaces(slug, query=query):
        status, text = body(client, path)
        assert status in (200, 404), path
        said = Page(text).text if text.startswith("<!") or "<svg" in text else text
        assert not GONE_WRONG.search(said), path
        if hidden and not path.endswith((".json", ".svg")):  # whose axes have every number
            assert not re.search(rf"(?<![\d.,-]){hidden}(?![\d.,-])", said), path


@pytest.mark.django_db
class TestWhatCannotBeCompared:
    def test_a_benchmark_of_zero(self, client: Client) -> None:
        make_figure("notification_breaches", value=0, area=make_nation())
        make_figure(category="1", level="total", value=49_466, area=make_nation())
        for number in range(6):
            breaches(f"area-{number}", number, rsos=700)
        slug = "notification-breaches-per-100-rsos"

        found = Page(body(client, f"/compare/{slug}/2014-15/")[1])

        assert "England and Wales: 0.0." in found.text
        assert "There is no funnel plot. 6 areas are too few to say what is usual among areas." in found.text
        assert "higher" in on_page(client, f"/compare/{slug}/2014-15/", "Area 3")[2]
        line = in_file(client, slug, "area-3")
        assert (line["benchmark"], line["comparison"], line["value"]) == ("0", "higher", "0.429")
        assert (line["spread"], line["value_kind"]) == ("not said", "worked out")
        assert body(client, f"/compare/{slug}/2014-15/funnel.json")[0] == 404
        all_are_answered(client, slug)

    def test_zero_numerators(self, client: Client) -> None:
        for number in range(6):
            total("recall_licence", f"area-{number}", 0)
            total("level_2_3_offenders", f"area-{number}", 40 + number)

        line = in_file(client, RATIO, "area-3")

        assert (line["value"], line["lower_95"], line["numerator"], line["benchmark"]) == ("0", "0", "0", "0")
        assert float(line["upper_95"]) == pytest.approx(8.958, abs=0.001)  # 0.025^(-1/43) - 1
        assert (line["comparison"], line["marker"]) == ("not clearly different", "")
        chart = Page(body(client, f"/compare/{RATIO}/2014-15/")[1])
        assert "2014-15: 0.0 in each of 6 areas." in chart.text
        assert "from 0" not in chart.text
        all_are_answered(client, RATIO)

    def test_one_zero_among_others(self, client: Client) -> None:
        for number in range(6):
            total("recall_licence", f"area-{number}", 3 * number)
            total("level_2_3_offenders", f"area-{number}", 60)
        assert in_file(client, RATIO, "area-0")["value"] == "0"
        assert (
            "from 0.0 in Area 0 to 25.0 in Area 5" in Page(body(client, f"/compare/{RATIO}/2014-15/")[1]).text
        )
        all_are_answered(client, RATIO)

    def test_a_division_by_zero(self, client: Client) -> None:
        total("recall_licence", "dorset", 0)
        total("level_2_3_offenders", "dorset", 0)
        total("recall_licence", "kent", 7)
        total("level_2_3_offenders", "kent", 46)

        line = in_file(client, RATIO, "dorset")

        assert (line["value"], line["lower_95"], line["upper_95"], line["marker"]) == ("", "", "", "z")
        row = on_page(client, f"/compare/{RATIO}/2014-15/", "Dorset")
        assert row[1] == "no figure note 1"
        found = Page(body(client, f"/compare/{RATIO}/2014-15/")[1]).text
        assert "Cannot be computed: there is nothing to divide by." in found
        # One area can be compared, and is not compared with itself.
        assert in_file(client, RATIO, "kent")["comparison"] == "not compared"
        embedded = Page(body(client, f"/embed/compare/{RATIO}/2014-15/")[1])
        assert embedded.tables[0].rows[1:] == [
            ["Dorset", "–", "–", "cannot be computed: there is nothing to divide by"],
            ["Kent", "15.2", "5.8 to 33.9", "–"],
        ]
        all_are_answered(client, RATIO)

    def test_a_suppressed_part_of_a_total(self, client: Client) -> None:
        total("level_2_3_offenders", "dorset", 37, level="2")
        total("level_2_3_offenders", "dorset", marker="c", level="3")
        total("recall_licence", "dorset", 4)
        total("level_2_3_offenders", "kent", 60)

        line = in_file(client, "level-2-3-offenders", "dorset")
        why = "a part is suppressed, so only a lower bound is known"
        assert (line["qualifier"], line["value"], line["note"]) == ("at least", "37", why)
        assert (line["numerator"], line["lower_95"], line["marker"]) == ("", "", "")
        row = on_page(client, "/compare/level-2-3-offenders/2014-15/", "Dorset")
        assert row[1] == "at least 37 note 1"
        ratio = in_file(client, RATIO, "dorset")
        assert (ratio["qualifier"], ratio["value"], ratio["note"]) == ("at most", "10.811", why)
        assert (ratio["denominator"], ratio["comparison"], ratio["marker"]) == ("", "not compared", "")
        area = Page(body(client, "/areas/dorset/2014-15/?with=kent")[1]).text
        assert "at least 37 (a part is suppressed, so only a lower bound is known)" in area
        embedded = Page(body(client, "/embed/compare/level-2-3-offenders/2014-15/")[1])
        assert ["Dorset", "at least 37", "–", why] in embedded.tables[0].rows
        all_are_answered(client, "level-2-3-offenders")
        all_are_answered(client, RATIO)

    def test_a_suppressed_count(self, client: Client) -> None:
        make_figure(category="1", level="total", marker="c")
        make_population(make_area())
        for number in range(6):
            breaches(f"area-{number}", number, rsos=700)

        for slug in ("rsos", "rso-rate", "notification-breaches-per-100-rsos"):
            all_are_answered(client, slug)
        line = in_file(client, "rso-rate", "dorset")
        assert (line["value"], line["numerator"], line["upper_95"], line["marker"]) == ("", "", "", "c")
        area = Page(body(client, "/areas/dorset/2014-15/")[1]).text
        assert "in Dorset on 31 March 2015 was withheld for confidentiality: [c] is published" in area
        assert "No number of registered sexual offenders is held" not in area

    def test_the_last_part_that_is_hidden_is_not_given_away(self, client: Client) -> None:
        """Level 2 is printed as 37, Level 3 as [c], and their total as 41: the 4 stands nowhere."""
        total("level_2_3_offenders", "dorset", 37, level="2")
        total("level_2_3_offenders", "dorset", marker="c", level="3")
        total("level_2_3_offenders", "dorset", 41)
        assert in_file(client, "level-2-3-offenders", "dorset")["value"] == "41"
        all_are_answered(client, "level-2-3-offenders", hidden="4")

    def test_a_part_larger_than_its_whole(self, client: Client) -> None:
        total("eligible_offenders", "dorset", 913)
        total("eligible_offenders", "dorset", 931, level="1")
        line = in_file(client, "level-1-share", "dorset")
        assert (line["value"], line["lower_95"], line["marker"]) == ("", "", "x")
        all_are_answered(client, "level-1-share")

    def test_a_share_of_everything_everywhere(self, client: Client) -> None:
        for number in range(6):
            total("eligible_offenders", f"area-{number}", 900)
            total("eligible_offenders", f"area-{number}", 900, level="1")
        line = in_file(client, "level-1-share", "area-3")
        assert (line["value"], line["upper_95"], line["comparison"]) == (
            "100",
            "100",
            "not clearly different",
        )
        all_are_answered(client, "level-1-share")

    def test_more_offenders_than_people(self, client: Client) -> None:
        make_population(make_area(), persons=100)
        make_figure(category="1", level="total", value=670)
        assert in_file(client, "rso-rate", "dorset")["value"] == "670000"
        assert "one in" not in Page(body(client, "/areas/dorset/2014-15/")[1]).text
        all_are_answered(client, "rso-rate")

    def test_nothing_but_the_nation(self, client: Client) -> None:
        make_figure(category="1", level="total", value=49_466, area=make_nation())
        make_area()
        (line,) = rows_of_file(client, "/compare/rsos/2014-15/data.csv")
        assert (line["area_slug"], line["value"]) == ("england-and-wales", "49466")
        found = Page(body(client, "/compare/rsos/2014-15/")[1]).text
        assert "None of the areas shown has a figure that can be compared for this year." in found
        all_are_answered(client, "rsos")

    def test_an_empty_site(self, client: Client) -> None:
        for path in surfaces("rso-rate"):
            assert body(client, path)[0] == (200 if "/years/" in path else 404), path


@pytest.mark.usefixtures("shipped")
class TestAddresses:
    @pytest.mark.parametrize(
        "path",
        [path.replace("2014-15", "2050-51") for path in surfaces("rso-rate") if "years" not in path]
        + surfaces("crimes")
        + ["/embed/areas/atlantis/rso-rate/", "/embed/areas/dorset/crimes/", "/embed/areas/kent/rsos/"]
        + ["/areas/dorset/charts/crimes.json", "/areas/atlantis/charts/rsos.svg"],
    )
    def test_nothing_held_is_not_found(self, client: Client, path: str) -> None:
        status, text = body(client, path)
        assert status == 404
        assert "Traceback" not in text

    @pytest.mark.parametrize("areas", ["atlantis", FORTY, "%00", "", ",", "dorset'--"])
    def test_no_area_that_is_known_is_every_area_and_no_file(self, client: Client, areas: str) -> None:
        """Whoever works with the file of an area that nobody knows would take all areas for it."""
        is_known = areas in ("", ",")
        for path, asked in zip(
            surfaces("rso-rate"), surfaces("rso-rate", query=f"?areas={areas}"), strict=True
        ):
            plain, (status, text) = page_sent(path), body(client, asked)
            if path.endswith("2014-15/data.csv") and not is_known:
                assert status == 404, asked
                continue
            assert status == 200, asked
            if path.endswith((".csv", ".json", ".svg")):
                assert text == plain, asked

    def test_forty_areas_of_which_two_are_known(self, client: Client) -> None:
        query = f"?areas={FORTY},dorset,cambridgeshire"
        for path in surfaces("rso-rate", query=query):
            assert body(client, path)[0] == (404 if "2014-15/data.csv" in path else 200), path
        found = table_of_figures(Page(body(client, f"/compare/rso-rate/2014-15/{query}")[1]))
        assert [row[0] for row in found.rows[1:]] == ["Cambridgeshire", "Dorset", "England and Wales"]

    def test_forty_real_areas(self, client: Client) -> None:
        lines = rows_of_file(client, "/compare/rso-rate/2018-19/data.csv")
        slugs = [line["area_slug"] for line in lines][-40:]
        again = rows_of_file(client, f"/compare/rso-rate/2018-19/data.csv?areas={','.join(slugs)}")
        assert again == [line for line in lines if line["area_slug"] in slugs]

    def test_one_area_alone_keeps_the_word_and_rank_it_has_among_all(self, client: Client) -> None:
        alone, nation = rows_of_file(client, "/compare/rso-rate/2014-15/data.csv?areas=dorset")
        everybody = rows_of_file(client, "/compare/rso-rate/2014-15/data.csv")
        assert alone in everybody
        assert nation == everybody[-1]

    @pytest.mark.parametrize("areas", ["atlantis", FORTY, "kent", "dorset", "%00"])
    @pytest.mark.parametrize(
        "path",
        [
            "/areas/dorset/2015-16/",
            "/areas/dorset/charts/rso-rate.json",
            "/areas/dorset/charts/rso-rate.svg",
            "/embed/areas/dorset/rso-rate/",
        ],
    )
    def test_areas_beside_that_are_not_known_change_no_number(
        self, client: Client, path: str, areas: str
    ) -> None:
        plain, (status, text) = page_sent(path), body(client, f"{path}?with={areas}")
        assert status == 200
        if path.endswith((".json", ".svg")):
            assert text == plain
        else:
            assert [table.rows for table in Page(text).tables] == [table.rows for table in Page(plain).tables]
