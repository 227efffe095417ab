from django.template.loader import render_to_string

from stats.presentation.charts.component import ChartFigure
from stats.presentation.charts.pictures.canvas import Form
from tests.presentation.charts import samples


def _html(**given: str) -> str:
    chart = ChartFigure(samples.dorset(), key="rso-rate", **given)
    return render_to_string("stats/components/chart.html", {"chart": chart})


def test_without_script_the_picture_and_its_numbers_are_there() -> None:
    html = _html(
        explore_url="/areas/dorset/charts/rso-rate.json", table_id="t", csv_url="/a.csv", caption="A & B"
    )
    assert html.count("<svg ") == 3
    assert '<a href="#t">' in html
    assert '<a href="/a.csv">' not in html  # no page is asked for, so no server may answer for it
    assert "A &amp; B" in html
    assert 'data-explore-url="/areas/dorset/charts/rso-rate.json"' in html


def test_the_button_waits_for_the_script() -> None:
    button = _html(explore_url="/x.json").partition("<button")[2].partition(">")[0]
    assert button.endswith(" hidden")


def test_nothing_is_offered_that_is_not_there() -> None:
    html = _html()
    assert "<button" not in html
    assert "<a href" not in html
    assert "data-plotly-src" not in html


def test_ids_differ_between_the_forms() -> None:
    html = _html()
    for form in Form:
        assert html.count(f'id="chart-rso-rate-{form.value}-title"') == 1
