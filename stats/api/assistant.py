"""The API as tools of an assistant, by the Model Context Protocol: the same sentences, caveats and sources as
the site, and no comparison that the site does not make."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote, urlencode

from pydantic import Field

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

NAME = "mappa-in-numbers"
INSTRUCTIONS = """\
Published figures of Multi-Agency Public Protection Arrangements (MAPPA) in England and Wales: how many
people are managed in each of 42 areas, year by year, exactly as each source prints them. They are counts of
people and events in whole areas. Nothing is held about any one person, street or address.

Give a sentence as it stands, with its caveats and its sources: `cite` has all of it. Do not compare what
`compare_areas` refuses, and say why it does. A null value is not a zero: its marker, or the note, says why
there is none. A number with a qualifier (at least, more than, about) is a bound or rounded: say the word
with it. A high number says nothing of how safe a place is.
"""

Ask = Callable[[str], tuple[int, bytes]]
"""Asks the site for an address, and gives the status and the body."""


def assistant(ask: Ask) -> MCPServer[Any]:
    """The server with its tools. The library is imported here, where it is wanted: no other process of the
    site needs it."""
    from mcp.server.mcpserver import MCPServer
    from mcp_types import ToolAnnotations

    server: MCPServer[Any] = MCPServer(NAME, title="MAPPA in numbers", instructions=INSTRUCTIONS)
    reads = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    for tool in Tools(ask).all:
        server.add_tool(tool, annotations=reads)
    return server


_Areas = Annotated[
    list[str], Field(description="Areas by their names in addresses, such as dorset, from list_areas.")
]
_Years = Annotated[list[str], Field(description="Reporting years, such as 2014-15.")]


class Tools:
    """Each asks the API and gives its answer. What the API refuses is an error that says what is allowed."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    @property
    def all(self) -> Sequence[Callable[..., dict[str, Any]]]:
        return (
            self.answer_question,
            self.list_areas,
            self.list_indicators,
            self.compare_areas,
            self.get_figures,
        )

    def answer_question(
        self, question: Annotated[str, Field(description="Such as: dorset recalls 2015.", max_length=200)]
    ) -> dict[str, Any]:
        """Answer a question on one area, what is counted and a year in one sentence, with its caveats and its
        sources. What is not held is said, with the nearest that is."""
        return self._get("answer", {"q": question})

    def list_areas(
        self,
        search: Annotated[
            str, Field(description="A town, district, county or police force; blank for every area.")
        ] = "",
    ) -> dict[str, Any]:
        """List the areas, or those that a name leads to."""
        return self._get("areas", {"q": search} if search else {})

    def list_indicators(self) -> dict[str, Any]:
        """List what areas can be compared on, with what each counts, what a high value can mean and what it
        cannot."""
        return self._get("indicators")

    def compare_areas(
        self,
        indicator: Annotated[str, Field(description="From list_indicators, such as rso-rate.")],
        areas: _Areas,
        years: _Years = [],  # noqa: B006 - read, never changed
    ) -> dict[str, Any]:
        """Compare two areas or more in one year, or one area over its years. What may not be compared is
        refused with the reason: across a change in what is counted, counts of areas of different size, where
        a part is suppressed, and numbers that are bounds or rounded."""
        found = self._get(f"comparisons/{quote(indicator, safe='')}", {"area": areas, "year": years})
        if not found["is_comparable"]:
            del found["items"]  # which would stand side by side all the same
        return found

    def get_figures(
        self,
        areas: _Areas = [],  # noqa: B006
        years: _Years = [],  # noqa: B006
        measures: Annotated[list[str], Field(description="Codes of what is counted.")] = [],  # noqa: B006
        limit: Annotated[int, Field(ge=1, le=200)] = 50,
        cursor: Annotated[str, Field(description="The cursor in next of the answer before.")] = "",
    ) -> dict[str, Any]:
        """Get published figures exactly as printed, each with its source. Do not compare figures of different
        measures, years or sources: compare_areas does that where it may be done."""
        wanted: dict[str, Any] = {"area": areas, "year": years, "measure": measures, "limit": limit}
        return self._get("figures", wanted | ({"cursor": cursor} if cursor else {}))

    def _get(self, path: str, query: Mapping[str, Any] | None = None) -> dict[str, Any]:
        from mcp.server.mcpserver.exceptions import ToolError

        address = f"/api/v1/{path}?{urlencode(query or {}, doseq=True)}".rstrip("?")
        status, body = self._ask(address)
        found: dict[str, Any] = json.loads(body)
        if status != 200:
            raise ToolError(told(found))
        return found


def told(problem: Mapping[str, Any]) -> str:
    """A problem in one line, with what is allowed."""
    allowed = [
        f"{error['parameter']} can be {', '.join(error['allowed'])}."
        for error in problem.get("errors", ())
        if error.get("allowed")
    ]
    return " ".join((problem["detail"], *allowed))
