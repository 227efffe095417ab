"""Write the public site of this release as files, for a host that only sends files."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management.base import BaseCommand, CommandError
from django.http.request import validate_host
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from stats.management.freezing.answers import Answer, Site
from stats.management.freezing.folder import CopyFolder, NotOursError
from stats.management.freezing.hosts import headers_file, redirects_file
from stats.management.freezing.pages import (
    NAMES,
    SEARCH,
    file_of,
    frozen,
    frozen_path,
    styles_need,
)
from stats.presentation.search_index import names_by_area, search_index
from stats.queries.pages.areas import former_slugs
from stats.queries.releases import ReleaseRef, current_release
from stats.queries.search import every_name
from stats.views.security_txt import SECURITY_TXT

SECONDS_BETWEEN_SIGNS = 5.0
NOWHERE = "/no-such-page/"
# A year whose figures were all withdrawn is told so, with the status of a page that is not there.
TELLS_ALL_THE_SAME = "area-year"


class Command(BaseCommand):
    help = (
        "Write the public site of the current release into a folder, as files that any host of files can "
        "send. The folder is complete or is not there."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="OUT")
        parser.add_argument(
            "--address", help="what the copy's addresses begin with, such as https://mappa.example"
        )

    def handle(self, *_: Any, folder: Path, address: str | None, **__: Any) -> None:
        began = monotonic()
        site = Site(checked(address or own_address()))
        release = current_release()
        if release is None:
            raise CommandError("There is no release yet, so there is nothing to write.")
        copy = CopyFolder(folder)
        try:
            copy.begin()
            self.stdout.write(f"Writing release {release.number} as {site.address}/ …")
            Freezing(self, site=site, copy=copy, release=release).run()
            copy.finish(
                {
                    "address": site.address,
                    "release": release.number,
                    "released": release.date.isoformat(),
                    "written": timezone.now().isoformat(timespec="seconds"),
                }
            )
        except NotOursError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            copy.give_up()
            raise CommandError(f"{error}. Nothing was written: what was there before is there.") from error
        except BaseException:
            copy.give_up()
            raise
        seconds = monotonic() - began
        self.stdout.write(f"{copy.folder} holds {len(copy.files)} files, written in {seconds:.0f} s.")


class Freezing:
    """One run: every address that leads from the front page to another, until none is left."""

    def __init__(self, command: Command, *, site: Site, copy: CopyFolder, release: ReleaseRef) -> None:
        self.command, self.site, self.copy, self.release = command, site, copy, release
        self.tag = ""
        self.headers: dict[str, Mapping[str, str]] = {}
        self.asked: dict[str, str] = {"/": ""}  # by which address each was found
        self.waiting = ["/"]
        self.next_sign = monotonic() + SECONDS_BETWEEN_SIGNS

    def run(self) -> None:
        self.write_search()
        self.write_page(NOWHERE, self.site.ask(NOWHERE), file=PurePosixPath("404.html"))
        if settings.SECURITY_CONTACT:
            self.want([SECURITY_TXT], "")
        self.want([reverse("sitemap"), reverse("robots")], "")
        while self.waiting:
            address = self.waiting.pop()
            answer = self.site.ask(address)
            self.check(address, answer)
            self.write(address, answer)
            if monotonic() > self.next_sign:
                self.next_sign = monotonic() + SECONDS_BETWEEN_SIGNS
                self.command.stdout.write(f"  {len(self.copy.files)} written, {len(self.waiting)} waiting")
        self.copy.write(PurePosixPath("_headers"), headers_file(self.headers).encode())
        self.copy.write(PurePosixPath("_redirects"), redirects_file(former_slugs()).encode())

    def want(self, addresses: Any, found_on: str) -> None:
        for address in sorted(addresses):
            if address not in self.asked:
                self.asked[address] = found_on
                self.waiting.append(address)

    def check(self, address: str, answer: Answer) -> None:
        """Raises CommandError where a link leads to nothing, and where a release was made meanwhile."""
        if answer.status != 200 and not (answer.status == 404 and answer.view == TELLS_ALL_THE_SAME):
            found_on = self.asked[address] or "the command"
            raise CommandError(f"{address}, to which {found_on} leads, is answered {answer.status}.")
        if tag := answer.headers.get("ETag", "") if answer.view else "":
            self.tag = self.tag or tag
            if tag != self.tag:
                raise CommandError("A release was made while its pages were written. Run the command again.")

    def write(self, address: str, answer: Answer) -> None:
        if answer.is_html:
            self.write_page(address, answer, file=file_of(frozen_path(address)))
            return
        if answer.headers.get("Content-Type", "").startswith("text/css"):
            self.want(styles_need(answer.body.decode(), address=address), address)
        if answer.view == "sitemap":  # which tells of nothing that is not there
            page = frozen(answer.body.decode(), address=address, site=self.site.address)
            self.want(page.leads_to, address)
        self.copy.write(file_of(frozen_path(address)), answer.body)

    def write_page(self, address: str, answer: Answer, *, file: PurePosixPath) -> None:
        page = frozen(answer.body.decode(), address=address, site=self.site.address)
        self.want(page.leads_to, address)
        self.copy.write(file, page.html.encode())
        first = address.split("/")[1]
        if answer.status == 200:
            self.headers.setdefault(first, answer.headers)

    def write_search(self) -> None:
        """A page of this command's own, with the headers of the site's front page."""
        names = every_name()
        request = self.site.request(SEARCH)
        request.release = self.release  # type: ignore[attr-defined]
        context = {"areas": names_by_area(names), "names_url": NAMES, "section": "areas"}
        page = render_to_string("stats/frozen/search.html", context, request)
        front = self.site.ask("/")
        self.write_page(SEARCH, Answer(200, front.headers, page.encode(), ""), file=file_of(SEARCH))
        index = json.dumps(search_index(names), ensure_ascii=False, separators=(",", ":"))
        self.copy.write(file_of(NAMES), index.encode())


def own_address() -> str:
    host = settings.ALLOWED_HOSTS[0]
    if host.startswith(("*", ".")):
        raise CommandError("Say what the copy's addresses begin with: --address https://mappa.example")
    return f"{'https' if settings.HTTPS else 'http'}://{host}"


def checked(address: str) -> str:
    """Raises CommandError where that is no address of the site, or where files could not be written now."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise CommandError(f"{address} is not how addresses begin. Give it as https://mappa.example")
    if not validate_host(parts.hostname, settings.ALLOWED_HOSTS):
        raise CommandError(f"{parts.hostname} is not in ALLOWED_HOSTS. Add it there for this command.")
    if settings.DEBUG:
        raise CommandError("DJANGO_DEBUG is set: pages would be those of development. Run without it.")
    try:
        staticfiles_storage.url("css/site.css")
    except ValueError as error:
        raise CommandError("The static files are not collected. Run ./run once: it does that.") from error
    return f"{parts.scheme}://{parts.netloc}"
