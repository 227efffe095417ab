from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.analysis.comparison.benchmark import NO_BENCHMARK, NationalFigure
from stats.analysis.figures import AreaRef, SourceRef
from stats.analysis.notes import NoteText
from stats.analysis.values import Value, WhyNot
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.components.tile_map import TileMap, class_breaks, is_worth_a_map, tile_map

RATE = catalogue().indicators["rso-rate"]
SHARE = catalogue().indicators["level-1-share"]
YEAR = ReportingYear(2021)
PRESS = SourceRef(1, "press report", "A newspaper", "")


def area(slug: str, *, column: int | None = 0, row: int | None = 0) -> AreaRef:
    return AreaRef(slug, slug.title(), tile_abbr=slug[:4].upper(), tile_column=column, tile_row=row)


def printed(amount: str, *, sources: tuple[SourceRef, ...] = ()) -> Value:
    return Value(Decimal(amount), None, is_printed=True, sources=sources)


def computed(amount: str) -> Value:
    return Value(Decimal(amount), None)


def drawn(*, national: NationalFigure = NO_BENCHMARK, **values: Value) -> TileMap:
    return tile_map(
        [(area(slug), value) for slug, value in values.items()],
        indicator=RATE,
        year=YEAR,
        href=lambda ref: f"/areas/{ref.slug}/",
        caption="RSOs per 100,000, 31 March 2022.",
        table_url="/compare/rso-rate/2021-22/",
        national=national,
    )


def england_and_wales(amount: str) -> NationalFigure:
    return NationalFigure(Decimal(amount), is_pooled=False, areas=0, value=printed(amount))


def numbers(*amounts: str | int) -> list[Decimal]:
    return [Decimal(amount) for amount in amounts]


def shade_of(found: TileMap, slug: str) -> int | None:
    return next(tile.shade for tile in found.tiles if tile.name == slug.title())


class TestClasses:
    def test_they_begin_at_england_and_wales_and_a_round_step_to_either_side(self) -> None:
        """As on 31 March 2023: nine of the 18 rates lie within 30 of 129."""
        held = numbers(159, 178, 222, 218, 127, 170, 166, 124, 143, 129, 92, 77, 137, 152, 158, 89, 112, 126)
        assert class_breaks(held, middle=Decimal(129)) == (99, 129, 159)

    def test_small_numbers_have_small_steps(self) -> None:
        held = numbers("0.4", "1.1", "1.3", "1.6", "2.9")
        assert class_breaks(held, middle=Decimal("1.2")) == (*numbers("0.7", "1.2", "1.7"),)

    def test_a_step_with_nothing_beyond_it_is_left_out(self) -> None:
        assert class_breaks(numbers(100, 110, 120), middle=Decimal(129)) == (109, 129)
        assert class_breaks(numbers(0, 0, 5), middle=Decimal(1)) == (1, 2)

    def test_without_england_and_wales_the_middle_area_is_the_middle(self) -> None:
        assert class_breaks(numbers(90, 98, 100, 103, 150), middle=None) == (97, 100, 103)

    def test_nothing_held_has_no_class(self) -> None:
        assert class_breaks([], middle=Decimal(129)) == ()

    @given(
        st.lists(st.decimals(0, 500, places=1), min_size=1, max_size=42),
        st.none() | st.decimals(0, 500, places=1),
    )
    def test_a_higher_value_never_has_a_lighter_shade(
        self, values: list[Decimal], middle: Decimal | None
    ) -> None:
        national = england_and_wales(str(middle)) if middle is not None else NO_BENCHMARK
        found = drawn(national=national, **{f"a{n}": printed(str(value)) for n, value in enumerate(values)})
        shades = {Decimal(tile.value.replace(",", "")): tile.shade or 0 for tile in found.tiles}
        in_order = [shades[value] for value in sorted(shades)]
        assert in_order == sorted(in_order)
        assert set(in_order) <= {one.shade for one in found.legend}
        if middle is not None:
            assert all((shade > 3) == (value >= middle) for value, shade in shades.items())


