"""Queries that Django writes as SQL once in a process, however often they are asked.

A page asks the same few questions of another area or year each time it is made, and to write them as SQL took
longer than to ask them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from functools import cache, update_wrapper
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import (
    BooleanField,
    Expression,
    ExpressionWrapper,
    F,
    Func,
    Q,
    QuerySet,
    TextField,
)
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.constants import GET_ITERATOR_CHUNK_SIZE

Rows = QuerySet[Any, tuple[Any, ...]]


class Given(Expression):
    """The place in a query of what is given each time that it is asked."""

    def __init__(self, name: str) -> None:
        super().__init__(output_field=TextField())
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:  # noqa: ARG002
        return "%s", (self,)


def is_one_of(field: str, given: Expression) -> Q:
    """The condition that the field has one of the values of a list that is given."""
    among = Func(F(field), given, template="%(expressions)s)", arg_joiner=" = ANY(")
    return Q(ExpressionWrapper(among, BooleanField()))


class Prepared:
    """A query of rows (`values_list`), from a function that makes it.

    What the function is asked for by position changes the query: of each there is another, which is kept, so
    that there may be as many as the catalogue makes and no more. What it is asked for by name is filled into
    the same one: the function gets a `Given` in its place.
    """

    def __init__(self, make: Callable[..., Rows]) -> None:
        self.make = make
        update_wrapper(self, make)

    def __call__(self, *which: Any, chunk_size: int = 0, **given: Any) -> Iterator[tuple[Any, ...]]:
        """The rows, asked for with the first of them; with a `chunk_size` read so many at a time by a
        server-side cursor."""
        compiler, sql, params = written(self.make, which, tuple(given))
        compiler = copy(compiler)
        compiler.connection = connections[DEFAULT_DB_ALIAS]  # each thread has its own
        filled = tuple(given[one.name] if isinstance(one, Given) else one for one in params)
        compiler.as_sql = lambda *_, **__: (sql, filled)  # type: ignore[method-assign]
        yield from compiler.results_iter(  # type: ignore[misc]  # tuples, as they are expected
            tuple_expected=True,
            chunked_fetch=bool(chunk_size),
            chunk_size=chunk_size or GET_ITERATOR_CHUNK_SIZE,
        )


@cache
def written(
    make: Callable[..., Rows], which: tuple[Any, ...], names: tuple[str, ...]
) -> tuple[SQLCompiler, str, tuple[Any, ...]]:
    """The query as SQL, and the values of it, among them what is given later."""
    compiler = make(*which, **{name: Given(name) for name in names}).query.get_compiler(DEFAULT_DB_ALIAS)
    return compiler, *compiler.as_sql()
