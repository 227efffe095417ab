from __future__ import annotations

from stats.presentation.exports.page_tables import page_tables, table_name

PAGE = """<main><table><caption>Counts <span class="one-word">2014-15</span></caption>
<thead><tr><th><span class="govuk-visually-hidden">Row</span></th>
  <th>RSOs<span class="under-number">95% interval</span></th>
  <th>Years</th><th>Source</th></tr></thead>
<tbody><tr class="group"><th colspan="4">South</th></tr>
<tr><th>Kent</th><td>1,471<span class="under-number">1,400 to 1,550</span></td><td>2014-15</td>
  <td><a class="kind">Press</a><span class="govuk-visually-hidden"> report</span>
  <a class="kind">Hansard</a></td></tr>
<tr class="parting"><td colspan="4">From 2013-14: counted another way</td></tr>
<tr><th>Essex</th><td><span class="second-hand">Press</span>−12.5<sup class="footnote"><span
  class="govuk-visually-hidden"> note </span>1</sup></td><td></td><td></td></tr>
<tr><th>Dorset</th><td><span class="not-held">not held</span></td><td></td><td></td></tr>
<tr><th>Gwent</th><td>more than 1,000</td><td></td><td></td></tr>
<tr><th>Dyfed</th>
  <td><span aria-hidden="true">–</span><span class="govuk-visually-hidden">not applicable</span>
  </td>
  <td></td><td></td></tr></tbody>
<tfoot><tr><th>All</th><td>–</td><td></td><td></td></tr></tfoot></table>
<ol class="footnotes"><li>Rounded.</li></ol>
<table><caption></caption><tr><td>no name</td></tr></table></main>"""


def test_a_table_is_read_as_it_stands() -> None:
    """Numbers for machines; what is small, raised or in a number's place beside them; groups as a column."""
    [table] = page_tables(PAGE).values()
    assert (table.name, table.caption) == ("counts-2014-15", "Counts 2014-15")
    assert [column.name for column in table.columns] == [
        *("group", "row", "row_note", "rsos", "95_interval", "years", "source"),
    ]
    assert [str(column.type) for column in table.columns] == [*["string"] * 3, "number", *["string"] * 3]
    way = "From 2013-14: counted another way"
    assert table.rows == (
        ("South", "Kent", way, "1471", "1,400 to 1,550", "2014-15", "Press report; Hansard"),
        ("South", "Essex", "", "-12.5", "Press; Rounded.", "", ""),
        ("South", "Dorset", "", "", "not held", "", ""),
        ("South", "Gwent", "", "", "more than 1,000", "", ""),
        ("South", "Dyfed", "", "", "not applicable", "", ""),
        ("", "All", "", "", "", "", ""),
    )


def test_columns_of_one_name_are_numbered() -> None:
    html = (
        "<table><caption>A</caption><thead><tr><th>Area</th><th>n</th><th>N</th></tr></thead>"
        "<tr><th>Kent</th><td>1</td><td>2</td></tr></table>"
    )
    [table] = page_tables(html).values()
    assert [(one.name, one.title) for one in table.columns] == [
        ("area", "Area"),
        ("n", "n"),
        ("n_2", "N (2)"),
    ]
    assert table.rows == (("Kent", "1", "2"),)


def test_a_name_is_short_enough_for_a_file() -> None:
    assert table_name("Dorset: registered sexual offenders, 2003 to 2016") == (
        "dorset-registered-sexual-offenders-2003-to-2016"
    )
    assert len(table_name("word " * 99)) <= 100


def test_a_second_table_of_one_caption_is_numbered() -> None:
    table = "<table><caption>A b</caption><tr><th>{}</th></tr></table>"
    found = page_tables(f"<main>{table.format(1)}{table.format(2)}</main>")
    assert list(found) == ["a-b", "a-b-2"]
    assert found["a-b-2"].rows == ((),)
