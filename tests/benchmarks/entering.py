"""How long the form of a report takes to open, to be checked while typed, to be saved, and to be previewed.

    ./bench entering

Exits with 1 where a median is over its limit. The largest report that ships, with eleven divisions, and one
begun anew. The limit for opening is the project's own; a check must answer before the next pause in typing.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from html import unescape
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from django.http import HttpResponseBase
from django.test import Client

from tests.benchmarks._measure import RUNS, WARM_UP, filled, start

if TYPE_CHECKING:
    from stats.models import Draft

LIMITS = {"open": 300.0, "check": 300.0, "save": 300.0, "preview": 500.0}

Ask = Callable[[], HttpResponseBase]


def main() -> int:
    start()
    from stats.loading.load_all import load_all
    from tests.shipped import DATA_LOADS

    with filled(lambda: load_all(DATA_LOADS)):
        client, drafts = signed_in()
        over = [line for draft in drafts for line in measured(client, draft)]
    for line in over:
        print(f"Over the limit: {line}", file=sys.stderr)
    return int(bool(over))


def signed_in() -> tuple[Client, list[Draft]]:
    from django.contrib.auth.models import User

    from stats.catalogue.years import ReportingYear
    from stats.drafting.beginning import begin
    from stats.loading.normalise import SourceKey
    from stats.models import Area, Source

    user = User.objects.create_superuser("benchmark")
    greater = Source.objects.get(kind="area report", title__startswith="Greater Manchester")
    drafts = []
    for slug, year, title, url in (
        ("greater-manchester", "2014-15", greater.title, greater.url),
        ("dorset", "2016-17", "Dorset MAPPA Annual Report 2016-2017", ""),
    ):
        area = Area.objects.get(slug=slug)
        source = SourceKey("area report", title, url)
        drafts.append(begin(area, ReportingYear.parse(year), source=source, user=user))
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    return client, drafts


def measured(client: Client, draft: Draft) -> list[str]:
    """Prints a line for each thing done; gives those over a limit, in words."""
    base = f"/admin/stats/draft/{draft.pk}"
    page = client.get(f"{base}/change/").content.decode()
    found = re.findall(r'<input[^>]* name="([^"]+)"[^>]*? value="([^"]*)"', page)
    sent = {unescape(name): unescape(value) for name, value in found}
    sent |= {"source_kind": draft.source_kind, "source_title": draft.source_title}
    print(f"\n{draft}: {sum(name.startswith('cell:') for name in sent)} cells")
    print(f"{'':<12}{'median':>8}{'min':>8}{'max':>8}  ms")
    over = []
    for name, ask in asks(client, base, sent).items():
        taken = [timed(ask) for _ in range(WARM_UP + RUNS)][WARM_UP:]
        print(f"{name:<12}{median(taken):>8.1f}{min(taken):>8.1f}{max(taken):>8.1f}", flush=True)
        if median(taken) > LIMITS[name]:
            over.append(f"{draft}: to {name} takes {median(taken):.1f} ms, {LIMITS[name]:.0f} are allowed.")
    return over


def asks(client: Client, base: str, sent: Mapping[str, str]) -> dict[str, Ask]:
    version = int(sent["version"])
    cell = next(name for name in sent if name.startswith("cell:"))

    def save() -> HttpResponseBase:
        nonlocal version
        answer = client.post(
            f"{base}/change/", {**sent, cell: str(version), "version": str(version), "do": "save"}
        )
        version += 1
        return answer

    return {
        "open": lambda: client.get(f"{base}/change/"),
        "check": lambda: client.post(f"{base}/check/", sent),
        "preview": lambda: client.get(f"{base}/preview/"),
        "save": save,
    }


def timed(ask: Ask) -> float:
    began = perf_counter()
    answer = ask()
    took = (perf_counter() - began) * 1000
    if answer.status_code not in (200, 302):
        raise SystemExit(f"Answered {answer.status_code}.")
    return took


if __name__ == "__main__":
    sys.exit(main())
