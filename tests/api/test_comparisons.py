"""What may be compared is, in the site's words; what may not is refused with the reason."""

from __future__ import annotations

import pytest

from tests.api.asking import ask, refused
from tests.factories import make_area, make_figure, make_population


@pytest.mark.usefixtures("shipped")
class TestShipped:
    def test_two_areas_in_a_year(self) -> None:
        found = ask("comparisons/rso-rate?area=dorset&area=essex&year=2018-19")
        assert found["is_comparable"]
        assert found["refusals"] == []
        assert found["sentence"].startswith(
            "Registered sexual offenders per 100,000 people, 31 March 2019. Dorset: 115 (95% interval 107 to "
            "123), not clearly different from the England and Wales rate of 116, and within what is usual"
        )
        assert "The 20 areas with a figure are not a sample of the 42." in found["caveats"]
        assert [item["value"] for item in found["items"]] == [115, 93]
        assert all(source["title"] and "/sources/" in source["page"] for source in found["sources"])

    def test_an_area_over_the_years_names_the_years_that_are_not_held(self) -> None:
        found = ask("comparisons/rso-rate?area=dorset&year=2015-16&year=2018-19")
        assert found["sentence"] == (
            "The Dorset rate was 102 for 31 March 2016 and 115 for 31 March 2019. There is no figure for 31 "
            "March of 2017 to 2018."
        )

    def test_without_a_year_what_may_be_compared_is(self) -> None:
        found = ask("comparisons/rso-rate?area=dorset")
        assert found["is_comparable"]
        assert min(item["year"] for item in found["items"]) > "2007-08"  # since people of ten and over

    @pytest.mark.parametrize(
        ("asked", "why", "told"),
        [
            ("rsos?area=dorset&area=essex&year=2018-19", "count", "Compare areas by a rate."),
            (
                "rso-rate?area=derbyshire&year=2005-06&year=2014-15",
                "break",
                "Up to 2006-07 rates were printed per 100,000 people of all ages.",
            ),
            (
                "rso-rate?area=dorset&area=essex&year=2018-19&year=2019-20",
                "several areas and several years",
                "whether the place or the time makes the difference",
            ),
            ("rso-rate?area=dorset&year=2018-19", "nothing to compare with", "two years or more"),
            ("rso-rate?area=dorset&area=kent&year=2018-19", "no value", "no figure for Kent, 31 March 2019"),
            (
                "rso-rate?area=dorset&area=essex&year=2050-51",
                "no value",
                "no figure for Dorset, 31 March 2051",
            ),
        ],
    )
    def test_what_may_not_be_compared_is_refused(self, asked: str, why: str, told: str) -> None:
        found = ask(f"comparisons/{asked}")
        assert not found["is_comparable"]
        assert found["sentence"] is None
        assert why in [one["why"] for one in found["refusals"]]
        assert any(told in one["detail"] for one in found["refusals"])

    def test_the_areas_must_be_named_and_known(self) -> None:
        assert refused("comparisons/rso-rate", status=400)["errors"][0]["parameter"] == "area"
        near = refused("comparisons/rso-rate?area=dorst", status=404)["errors"][0]
        assert near["allowed"] == ["dorset"]
        refused("comparisons/rso-rate/2050-51", status=404)


@pytest.mark.django_db
def test_a_suppressed_part_forbids_it_and_is_no_number() -> None:
    for slug, level_3 in (("dorset", {"marker": "c"}), ("kent", {"value": 3})):
        area = make_area(slug)
        make_population(area)
        make_figure("level_2_3_offenders", category="total", level="2", value=37, area=area)
        make_figure("level_2_3_offenders", category="total", level="3", area=area, **level_3)
        make_figure("recall_licence", category="total", level="total", value=4, area=area)
    found = ask("comparisons/licence-recalls-per-100-level-2-3?area=dorset&area=kent&year=2014-15")
    [refusal] = found["refusals"]
    assert (refusal["why"], refusal["area_slug"], refusal["year"]) == ("no value", "dorset", "2014-15")
    assert "a part is suppressed, so only a lower bound is known" in refusal["detail"]
    [dorset, kent] = found["items"]
    assert (dorset["qualifier"], dorset["shown"], dorset["lower_95"]) == ("at most", "at most 10.8", None)
    assert (kent["qualifier"], kent["value"]) == (None, 10)
