"""Somebody who enters Dorset's reports, and a draft of theirs."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from stats.models import Area, AreaGrant, Draft
from tests.admin.office import SOURCE


@pytest.fixture
def typist(shipped: None) -> Client:
    user = User.objects.create_user("typist", password="x", is_staff=True)
    user.groups.add(Group.objects.get(name="Data entry"))
    AreaGrant.objects.create(user=user, area=Area.objects.get(slug="dorset"))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def draft(typist: Client) -> Draft:
    typist.post("/admin/stats/draft/add/", {"area": "dorset", "year": "2016-17", **SOURCE})
    return Draft.objects.get()
