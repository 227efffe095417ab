"""Schemathesis asks whatever the served description allows and whatever it forbids: each answer is one that
the description tells of."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import BaseSchema, Case, GenerationMode
from schemathesis.core.result import Ok


@pytest.fixture
def schema(shipped: None) -> Iterator[BaseSchema]:
    """As served. The application closes connections that it takes for old ones, and with them the test's
    transaction: as Django's own client does, this keeps it from doing so."""
    found = schemathesis.openapi.from_dict(json.loads(Client().get("/api/v1/openapi.json").content))
    found.app = WSGIHandler()
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield found
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_answer_is_as_described(schema: BaseSchema, mode: GenerationMode) -> None:
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) > 15
    for operation in operations:

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=4,
            phases=[Phase.generate],
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        def ask(case: Case) -> None:
            case.call_and_validate(headers={"Accept-Encoding": "identity"})

        ask()
