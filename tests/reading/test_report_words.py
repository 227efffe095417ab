"""A line's words and numbers told apart, and labels known by their words."""

from __future__ import annotations

import pytest

from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.reading.report.labels import Labels, words_of
from stats.reading.report.words import cleaned, parts


def split(text: str) -> tuple[str, list[str]]:
    found = parts(cleaned(text))
    words = " ".join(part.text for part in found if not part.is_amount)
    return words, [part.text for part in found if part.is_amount]


@pytest.mark.parametrize(
    ("line", "words", "amounts"),
    [
        ("Level 1 770 100 – 870", "level1", ["770", "100", "-", "870"]),
        ("Levels 2 and 3", "level2 level3", []),
        ("Category 1 –", "category1", []),
        ("FTO's imposed **0**", "FTO's imposed", ["0"]),
        ("• SOPOs ........ 62", "SOPOs", ["62"]),
        ("666 (74%) 233 26.0%", "", ["666", "233", ""]),
        ("62 (55)", "", ["62"]),
        ("1 471", "", ["1471"]),
        ("more than 640", "", ["more than 640"]),
        ("RSOs per 100,000 population 98", "RSOs per100000 population", ["98"]),
        (
            "(as defined by section 327 (3), (4) & (5) of the Act 2003) living here 359",
            "living here",
            ["359"],
        ),
        ("Leve1 2 16", "level2", ["16"]),
    ],
)
def test_numbers_of_a_label_are_not_amounts(line: str, words: str, amounts: list[str]) -> None:
    assert split(line) == (words, amounts)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The number of RSO's per 100,000 head of population", "RSOs per 100 000 population"),
        ("SOPO's", "Sexual Offences Prevention Orders (SOPOs)"),
        ("NO", "Notification orders"),
        ("Category One: Registered sex offenders", "Cat. 1 RSO"),
        ("Category 2 V&O", "Category 2: violent and other sexual offenders"),
        ("Breach of license", "BREACH OF LICENCE:"),
        ("Tota1", "Total"),
    ],
)
def test_two_ways_to_print_a_label_have_the_same_words(one: str, other: str) -> None:
    assert words_of(one) == words_of(other)


def test_labels_that_differ_in_a_word_that_tells_are_not_one() -> None:
    labels = Labels(catalogue().layouts[1])
    assert ReportingYear(2005) in catalogue().layouts[1].years
    codes = {
        text: {tag.code for tag in labels.named(words_of(text)).tags}
        for text in ("Interim SOPO's granted", "Full SOPO's imposed", "Interim NOs granted")
    }
    assert list(codes.values()) == [{"sopo-interim"}, {"sopo"}, {"no-interim"}]
