from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.analysis.figures import AreaRef, SourceRef
from stats.analysis.values import Value, WhyNot
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.components.tile_map import MOST_CLASSES, TileMap, quantiles, tile_map

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


def drawn(**values: Value) -> TileMap:
    return tile_map(
        [(area(slug), value) for slug, value in values.items()],
        indicator=RATE,
        year=YEAR,
        href=lambda ref: f"/areas/{ref.slug}/",
        caption="RSOs per 100,000, 31 March 2022.",
        table_url="/compare/rso-rate/2021-22/",
    )


def shade_of(found: TileMap, slug: str) -> int | None:
    return next(tile.quantile for tile in found.tiles if tile.name == slug.title())


class TestQuantiles:
    def test_thirteen_areas_fall_into_five_classes_of_two_or_three(self) -> None:
        values = [Decimal(n) for n in (165, 150, 146, 145, 142, 134, 131, 130, 126, 125, 119, 114, 79)]
        shades = list(quantiles(values).values())
        assert shades == sorted(shades)
        assert {shade: shades.count(shade) for shade in shades} == {1: 3, 2: 2, 3: 3, 4: 2, 5: 3}

    @pytest.mark.parametrize(
        ("areas", "shades"), [(1, {3}), (3, {3}), (4, {2, 4}), (6, {1, 3, 5}), (8, {1, 2, 4, 5})]
    )
    def test_few_areas_make_few_classes(self, areas: int, shades: set[int]) -> None:
        assert set(quantiles(Decimal(n) for n in range(areas)).values()) == shades

    def test_a_tie_that_fills_whole_classes_leaves_no_empty_one_behind(self) -> None:
        shades = quantiles([Decimal(0)] * 20 + [Decimal(1), Decimal(2), Decimal(3)])
        assert shades == {Decimal(0): 2, Decimal(1): 4, Decimal(2): 4, Decimal(3): 4}

    def test_nothing_held_has_no_class(self) -> None:
        assert quantiles([]) == {}

    @given(st.lists(st.decimals(0, 500, places=1), min_size=1, max_size=42))
    def test_a_higher_value_never_has_a_lighter_shade(self, values: list[Decimal]) -> None:
        shades = quantiles(values)
        in_order = [shades[value] for value in sorted(values)]
        assert in_order == sorted(in_order)
        assert set(shades) == set(values)
        assert set(in_order) <= set(range(1, MOST_CLASSES + 1))


class TestTileMap:
    def test_a_tile_carries_its_number_as_text_and_as_link(self) -> None:
        (tile,) = drawn(dorset=printed("102")).tiles
        assert (tile.abbr, tile.name, tile.url, tile.value) == ("DORS", "Dorset", "/areas/dorset/", "102")
        assert tile.label == "Dorset"

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
        assert found.tiles[1].label == "Kent: no figure for 2021-22"

    def test_a_lower_bound_is_neither_shaded_nor_shown_as_a_number(self) -> None:
        found = drawn(dorset=printed("102"), kent=Value(Decimal(90), WhyNot.LOWER_BOUND))
        assert shade_of(found, "kent") is None
        assert found.tiles[1].value == ""
        assert "lower bound" in found.tiles[1].label
        assert [numbers for _shade, numbers in found.legend] == ["102"]

    def test_a_press_report_is_named(self) -> None:
        found = drawn(dorset=printed("115", sources=(PRESS,)))
        assert found.tiles[0].label == "Dorset: from a press report"

    def test_the_key_gives_the_ends_of_each_class_in_numbers(self) -> None:
        found = drawn(a=printed("79"), b=printed("114"), c=printed("130"), d=printed("165"))
        assert list(found.legend) == [(2, "79 to 114"), (4, "130 to 165")]

    def test_an_area_without_a_place_on_the_map_is_left_out(self) -> None:
        nowhere = (area("nowhere", column=None, row=None), printed("1"))
        somewhere = (area("somewhere", column=0, row=0), printed("2"))
        found = tile_map(
            [nowhere, somewhere], indicator=RATE, year=YEAR, href=lambda _: "/", caption="", table_url=""
        )
        assert [tile.name for tile in found.tiles] == ["Somewhere"]
        assert [numbers for _shade, numbers in found.legend] == ["2"]

    def test_shares_keep_the_decimals_of_their_indicator(self) -> None:
        found = tile_map(
            [(area("dorset"), computed("93"))],
            indicator=SHARE,
            year=YEAR,
            href=lambda _: "/",
            caption="",
            table_url="",
        )
        assert found.tiles[0].value == "93.0"
        assert found.legend[0][1] == "93.0"
