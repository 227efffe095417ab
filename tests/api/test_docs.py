"""The page about the API says what the API does: it is made of the same description, and its examples are
asked again."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from stats.api.api import TAGS, api
from stats.api.docs import EXAMPLES
from stats.catalogue.reader import catalogue
from tests.api.asking import ask
from tests.api.examples import ASKED, examples
from tests.shipped import page_read, page_sent

PAGE = "/api/v1/docs"


def schema() -> dict[str, Any]:
    found: dict[str, Any] = api.get_openapi_schema()
    return found


@pytest.mark.usefixtures("shipped")
def test_every_example_is_what_is_answered() -> None:
    """With WRITE_EXAMPLES=1 they are written again, after figures or words have changed."""
    text = json.dumps(examples(), indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("WRITE_EXAMPLES"):
        EXAMPLES.write_text(text, "utf-8")
    assert json.loads(EXAMPLES.read_text("utf-8")) == json.loads(text)


def test_every_address_has_an_example_a_group_and_words() -> None:
    operations = [methods["get"] for methods in schema()["paths"].values()]
    assert {one["operationId"] for one in operations} == set(ASKED)
    for one in operations:
        assert set(one["tags"]) <= set(TAGS)
        assert one["description"].endswith(".")
        assert all(parameter["description"] for parameter in one["parameters"]), one["operationId"]
        assert {200, 400, 404, 406} == set(one["responses"])
        assert {"application/json", "text/csv"} == set(one["responses"][200]["content"])


def test_the_fields_of_rows_are_the_columns_that_the_catalogue_declares() -> None:
    schemas = schema()["components"]["schemas"]
    for code, name in {"figures": "Figure", "comparison": "Comparison", "changes": "Change"}.items():
        columns = catalogue().exports[code].columns
        assert [*schemas[name]["properties"]] == [column.name for column in columns]
        for column in columns:
            assert column.description in schemas[name]["properties"][column.name]["description"]
    assert not [name for name in schemas if "__" in name], "two shapes of one name"


@pytest.mark.usefixtures("shipped")
class TestPage:
    def test_it_tells_every_address_and_every_field(self) -> None:
        page, sent = page_read(PAGE), page_sent(PAGE)
        for path, methods in schema()["paths"].items():
            assert f"GET {path}" in page.text
            assert f'id="{methods["get"]["operationId"]}"' in sent
        for name, shape in schema()["components"]["schemas"].items():
            for field in shape.get("properties", {}) if not name.endswith("List") else ():
                assert f"<code>{field}</code>" in sent, (name, field)
        assert "Dorset MAPPA Annual Report 2014-2015" in sent
        assert 'id="problem-406"' in sent

    def test_it_keeps_to_the_strict_policy(self) -> None:
        sent = page_sent(PAGE)
        assert " style=" not in sent
        assert "<style" not in sent
        assert sent.count("<script") == page_sent("/about/").count("<script")

    def test_it_asks_the_database_nothing(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(1):  # the release
            client.get(PAGE)


@pytest.mark.django_db
def test_the_beginning_leads_on() -> None:
    found = ask("")
    assert found["documentation"] == "http://testserver/api/v1/docs"
    assert {"figures", "areas", "answer"} <= set(found["addresses"])
    for address in found["addresses"].values():
        if "{" not in address and not address.endswith("answer"):
            ask(address.removeprefix("http://testserver/api/v1/"))
