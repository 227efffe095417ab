"""The keys that entries of the catalogue's files may have.

TOML takes any key, so a misspelt one would be left out in silence: a layout's `lastyear` would leave it open,
and `indicator` in a break would let be compared what must not be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Shape:
    """An entry's keys, the one that names it in messages, and the shapes of the entries inside it."""

    name: str
    keys: frozenset[str]
    inside: Mapping[str, Shape] = field(default_factory=dict)


def _shape(name: str, keys: str, **inside: Shape) -> Shape:
    return Shape(name, frozenset((name, *keys.split(), *inside)), inside)


_LINE = _shape("code", "label short measure category level division years_back sum_of heading")
_COLUMN = _shape("label", "cell short breaks parts context")
_BASIS_CHANGE = _shape("last_year", "categories basis")

FILES: Mapping[str, Mapping[str, Shape]] = {
    "measures": {
        "measure": _shape(
            "code",
            "title short_title definition basis dimensions divisions first_year last_year not_meaning "
            "legal_note caveat",
            basis_change=_BASIS_CHANGE,
        )
    },
    "layouts": {
        "table": _shape(
            "code", "title measure not_applicable optional division_rows note", rows=_LINE, columns=_LINE
        ),
        "layout": _shape("code", "title first_year last_year seen tables scope"),
    },
    "indicators": {
        "indicator": _shape(
            "slug",
            "title short_title topic kind printed numerator parts denominator denominator_parts per decimals "
            "unit numerator_words denominator_words basis counted high_can_mean cannot_mean",
        )
    },
    "breaks": {"break": _shape("code", "first_year indicators title reason")},
    "series": {"group": _shape("code", "title", columns=_COLUMN)},
    "topics": {"group": _shape("code", "topic title first_year last_year", columns=_COLUMN)},
    "populations": {
        "base": _shape("first_year", "last_year age_band mid_year_offset evidence"),
        "restatement": _shape("year", "area_slug measure value reason"),
    },
}
"""File -> list of entries -> their shape. Tables of a layout are named by their heading, not by a key."""


def unknown_keys(raw: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """What is wrong, as `indicators.toml, indicator 'rso-rate': unknown key 'decimal'`, for every file."""
    for file, lists in FILES.items():
        for key, found in raw[file].items():
            if key not in lists:
                yield f"{file}.toml: unknown key {key!r}"
                continue
            named = found.items() if isinstance(found, Mapping) else ((None, one) for one in _listed(found))
            for name, entry in named:
                yield from _unknown(entry, shape=lists[key], kind=key, name=name, where=f"{file}.toml")


def _unknown(entry: Any, *, shape: Shape, kind: str, name: str | None, where: str) -> Iterator[str]:
    if not isinstance(entry, Mapping):
        yield f"{where}: {kind} {entry!r} is no entry"
        return
    here = f"{where}, {kind} {name or entry.get(shape.name, 'without a name')!r}"
    for key in entry:
        if key not in shape.keys:
            yield f"{here}: unknown key {key!r}"
    for key, inner in shape.inside.items():
        for one in _listed(entry.get(key, ())):
            yield from _unknown(one, shape=inner, kind=_KINDS[key], name=None, where=here)


_KINDS = {"rows": "row", "columns": "column", "basis_change": "basis_change"}


def _listed(found: Any) -> Any:
    return found if isinstance(found, list | tuple) else (found,)
