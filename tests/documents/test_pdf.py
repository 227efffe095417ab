"""PDFs: lines, cells, columns and notes as a reader of the page sees them."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4

from stats.documents import page_pictures
from tests.documents.making import PROSE, TABLE, Pdf, opened, rows

pytestmark = pytest.mark.processes


def body(found: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [row for row in found if len(row) > 2]


@pytest.mark.parametrize("how", ["tables", "layout"])
@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_between_prose_is_rows_of_cells_in_reading_order(*, how: str, ruled: bool) -> None:
    pdf = Pdf()
    below = pdf.table(TABLE, y=pdf.prose(lines=5, y=60) + 20, ruled=ruled)
    pdf.prose(lines=5, y=below + 40)

    found = rows(opened(pdf.saved(), "report.pdf"), how)

    # Where nothing is ruled an empty corner leaves no trace.
    head = TABLE[0] if ruled and how == "tables" else TABLE[0][1:]
    assert found == [*[(PROSE,)] * 5, (), head, *TABLE[1:], (), *[(PROSE,)] * 5]


@pytest.mark.parametrize("fullest", [0, 1], ids=["from the top", "from the bottom"])
def test_heads_over_several_lines_are_one_cell_each(fullest: int) -> None:
    """A piece belongs to the head that it stands over or under, whichever place it has in its line."""
    pdf = Pdf()
    pdf.write("Serious further offences", y=84)
    whole = ("Charged", "Still charged", "Outstanding")
    for place, piece in enumerate(whole):
        pdf.write(piece, x=160 + 100 * place, y=96 + 12 * fullest)
    pdf.write("31 March", x=365, y=108 - 12 * fullest)
    pdf.write("Category 1", y=120)
    pdf.write("Level 1", y=132)
    for place, amount in enumerate("631"):
        pdf.write(amount, x=180 + 100 * place, y=132)

    document = opened(pdf.saved(), "report.pdf")

    last = "31 March Outstanding" if fullest else "Outstanding 31 March"
    title, heading, row = ("Serious further offences",), ("Category 1",), ("Level 1", "6", "3", "1")
    assert rows(document, "layout") == [title, (*whole[:2], last), heading, row]
    assert len(rows(document, "tables")) == 5


def test_a_text_over_two_heads_is_a_piece_of_neither() -> None:
    pdf = Pdf()
    for place, head in enumerate(("Level 2", "Level 3")):
        pdf.write(head, x=260 + 60 * place, y=108)
        pdf.write("2014", x=262 + 60 * place, y=120)
        pdf.write("7", x=270 + 60 * place, y=132)
    pdf.write("Offenders managed at", x=240, y=96)
    pdf.write("Category 1", y=132)

    found = rows(opened(pdf.saved(), "report.pdf"), "layout")

    assert found == [("Offenders managed at",), ("Level 2 2014", "Level 3 2014"), ("Category 1", "7", "7")]


def test_the_text_has_a_cell_a_line_in_the_order_of_the_file() -> None:
    """Here the columns were written one after another, as some programs do."""
    pdf = Pdf()
    for place, column in enumerate(zip(*TABLE, strict=True)):
        for line, cell in enumerate(column):
            pdf.write(cell, x=60 + 100 * place, y=100 + 14 * line)
    pdf.prose(lines=3, y=300)
    document = opened(pdf.saved(), "report.pdf")

    text = [cell for row in rows(document, "text") for cell in row]
    assert text[:7] == ["Level 1", "Level 2", "Total", "Category 1", "666", "4", "670"]
    assert body(rows(document, "layout")) == [TABLE[0][1:], *TABLE[1:]]


def test_columns_of_text_are_read_down_and_a_table_is_read_across() -> None:
    pdf = Pdf()
    pdf.write("A heading that stands over both of the columns of text on this page, from side to side", y=50)
    for number in range(8):
        pdf.write(f"left line number {number} with some words", x=60, y=80 + 12 * number)
        pdf.write(f"right line number {number} with some words", x=310, y=83 + 12 * number)
    pdf.table(TABLE, y=250)

    found = [row for row in rows(opened(pdf.saved(), "report.pdf"), "layout") if row]

    lines = [row[0] for row in found[1:17]]
    assert lines == [
        f"{side} line number {n} with some words" for side in ("left", "right") for n in range(8)
    ]
    assert found[18:] == list(TABLE[1:])


def test_a_merged_cell_stands_in_each_of_its_places() -> None:
    pdf = Pdf()
    pdf.prose(lines=4, y=60)
    pdf.write("Managed at", x=200, y=212)
    pdf.table([("Area", "", ""), ("", "Level 1", "Level 2"), ("Dorset", "5", "6")], y=200)
    canvas, top = pdf.canvas, A4[1]
    for y in (200, 236, 254):
        canvas.line(60, top - y, 360, top - y)
    canvas.line(160, top - 218, 360, top - 218)
    for x in (60, 160, 360):
        canvas.line(x, top - 200, x, top - 254)
    canvas.line(260, top - 218, 260, top - 254)

    found = rows(opened(pdf.saved(), "report.pdf"), "tables")

    assert found[-3:] == [
        ("Area", "Managed at", "Managed at"),
        ("Area", "Level 1", "Level 2"),
        ("Dorset", "5", "6"),
    ]


def test_numbers_apart_in_one_ruled_cell_are_never_joined() -> None:
    """Only some of the table's columns are ruled: 666 233 is not 666,233."""
    pdf = Pdf()
    pdf.prose(lines=4, y=60)
    pdf.table([("Level 1", "666", "233"), ("Level 2", "4", "2")], y=200)
    pdf.canvas.grid([60, 160, 360], [A4[1] - y for y in (200, 218, 236)])

    assert rows(opened(pdf.saved(), "report.pdf"), "tables")[-2:] == [
        ("Level 1", "666", "233"),
        ("Level 2", "4", "2"),
    ]


