"""An assistant's own client lists the tools and calls them: the same sentences, caveats and sources as the
site, and no comparison that the site does not make."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from stats.api.assistant import assistant
from stats.management.freezing.answers import Site
from tests.api.asking import ask
from tests.loading.test_interrupted import environment

Call = tuple[str, dict[str, Any]]


def run(talk: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    """In a thread of its own: the tests' browser keeps the loop of this one running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(anyio.run, talk).result()


def called(*calls: Call) -> list[Any]:
    """What each tool answers, called over the protocol in this process."""
    from mcp import Client as AssistantClient

    site = Site("http://testserver")

    def ask_site(path: str) -> tuple[int, bytes]:
        try:
            answer = site.ask(path)
        finally:
            connection.close()  # that of the tool's thread
        return answer.status, answer.body

    async def all_of_them() -> list[Any]:
        async with AssistantClient(assistant(ask_site)) as client:
            return [await client.call_tool(name, arguments) for name, arguments in calls]

    return run(all_of_them)


@pytest.mark.usefixtures("shipped")
class TestTools:
    def test_the_answers_are_those_of_the_api(self) -> None:
        answered, areas, indicators, compared, figures = called(
            ("answer_question", {"question": "dorset recalls 2015"}),
            ("list_areas", {"search": "poole"}),
            ("list_indicators", {}),
            ("compare_areas", {"indicator": "rso-rate", "areas": ["dorset", "essex"], "years": ["2018-19"]}),
            ("get_figures", {"areas": ["dorset"], "years": ["2014-15"], "measures": ["sopo"]}),
        )
        assert answered.structured_content == ask("answer?q=dorset+recalls+2015")
        assert areas.structured_content == ask("areas?q=poole")
        assert indicators.structured_content == ask("indicators")
        path = "comparisons/rso-rate?area=dorset&area=essex&year=2018-19"
        assert compared.structured_content == ask(path)
        assert figures.structured_content == ask("figures?area=dorset&year=2014-15&measure=sopo&limit=50")
        figure = answered.structured_content["figure"]
        page = Client().get(figure["page"].removeprefix("http://testserver")).content.decode()
        assert answered.structured_content["sentence"] in page
        assert figure["caveats"]
        assert figure["sources"][0]["title"] == "Dorset MAPPA Annual Report 2015-2016"

    def test_what_may_not_be_compared_is_refused_with_the_reason_and_without_the_numbers(self) -> None:
        across, counts, missing = called(
            (
                "compare_areas",
                {"indicator": "rso-rate", "areas": ["derbyshire"], "years": ["2005-06", "2014-15"]},
            ),
            ("compare_areas", {"indicator": "rsos", "areas": ["dorset", "essex"], "years": ["2018-19"]}),
            ("compare_areas", {"indicator": "rso-rate", "areas": ["dorset", "kent"]}),
        )
        for found, why in ((across, "break"), (counts, "count"), (missing, "no value")):
            told = found.structured_content
            assert not told["is_comparable"]
            assert why in [one["why"] for one in told["refusals"]]
            assert "items" not in told
            assert told["sentence"] is None

    def test_what_is_wrong_is_said_with_what_is_allowed(self) -> None:
        wrong = called(
            ("compare_areas", {"indicator": "../figures", "areas": ["dorset"]}),
            ("get_figures", {"areas": ["dorst"]}),
            ("get_figures", {"years": ["2014-17"]}),
            ("get_figures", {"limit": 5000}),
            ("answer_question", {"question": "x" * 10_000}),
            ("delete_figures", {}),
        )
        assert all(one.is_error for one in wrong)
        assert "There is no area 'dorst'. area can be dorset." in wrong[1].content[0].text
        assert "no reporting year such as 2014-15" in wrong[2].content[0].text


@pytest.mark.django_db
def test_the_command_speaks_over_standard_input_and_output() -> None:
    """A process of its own, as an assistant starts it. Nothing is stored: it says so, and is no error."""
    from mcp import Client as AssistantClient
    from mcp.client.stdio import StdioServerParameters, stdio_client

    program = StdioServerParameters(
        command=sys.executable,
        args=["manage.py", "mcp", "--address", "http://localhost"],
        cwd=settings.BASE_DIR,
        env={**environment()},
    )

    async def talk() -> tuple[list[Any], Any]:
        async with AssistantClient(stdio_client(program)) as client:
            tools = (await client.list_tools()).tools
            return tools, await client.call_tool("get_figures", {})

    tools, figures = run(talk)
    assert {tool.name for tool in tools} == {
        *("answer_question", "list_areas", "list_indicators", "compare_areas", "get_figures")
    }
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert tool.description
    assert figures.structured_content == {"release": None, "items": [], "next": None}


@pytest.mark.processes
def test_the_site_starts_without_the_library() -> None:
    program = """
import sys
import django
django.setup()
import stats.management.commands.mcp, stats.urls
print("mcp" in sys.modules)
"""
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "mappa_site.settings"}
    told = subprocess.check_output([sys.executable, "-c", program], cwd=settings.BASE_DIR, env=environ)
    assert told == b"False\n"
