"""Delete what is not kept any longer of sessions, and of who signed in or tried to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

ATTEMPTS_KEPT = timedelta(days=1)  # a lockout has ended long before


class Command(BaseCommand):
    help = (
        "Delete sessions that have ended, failed attempts to sign in of yesterday and before, and the log of "
        "signing in before the last days that SIGN_INS_KEPT_DAYS in the settings says."
    )

    def handle(self, *_: Any, **__: Any) -> None:
        now = timezone.now()
        call_command("clearsessions", verbosity=0)
        attempts, _by_model = AccessAttempt.objects.filter(attempt_time__lt=now - ATTEMPTS_KEPT).delete()
        kept = timedelta(days=settings.SIGN_INS_KEPT_DAYS)
        logs, _by_model = AccessLog.objects.filter(attempt_time__lt=now - kept).delete()
        self.stdout.write(
            f"Deleted: sessions that have ended, failed attempts: {attempts}, lines of the log: {logs}."
        )
