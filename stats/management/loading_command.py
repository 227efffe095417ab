"""What the loading commands share: how an outcome is told, and how they end."""

from __future__ import annotations

from argparse import ArgumentParser
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from psycopg2.errors import QueryCanceled
from psycopg2.extensions import get_wait_callback, set_wait_callback
from psycopg2.extras import wait_select

from stats.documents.problems import told_once
from stats.loading.outcome import Outcome, total_counts

MOST_TOLD = 200

_INTERRUPTED = CommandError("Interrupted. Nothing was loaded.", returncode=130)


class LoadingCommand(BaseCommand):
    """Plain words to stdout, problems to stderr, exit status 1 with any error. Never in colours."""

    requires_system_checks: list[str] = []  # noqa: RUF012 - as Django declares it

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"no_color": True})

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="show what would change, write nothing")

    def add_folder(self, parser: ArgumentParser) -> None:
        default = settings.BASE_DIR / "data_loads"
        parser.add_argument("folder", nargs="?", type=Path, default=default, help="data_loads by default")

    def execute(self, *args: Any, **options: Any) -> str | None:
        # Ctrl-C must reach a load that waits for the database. psycopg2 waits inside a C library, where
        # Python cannot act on a signal before the wait is over: behind another load's lock that may be
        # never. With psycopg 3 the callback is not needed.
        before = get_wait_callback()
        set_wait_callback(wait_select)  # it cancels the statement
        try:
            return super().execute(*args, **options)
        except KeyboardInterrupt:
            raise _INTERRUPTED from None
        except OperationalError as error:
            if isinstance(error.__cause__, QueryCanceled):
                raise _INTERRUPTED from None
            raise
        finally:
            set_wait_callback(before)

    def tell(self, outcome: Outcome, *, dry_run: bool, every_file: bool) -> None:
        """Say what was done. Raises CommandError with the number of errors, if there is any."""
        self._tell_problems(outcome)
        if errors := len(outcome.errors):
            raise CommandError(
                f"{errors:,} {'problem' if errors == 1 else 'problems'}. Nothing was loaded.", returncode=1
            )
        for created in outcome.created if every_file else ():
            self.stdout.write(f"New {created}")
        if every_file or dry_run:
            self._tell_files(outcome, changes=dry_run)
        else:
            self._tell_kinds(outcome)
        if dry_run:
            self.stdout.write(f"Dry run: {total_counts(outcome.files)}; nothing was written.")
        elif outcome.release:
            self.stdout.write(f"Loaded as release {outcome.release}: {total_counts(outcome.files)}.")
        else:
            self.stdout.write("Nothing to change: the database holds all of it already.")

    def _tell_files(self, outcome: Outcome, *, changes: bool) -> None:
        for file in outcome.files:
            self.stdout.write(f"{file.name}: {file.counts}")
            for change in file.changes if changes else ():
                self.stdout.write(f"  {change}")

    def _tell_kinds(self, outcome: Outcome) -> None:
        for kind, of_kind in groupby(outcome.files, key=attrgetter("kind")):
            files = tuple(of_kind)
            many = f" in {len(files)} files" if len(files) > 1 else ""
            self.stdout.write(f"{kind}{many}: {total_counts(files)}")

    def _tell_problems(self, outcome: Outcome) -> None:
        told = told_once(outcome.errors or outcome.warnings)
        for words in told[:MOST_TOLD]:
            self.stderr.write(f"{'' if outcome.errors else 'Note: '}{words}")
        if len(told) > MOST_TOLD:
            self.stderr.write(f"… and {len(told) - MOST_TOLD:,} more.")
