"""Somebody who enters Dorset's reports, and a draft of theirs."""

from __future__ import annotations

import pytest
from django.test import Client

from stats.models import Area, Draft
from tests.admin.office import SOURCE
from tests.people import make_user


@pytest.fixture
def typist(shipped: None) -> Client:
    user = make_user("Data entry", areas=[Area.objects.get(slug="dorset")], name="typist")
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def draft(typist: Client) -> Draft:
    typist.post("/admin/stats/draft/add/", {"area": "dorset", "year": "2016-17", **SOURCE})
    return Draft.objects.get()
