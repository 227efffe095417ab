"""Every public answer of the site on the shipped figures, recorded, and two recordings compared to the byte.

    python -m tests.public_answers record FOLDER
    python -m tests.public_answers compare BEFORE AFTER [--show 5]

For changes that no reader may see: record the code as it was and as it is, and compare. `compare` exits with
1 where anything differs. So that the same script runs on both, it knows nothing of what is inside `stats`.
"""

from __future__ import annotations

import argparse
import logging
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from itertools import zip_longest
from pathlib import Path
from time import perf_counter
from urllib.parse import quote, unquote, urldefrag, urljoin

from tests import environment
from tests.functional.kinds import KINDS

HOST = "http://127.0.0.1"
LINK = re.compile(rf'[\w-]+="([/?][^"]*)"|({HOST}/[^"\s<>]*)')
NOT_PUBLIC = ("/admin/", "/static/", "//")
KIND_PATHS = [kind.path for kind in KINDS]
HEADERS = ("Content-Type", "Content-Disposition", "Location")
# Searches, choices and mistakes that no link leads to.
UNLINKED = """
    /healthz /robots.txt /favicon.ico /areas /data/figures.csv?x=1 /updates/feed/ /areas/?q= /areas/?q=+
    /areas/?q=dorset /areas/?q=DORSET /areas/?q=bath /areas/?q=met /areas/?q=wales /areas/?q=S+yorks
    /areas/?q=%00 /areas/?q=Birmingham /areas/?q=Gwynedd /areas/?q=Leeds /areas/?q=York
    /areas/?q=%3Cb%3E /areas/nowhere/ /areas/nowhere/2015-16/ /areas/nowhere/figures.csv
    /areas/england-and-wales/ /areas/dorset/2015-17/ /areas/dorset/2015/ /areas/dorset/1999-00/
    /areas/dorset/text/ /areas/dorset/?with= /areas/dorset/?with=kent
    /areas/dorset/?with=dorset,kent,kent
    /areas/dorset/2019-20/?with=essex,durham,gwent,norfolk,kent,surrey,sussex
    /areas/dorset/2015-16/standing.json?with=kent /areas/dorset/charts/rso-rate.json?with=kent,essex
    /areas/dorset/charts/rso-rate.svg?with=kent,essex /areas/dorset/charts/rso-rate.png?with=kent,essex
    /areas/dorset/charts/nothing.json /areas/dorset/charts/nothing.svg /areas/dorset/charts/nothing.png
    /areas/dorset/1999-00/standing.json /areas/dorset/1999-00/standing.svg /areas/nowhere/picture.png
    /compare/?indicator=rso-rate /compare/?indicator=rso-rate&year=2018-19 /compare/?indicator=x&year=y
    /compare/?indicator=rso-rate&year=1999-00 /compare/rso-rate/ /compare/nothing/ /compare/rso-rate/x/
    /compare/nothing/2018-19/ /compare/nothing/years/ /compare/rso-rate/1999-00/data.csv
    /compare/rso-rate/2018-19/?areas= /compare/rso-rate/2018-19/?areas=zzz
    /compare/rso-rate/2018-19/?areas=dorset,kent /compare/rso-rate/2018-19/?areas=dorset&areas=kent
    /compare/rso-rate/years/?areas=dorset /compare/rso-rate/years/?areas=zzz
    /compare/rso-rate/2018-19/chart.json?areas=dorset /compare/rso-rate/2018-19/funnel.json?areas=dorset
    /compare/rso-rate/2018-19/chart.svg?areas=dorset /compare/rso-rate/2018-19/chart.png
    /compare/rso-rate/2018-19/funnel.png /compare/rso-rate/2018-19/nothing.svg
    /compare/rso-rate/2018-19/data.csv?x=1 /compare/rsos/2018-19/funnel.json
    /compare/rsos/2018-19/funnel.svg /embed/compare/rsos/2018-19/funnel/ /embed/compare/nothing/2018-19/
    /embed/compare/rso-rate/1999-00/ /embed/compare/nothing/years/
    /embed/compare/rso-rate/2018-19/?areas=dorset /embed/areas/dorset/nothing/
    /embed/areas/nowhere/rsos/ /embed/areas/dorset/rso-rate/?with=kent /embed/orders/nothing/
    /embed/england-and-wales/nothing/ /serious-further-offences/?year=1999-00
    /serious-further-offences/?year=x /serious-further-offences/?sort=x
    /serious-further-offences/?sort=-area&year=2014-15 /orders/?year=2014-15
    /orders/?year=2014-15&sort=area /orders/?year=2014-15&sort=-area /measures/nothing/ /updates/0/
    /updates/1/ /updates/999/ /updates/?page=2 /updates/?page=x /orders/charts/nothing.json
    /recalls/charts/nothing.png /england-and-wales/charts/nothing.svg
""".split()  # noqa: SIM905 - a hundred lines otherwise
# When the figures were loaded is shown with each release and each correction.
MOMENT = "2025-01-02 03:04:05+00"
LOADED = ("stats_release", "stats_correction")