class TestTileMap:
    def test_a_tile_carries_its_number_and_tells_its_name_and_unit(self) -> None:
        (tile,) = drawn(dorset=printed("102")).tiles
        assert (tile.abbr, tile.name, tile.url, tile.value) == ("DORS", "Dorset", "/areas/dorset/", "102")
        assert tile.label == "Dorset, 102 per 100,000 people"

    def test_a_printed_rate_keeps_its_decimals_and_a_computed_one_is_rounded(self) -> None:
        found = drawn(dorset=printed("125.20"), essex=computed("125.2"))
        assert [tile.value for tile in found.tiles] == ["125.2", "125"]

    def test_areas_that_show_the_same_number_have_the_same_shade(self) -> None:
        found = drawn(a=computed("129.6"), b=computed("130.4"), c=computed("110"), d=computed("150"))
        assert shade_of(found, "a") == shade_of(found, "b")
        assert [tile.value for tile in found.tiles[:2]] == ["130", "130"]

    def test_what_is_not_held_is_said_and_has_no_shade(self) -> None:
        found = drawn(dorset=printed("102"), kent=Value(None, WhyNot.NOT_HELD))
        assert shade_of(found, "kent") is None
        assert found.tiles[1].value == ""
        assert found.tiles[1].label == "Kent, no figure for 2021-22"
        assert found.has_gaps
        assert not drawn(dorset=printed("102")).has_gaps

    def test_a_lower_bound_is_neither_shaded_nor_shown_as_a_number(self) -> None:
        found = drawn(dorset=printed("102"), kent=Value(Decimal(90), WhyNot.LOWER_BOUND))
        assert shade_of(found, "kent") is None
        assert found.tiles[1].value == ""
        assert "lower bound" in found.tiles[1].label

    def test_a_doubt_goes_with_the_area(self) -> None:
        note = NoteText("not_of_its_year", "It may be of 2013-14.", None)
        doubted = Value(Decimal(90), WhyNot.NOT_OF_ITS_YEAR, is_printed=True, doubts=(note,))
        (tile,) = drawn(kent=doubted).tiles
        assert (tile.shade, tile.value) == (None, "")
        assert "probably not of this year" in tile.label
        assert tile.label.endswith("Doubted: It may be of 2013-14.")

    def test_a_press_report_is_named(self) -> None:
        found = drawn(dorset=printed("115", sources=(PRESS,)))
        assert found.tiles[0].label == "Dorset, 115 per 100,000 people, press report"

    def test_the_key_leaves_no_number_between_two_classes(self) -> None:
        values = {"a": printed("79"), "b": printed("114"), "c": printed("130"), "d": printed("160")}
        found = drawn(national=england_and_wales("129"), **values)
        assert [(one.shade, one.text) for one in found.legend] == [
            (1, "under 99"),
            (2, "99 to 128"),
            (4, "129 to 158"),
            (5, "159 and over"),
        ]
        assert [one.is_from_middle for one in found.legend] == [False, False, True, False]
        assert found.middle == "England and Wales: 129"

    def test_where_one_number_has_more_decimals_a_class_reaches_to_the_next(self) -> None:
        values = {"a": printed("40"), "b": printed("55.5"), "c": printed("60"), "d": printed("80")}
        found = drawn(national=england_and_wales("57.45"), **values)
        assert [one.text for one in found.legend] == [
            "under 47.45",
            "47.45 to under 57.45",
            "57.45 to under 67.45",
            "67.45 and over",
        ]

    def test_tiles_go_from_north_to_south_and_from_west_to_east(self) -> None:
        places = {"kent": (5, 8), "dorset": (1, 9), "cumbria": (2, 1), "durham": (3, 1)}
        found = tile_map(
            [(area(slug, column=column, row=row), printed("1")) for slug, (column, row) in places.items()],
            indicator=RATE,
            year=YEAR,
            href=lambda _: "/",
            caption="",
            table_url="",
        )
        assert [tile.name for tile in found.tiles] == ["Cumbria", "Durham", "Kent", "Dorset"]

    def test_an_area_without_a_place_on_the_map_is_left_out(self) -> None:
        nowhere = (area("nowhere", column=None, row=None), printed("1"))
        somewhere = (area("somewhere", column=0, row=0), printed("2"))
        found = tile_map(
            [nowhere, somewhere], indicator=RATE, year=YEAR, href=lambda _: "/", caption="", table_url=""
        )
        assert [tile.name for tile in found.tiles] == ["Somewhere"]

    def test_shares_keep_the_decimals_of_their_indicator_and_their_sign(self) -> None:
        found = tile_map(
            [(area("dorset"), computed("93"))],
            indicator=SHARE,
            year=YEAR,
            href=lambda _: "/",
            caption="",
            table_url="",
        )
        assert found.tiles[0].value == "93.0"
        assert found.tiles[0].label == "Dorset, 93.0% of eligible offenders on 31 March"


@pytest.mark.parametrize(
    ("slug", "areas", "worth"), [("rso-rate", 8, True), ("rso-rate", 7, False), ("rsos", 42, False)]
)
def test_only_rates_and_shares_of_eight_areas_or_more_are_worth_a_map(
    slug: str, areas: int, *, worth: bool
) -> None:
    held = [computed("100")] * areas + [Value(None, WhyNot.NOT_HELD)] * 5
    assert is_worth_a_map(catalogue().indicators[slug], held) is worth
