"""Let an assistant ask this site, by the Model Context Protocol over standard input and output."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections, connections

from stats.api.assistant import assistant
from stats.management.commands.freeze import checked, own_address
from stats.management.freezing.answers import Site


class Command(BaseCommand):
    help = (
        "Let an assistant ask this site for figures, by the Model Context Protocol: it starts this command "
        "and speaks to it over standard input and output. It can only read."
    )
    requires_system_checks = ()  # standard output is for the assistant alone

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--address", help="what the addresses in answers begin with, such as https://mappa.example"
        )

    def handle(self, *_: Any, address: str | None, **__: Any) -> None:
        site = Site(checked(address) if address else own_address())

        def ask(path: str) -> tuple[int, bytes]:
            close_old_connections()
            try:
                answer = site.ask(path)
            finally:
                connections.close_all()  # each tool runs in some thread, and waits there for the next
            return answer.status, answer.body

        assistant(ask).run()
