"""What the page of a table of areas asks: what each column is, which area a row is, what a sign means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from django.http import QueryDict
from django.utils.translation import gettext as _

from stats.catalogue.cells import cell_id, cell_key, cell_words
from stats.catalogue.reader import catalogue
from stats.models import Area
from stats.reading.area_tables.figures import signs_found
from stats.reading.area_tables.mappings import ASKED, ENDS, STARTS, ColumnsMapping, every_column, from_data
from stats.reading.area_tables.table import LEFT_OUT, YEAR_COLUMN, AreaColumn, AreaTable, AreaTables

Choice = tuple[str, str, bool]
"""A value, its label, and whether it is chosen."""

_SHOWN_ROWS = 3


@dataclass(frozen=True, slots=True)
class Question:
    """`name` is that of its field, `label` what it asks about; `why` says why it is asked, empty where it is
    answered with certainty. `places` are where it stands in the file, `samples` the first rows under a
    column: the area and its cell. `groups` are the choices under the titles of what is counted."""

    name: str
    label: str
    why: str
    places: Sequence[str]
    samples: Sequence[tuple[str, str]]
    choices: Sequence[Choice]
    groups: Mapping[str, Sequence[Choice]]


def columns_asked(tables: AreaTables, mapping: ColumnsMapping) -> list[Question]:
    """One question for each head, which may stand in several tables of the file."""
    questions: dict[str, Question] = {}
    for table, column in every_column(tables):
        if (known := questions.get(column.key)) is not None:
            places = (*known.places, _place(table, column))
            questions[column.key] = replace(known, places=places)
            continue
        chosen = mapping.columns.get(column.key, ASKED)
        perhaps = {id_: _cell_label(id_) for id_ in column.proposal.choices if id_ not in ("", YEAR_COLUMN)}
        groups = {_("Perhaps"): perhaps} if perhaps and chosen == ASKED else {}
        questions[column.key] = Question(
            name=f"column:{len(questions)}",
            label=column.head or _("no head"),
            why=column.proposal.why if chosen == ASKED else "",
            places=(_place(table, column),),
            samples=table.first_rows(column, most=_SHOWN_ROWS),
            choices=_choices(
                {ASKED: _("choose"), LEFT_OUT: _("leave out"), YEAR_COLUMN: _("the reporting year")}, chosen
            ),
            groups={title: _choices(cells, chosen) for title, cells in {**groups, **_cells()}.items()},
        )
    return list(questions.values())


def rows_asked(tables: AreaTables, mapping: ColumnsMapping, *, areas: Sequence[Area]) -> list[Question]:
    """One question for each name that is no known area; those that it may be come first."""
    names = {area.slug: area.name for area in areas}
    questions = []
    for number, (table, row) in enumerate(tables.unknown):
        chosen = mapping.rows.get(row.label, ASKED)
        perhaps = {slug: names[slug] for slug in row.candidates if slug in names}
        groups = ({_("Perhaps"): perhaps} if perhaps else {}) | {_("Areas"): names}
        questions.append(
            Question(
                name=f"row:{number}",
                label=row.label,
                why=_("This row is no known area.") if chosen == ASKED else "",
                places=(_("row %(n)s") % {"n": row.number},),
                samples=tuple((column.head, row.cell(column)) for column in table.columns[:_SHOWN_ROWS]),
                choices=_choices({ASKED: _("choose"), LEFT_OUT: _("no area: leave out")}, chosen),
                groups={title: _choices(some, chosen) for title, some in groups.items()},
            )
        )
    return questions


def signs_asked(tables: AreaTables, mapping: ColumnsMapping) -> list[Question]:
    """One question for each sign that stands in the place of a number."""
    meanings = {
        "": _("not told: leave its cells empty"),
        "0": _("none: 0"),
        "z": _("the cell cannot exist"),
        "c": _("withheld, so that nobody can be recognised"),
        "x": _("not available"),
        "low": _("rounds to zero and is not zero"),
    }
    return [
        Question(
            name=f"sign:{number}",
            label=sign,
            why="",
            places=(),
            samples=(),
            choices=_choices(meanings, mapping.signs.get(sign, usual)),
            groups={},
        )
        for number, (sign, usual) in enumerate(signs_found(tables).items())
    ]


def years_alone(mapping: ColumnsMapping) -> list[Choice]:
    words = {
        "": _("no year stands alone"),
        STARTS: _("the reporting year that starts in it"),
        ENDS: _("the reporting year that ends in it"),
    }
    return _choices(words, mapping.year_alone)


def mapping_sent(sent: QueryDict, *, tables: AreaTables) -> ColumnsMapping:
    """The answers of the form. Raises MappingError for one that the form does not offer."""
    keys = dict.fromkeys(column.key for _table, column in every_column(tables))
    labels = (row.label for _table, row in tables.unknown)
    return from_data(
        {
            "columns": _answers(sent, "column", keys),
            "rows": _answers(sent, "row", labels),
            "signs": _answers(sent, "sign", signs_found(tables)),
            "year_alone": sent.get("year_alone", ""),
        }
    )


def _answers(sent: QueryDict, what: str, asked: Mapping[str, object] | Iterator[str]) -> dict[str, str]:
    return {key: sent.get(f"{what}:{number}", ASKED) for number, key in enumerate(asked)}


def _choices(labels: Mapping[str, str], chosen: str) -> list[Choice]:
    return [(value, label, value == chosen) for value, label in labels.items()]


def _place(table: AreaTable, column: AreaColumn) -> str:
    """`Offenders by level: sheet Table 1, column C`"""
    return f"{table.title}: {table.name_of(column)}" if table.title else table.name_of(column)


def _cell_label(id_: str) -> str:
    """The cell within what is counted before that itself, because a narrow field shows its beginning."""
    key = cell_key(id_)
    title = catalogue().measures[key.measure].title
    place = cell_words(key, title="").removeprefix(", ")
    return f"{place}: {title}" if place else title


@cache
def _cells() -> Mapping[str, Mapping[str, str]]:
    """Every cell that a report of an area has, of the area as a whole, by the title of what is counted."""
    cells: dict[str, dict[str, str]] = {}
    for layout in reversed(catalogue().layouts):
        for table in layout.tables:
            for key in table.cells():
                if not key.division and not key.years_back:
                    title = catalogue().measures[key.measure].title
                    cells.setdefault(title, {})[cell_id(key)] = _cell_label(cell_id(key))
    return cells
