from __future__ import annotations

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import override_settings

from tests.factories import make_area

pytestmark = pytest.mark.django_db


def test_it_is_refused_where_debug_is_off() -> None:
    with pytest.raises(CommandError, match="DJANGO_DEBUG=1"):
        call_command("create_demo_users")
    assert not User.objects.exists()


@override_settings(DEBUG=True)
def test_one_account_of_each_role_with_a_password_of_its_own() -> None:
    make_area("dorset")
    make_area("cambridgeshire")
    make_area("kent")
    out = StringIO()
    call_command("create_demo_users", stdout=out)
    told = [line.split(maxsplit=2) for line in out.getvalue().splitlines()]
    assert [role for _, _, role in told] == ["Data entry", "Publisher", "Reference data", "superuser"]
    assert len({password for _, password, _ in told}) == 4
    for name, password, role in told:
        user = User.objects.get(username=name)
        assert user.check_password(password)
        assert user.is_staff
        assert user.is_superuser == (role == "superuser")
    entry = User.objects.get(username="demo-entry")
    assert {grant.area.slug for grant in entry.area_grants.all()} == {"cambridgeshire", "dorset"}
    call_command("create_demo_users", stdout=StringIO())
    assert User.objects.count() == 4
