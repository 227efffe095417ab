from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.catalogue.columns import Column
from stats.presentation.exports.csv import csv_file, plain, safe, stream

COLUMNS = (Column("area_name", "Area", ""), Column("value", "Value", ""))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "－1", '=HYPERLINK("http://a")'],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Dorset", "1471", "57.45", "Avon & Somerset", "a=b", "'quoted'"])
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("1471.000", "1471"), ("57.450", "57.45"), ("0", "0"), ("0.000", "0"), ("1200", "1200"), ("0.5", "0.5")],
)
def test_numbers_have_no_separators_exponents_or_trailing_zeros(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


def test_the_whole_file_as_rfc_4180_says() -> None:
    rows = [("Dorset", "697"), ('The "Met", London', "5"), ("two\r\nlines", ""), ("=1+1", "0")]
    assert "".join(stream(COLUMNS, rows)) == (
        'area_name,value\r\nDorset,697\r\n"The ""Met"", London",5\r\n"two\r\nlines",\r\n\'=1+1,0\r\n'
    )


def test_without_rows_the_heads_are_there_all_the_same() -> None:
    assert "".join(stream(COLUMNS, [])) == "area_name,value\r\n"


def test_rows_are_taken_only_as_they_are_sent() -> None:
    taken = 0

    def rows() -> Iterator[tuple[str, str]]:
        nonlocal taken
        for number in range(10_000):
            taken += 1
            yield str(number), "1"

    pieces = stream(COLUMNS, rows())
    next(pieces)
    assert taken < 1_000
    assert "".join(pieces).endswith("9999,1\r\n")
    assert taken == 10_000


@given(
    st.lists(st.tuples(*[st.text(st.characters(codec="utf-8", exclude_characters="\0"))] * 2), max_size=20)
)
def test_every_cell_comes_back_from_a_reader_and_none_runs(rows: list[tuple[str, str]]) -> None:
    sent = "".join(stream(COLUMNS, rows)).encode()
    read = list(csv.reader(io.StringIO(sent.decode(), newline=""), strict=True))
    assert [tuple(cell for cell in row) for row in read[1:]] == [tuple(map(safe, row)) for row in rows]
    assert not any(cell[:1] in ("=", "+", "-", "@", "\t", "\r") for row in read for cell in row if cell)


def test_the_answer_names_its_file_and_begins_with_a_byte_order_mark() -> None:
    """Without it Excel reads the letters of Welsh as two each."""
    answer = csv_file(COLUMNS, [("Ynys Môn", "1")], name="mappa-figures-release-1")
    assert answer["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert answer["Content-Disposition"] == 'attachment; filename="mappa-figures-release-1.csv"'
    assert b"".join(answer) == b"\xef\xbb\xbf" + "area_name,value\r\nYnys Môn,1\r\n".encode()
