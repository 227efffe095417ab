"""What is deleted in time of sessions and of signing in, and what stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

pytestmark = pytest.mark.django_db


def days_ago(days: int) -> None:
    """A failed attempt, a line of the log and a session, each of that age."""
    then = timezone.now() - timedelta(days=days)
    who = {"username": f"{days}", "ip_address": "192.0.2.1", "path_info": "/admin/login/"}
    AccessAttempt.objects.create(failures_since_start=1, **who)
    AccessLog.objects.create(**who)
    for model in (AccessAttempt, AccessLog):
        model.objects.filter(username=f"{days}").update(attempt_time=then)
    Session.objects.create(session_key=f"{days}", session_data="", expire_date=then + timedelta(hours=10))


def test_each_is_kept_for_as_long_as_is_written_down_and_no_longer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for days in (0, 2, 89, 91):
        days_ago(days)
    call_command("clean")
    assert "failed attempts: 3, lines of the log: 1." in capsys.readouterr().out
    assert set(AccessAttempt.objects.values_list("username", flat=True)) == {"0"}
    assert set(AccessLog.objects.values_list("username", flat=True)) == {"0", "2", "89"}
    assert set(Session.objects.values_list("session_key", flat=True)) == {"0"}
