"""What queries return, as text: so a template can show it without a copy of it made of texts."""

from __future__ import annotations

from django import template

from stats.presentation.text import numbers, words

register = template.Library()

register.filter("number", numbers.number)
register.filter("amount", numbers.amount)
register.filter("long_date", numbers.long_date)
register.filter("partial_date", numbers.partial_date)
register.filter("inside_sentence", words.inside_sentence)
register.filter("place_in_table", words.cell)
register.filter("span", words.span)
register.filter("ratio", words.ratio)