@contextmanager
def shipped_site() -> Iterator[None]:
    """Django on a database of its own that holds everything in data_loads, all loaded at one fixed moment."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "mappa_site.settings"
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import override_settings

    from tests.databases import fresh_database

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    try:
        if environment.server:
            environment.server.start()
        django.setup()
        logging.getLogger("django.request").setLevel(logging.ERROR)  # mistakes are asked for on purpose
        with fresh_database(os.environ["DATABASE_URL"]) as url:
            connection.settings_dict["NAME"] = url.partition("dbname=")[2].partition("&")[0]
            call_command("migrate", interactive=False, verbosity=0)
            call_command("load_all", verbosity=0)
            with connection.cursor() as cursor:
                for table in LOADED:
                    cursor.execute(f"UPDATE {table} SET made_at = %s", [MOMENT])  # noqa: S608 - written above
                cursor.execute("VACUUM ANALYZE")
            with override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}):
                yield
            connection.close()
    finally:
        if environment.server:
            environment.server.stop()
            shutil.rmtree(environment.server.folder, ignore_errors=True)


def links(address: str, page: str) -> Iterator[str]:
    """The public addresses of this site in an HTML answer, those in the code of a frame among them.

    Of those with a query only the ones with one parameter, none on a page that has a query itself, and the
    orders of a table on one page of each kind alone: they would be thousands.
    """
    for match in LINK.finditer(unescape(page)):
        linked = urldefrag(urljoin(address, (match[1] or match[2]).removeprefix(HOST))).url
        too_many = "&" in linked or ("?" in linked and "?" in address)
        too_many = too_many or ("?sort=" in linked and address not in KIND_PATHS)
        if not too_many and not linked.startswith(NOT_PUBLIC):
            yield linked


def record(folder: Path) -> int:
    """Writes one file for each address: the status, the headers that matter, an empty line, the body.

    The ETag is left out, for it names the version of the code.
    """
    if folder.exists() and any(folder.iterdir()):
        raise SystemExit(f"{folder} is not empty.")
    folder.mkdir(parents=True, exist_ok=True)
    with shipped_site():
        from django.test import Client

        client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
        asked = dict.fromkeys(("/", *KIND_PATHS, *UNLINKED))
        waiting = list(asked)
        while waiting:
            address = waiting.pop()
            answer = client.get(address)
            body = answer.getvalue()
            head = [str(answer.status_code), *(f"{name}: {answer.get(name, '')}" for name in HEADERS)]
            write(folder, address, head="\n".join(head), body=body)
            if answer.get("Content-Type", "").startswith("text/html"):
                new = [one for one in dict.fromkeys(links(address, body.decode())) if one not in asked]
                asked.update(dict.fromkeys(new))
                waiting += new
    return len(asked)


def write(folder: Path, address: str, *, head: str, body: bytes) -> None:
    (folder / quote(address, safe="")).write_bytes(head.encode() + b"\n\n" + body)


def collapsed(answer: bytes) -> bytes:
    """Of HTML: each stretch of white space as one space, and none between tags. Others as they are."""
    if b"\nContent-Type: text/html" not in answer.partition(b"\n\n")[0]:
        return answer
    return re.sub(rb"> <", b"><", re.sub(rb"\s+", b" ", answer)).strip()


def without_charts(address: str, answer: bytes) -> bytes:
    """What is said beside charts. Of a chart's own file only the status and the headers are left."""
    if re.search(
        r"\.(svg|png)$|/charts/|/(chart|funnel|standing)\.json$|/picture\.png$", address.partition("?")[0]
    ):
        return answer.partition(b"\n\n")[0]
    inner = re.compile(rb"<svg(?:(?!<svg).)*?</svg>", re.DOTALL)
    while (found := inner.sub(b"<drawing>", answer)) != answer:  # a drawing may hold another
        answer = found
    return collapsed(answer)


def kind_of_difference(address: str, before: bytes | None, after: bytes | None) -> str:
    if before is None:
        return "new"
    if after is None:
        return "missing"
    if before == after:
        return "same"
    if collapsed(before) == collapsed(after):
        return "white space"
    return "charts" if without_charts(address, before) == without_charts(address, after) else "different"


def compare(before: Path, after: Path) -> dict[str, list[str]]:
    """The addresses of two recordings by kind of difference."""
    found: dict[str, list[str]] = {
        name: [] for name in ("same", "white space", "charts", "different", "missing", "new")
    }
    for name in sorted({path.name for folder in (before, after) for path in folder.iterdir()}):
        old, new = (
            (folder / name).read_bytes() if (folder / name).exists() else None for folder in (before, after)
        )
        found[kind_of_difference(unquote(name), old, new)].append(unquote(name))
    return found


def first_difference(before: bytes, after: bytes) -> str:
    """What stands around the first byte that differs, in both."""
    pairs = enumerate(zip_longest(before, after))
    at = next((place for place, (old, new) in pairs if old != new), len(before))
    around = slice(max(0, at - 80), at + 160)
    old, new = (answer[around].decode(errors="backslashreplace") for answer in (before, after))
    return f"byte {at}\n- {old!r}\n+ {new!r}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.public_answers")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("record").add_argument("folder", type=Path)
    comparing = commands.add_parser("compare")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    comparing.add_argument("--show", type=int, default=5, help="how many differing answers to show")
    given = parser.parse_args()
    if given.command == "record":
        began = perf_counter()
        print(f"{record(given.folder)} answers in {perf_counter() - began:.0f} s")
        return 0
    found = compare(given.before, given.after)
    for kind, addresses in found.items():
        print(f"{kind}: {len(addresses)}")
        if kind != "same":
            print(*(f"  {address}" for address in addresses), sep="\n", end="\n" if addresses else "")
    for address in [*found["different"], *found["charts"], *found["white space"]][: given.show]:
        old, new = ((folder / quote(address, safe="")).read_bytes() for folder in (given.before, given.after))
        print(f"\n{address}: {first_difference(old, new)}")
    return 0 if sum(map(len, found.values())) == len(found["same"]) > 0 else 1


if __name__ == "__main__":
    raise SystemExit(main())
