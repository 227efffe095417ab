"""The words of a topic's page, and the sentence that answers its question."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.html import format_html

from stats.analysis.values import Value
from stats.catalogue.pages import TopicWords
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.text import numbers
from stats.presentation.text.sentences import Sentence, plural

_FIGURE = "\u0001"  # stands for the figure until it is set in bold or left plain


def topic_words(topic: str) -> TopicWords:
    """Raises KeyError for a topic without a page."""
    words = catalogue().topics[topic].page
    if words is None:
        raise KeyError(topic)
    return words


def national_sentence(topic: str, *, year: ReportingYear, values: Mapping[str, Value]) -> Sentence | None:
    """What England and Wales had in that year, by indicator slug; None where it is not held."""
    words = topic_words(topic)
    count, ratio = values.get(words.count), values.get(words.ratio)
    if count is None or count.amount is None or count.why_not is not None:
        return None
    said = {"year": year.label, "figure": _FIGURE}
    sentence = words.sentence
    if words.sentence_with_ratio and ratio is not None and ratio.amount is not None and ratio.why_not is None:
        sentence = words.sentence_with_ratio
        said["ratio"] = numbers.number(ratio.amount, places=1)
    counted = next(counted.text for counted in words.counted if year in counted.years)
    figure = plural(counted, count.amount) % {"number": numbers.number(count.amount)}
    before, after = (plural(sentence, count.amount) % said).split(_FIGURE)
    return Sentence(format_html("{}<strong>{}</strong>{}", before, figure, after), f"{before}{figure}{after}")