def test_a_small_raised_digit_is_a_note_mark_and_no_digit() -> None:
    pdf = Pdf()
    pdf.prose(lines=4, y=60)
    pdf.write("12", size=6, x=pdf.write("62", y=200, x=300), y=196)
    pdf.write("Orders", y=200)
    pdf.write("2", size=6, x=pdf.write("area in km", y=220), y=216)

    document = opened(pdf.saved(), "report.pdf")

    for how in ("tables", "layout", "text"):
        assert {"62¹²", "area in km²"} < {cell for row in rows(document, how) for cell in row}


def test_bold_that_is_printed_twice_is_read_once() -> None:
    pdf = Pdf()
    pdf.prose(lines=4, y=60)
    pdf.write("1,166", y=200)
    pdf.write("1,166", x=60.3, y=200)

    assert rows(opened(pdf.saved(), "report.pdf"), "layout")[-1] == ("1,166",)


def test_spaces_that_do_not_break_are_spaces() -> None:
    pdf = Pdf()
    pdf.prose(lines=4, y=60)
    pdf.write("offenders of\u00a0Dorset", y=200)

    assert rows(opened(pdf.saved(), "report.pdf"), "text")[-1] == ("offenders of Dorset",)


def test_pages_are_counted_and_the_title_is_the_documents_own() -> None:
    pdf = Pdf()
    pdf.canvas.setTitle("Dorset MAPPA Annual Report")
    for page in range(3):
        pdf.prose(lines=5, y=60, words=f"{PROSE} {page}")
        pdf.end_page()
    document = opened(pdf.saved(), "report.pdf")

    assert (document.pages, document.title, document.kind) == (3, "Dorset MAPPA Annual Report", "pdf")
    assert [(row.page, row.cells[0][-1]) for row in document.renderings[0].rows if row.cells] == [
        (page + 1, str(page)) for page in range(3) for _ in range(5)
    ]


def test_pictures_of_the_pages_that_are_asked_for() -> None:
    pdf = Pdf()
    for _ in range(3):
        pdf.prose(lines=5, y=60)
        pdf.end_page()

    pictures = page_pictures(pdf.saved(), {1, 3, 9})

    assert pictures.keys() == {1, 3}
    with Image.open(io.BytesIO(pictures[3])) as picture:
        assert (picture.format, picture.size) == ("PNG", (910, 1287))


def test_a_picture_of_a_huge_page_is_no_wider_than_1600() -> None:
    pdf = Pdf()
    pdf.canvas.setPageSize((5000, 500))
    pdf.prose(lines=3, y=60)

    with Image.open(io.BytesIO(page_pictures(pdf.saved(), [1])[1])) as picture:
        assert picture.size == (1600, 160)


def test_pictures_of_what_is_no_pdf_are_none() -> None:
    assert page_pictures(b"nothing of the kind", [1]) == {}
