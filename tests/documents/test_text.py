"""Plain text and Markdown, as an OCR or a mail hands them on."""

from __future__ import annotations

import pytest

from stats.documents.formats.words import cleaned, raised
from tests.documents.making import opened, rows

pytestmark = pytest.mark.processes

MARKDOWN = """# Dorset **MAPPA**

| Level | <b>Category 1</b> | Total |
|:------|---:|--:|
| Level 1 | 666<sup>1</sup> | <5 |

Level 2   4    ~~5~~
12* of them\\* – 5 & 6 <br>
"""


def test_markdown_gives_cells_without_its_signs() -> None:
    document = opened(MARKDOWN.encode(), "report.md")

    assert (document.title, document.kind, document.pages) == ("Dorset MAPPA", "text", 0)
    assert rows(document, "tables") == [
        ("Dorset MAPPA",),
        (),
        ("Level", "Category 1", "Total"),
        ("Level 1", "666¹", "<5"),
        (),
        ("Level 2 4 ~~5~~",),
        ("12* of them* – 5 & 6",),
    ]
    assert ("Level 2", "4", "~~5~~") in rows(document, "layout")
    assert ("Level 2 4 ~~5~~",) in rows(document, "text")


def test_tabs_part_cells_and_a_form_feed_ends_a_page() -> None:
    document = opened(b"Level 1\t5\t-\nmore\fLevel 2\t\t7\n", "report.txt")

    assert document.pages == 2
    assert [(row.page, row.cells) for row in document.renderings[0].rows] == [
        (1, ("Level 1", "5", "-")),
        (1, ("more",)),
        (2, ("Level 2", "", "7")),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = "Some plain words and Café – “5”"

    assert rows(opened(text.encode(encoding), "a.txt"), "text") == [(text,)]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("offen\u00adders", "offenders"),
        ("1\u00a0471", "1 471"),
        ("1\u2009471", "1 471"),
        ("o\ufb03ce \ufb01le", "office file"),
        ("62\u200b", "62"),
        ("62¹ ² ½ ① x²", "62¹ ² ½ ① x²"),
        ("cafe\u0301", "café"),
        ("5\x0b6", "5 6"),
        ("It´s – “so”…", "It´s – “so”…"),
    ],
)
def test_letters_are_plain_and_note_marks_stay_apart(text: str, plain: str) -> None:
    assert cleaned(text) == plain


def test_raised_digits_have_signs_of_their_own() -> None:
    assert raised("1st (2) +") == "¹st ⁽²⁾ ⁺"
