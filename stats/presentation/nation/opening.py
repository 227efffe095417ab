"""England and Wales in a sentence: how many registered sexual offenders, the rate, the year before."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stats.analysis.headlines import Headline, NationalPicture
from stats.analysis.series import is_comparable
from stats.catalogue.breaks import Break
from stats.presentation.text.attribution import Part, in_words, told_numbers
from stats.presentation.text.sentences import Opening, registered_offenders


def national_opening(nation: NationalPicture) -> Opening:
    """The sentence of the latest year, with whose its numbers are."""
    count, rate = nation.rsos, nation.rate
    before = [None if parted(one) else one.previous for one in (count, rate)]
    told = told_numbers(
        (Part.COUNT, count.value),
        (Part.RATE, rate.value),
        *((Part.BEFORE, value) for value in before if value is not None and is_comparable(value)),
    )
    sentence = registered_offenders(
        _("England and Wales"),
        year=nation.year,
        count=count.value,
        rate=rate.value,
        previous_count=before[0],
        previous_rate=before[1],
    )
    return Opening(sentence, told, (in_words(told),))


def parted(now: Headline) -> tuple[Break, ...]:
    """What keeps the year from being compared with the year before, where that is held at all."""
    return now.breaks if now.previous is not None and is_comparable(now.previous) else ()
