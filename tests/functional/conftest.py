"""A real Chromium on the real site.

`page` fails its test where the browser reports a breach of the content security policy, a script error, or a
request to another host.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, StorageState, sync_playwright

from tests.functional.serving import Site, served
from tests.functional.staff import PEOPLE, UNLOADED, on_database, sign_in
from tests.functional.windows import Windows, watch

ROOT = Path(__file__).parents[2]
# The shell draws the same pages in two thirds of the processor time of the whole browser.
HEADLESS = "chromium-headless-shell"
CHROMIUM = (HEADLESS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FEATURES_OFF = (
    # Chromium's own pages that suggest addresses: built, unseen, with every window, they take as long as it.
    "WebUIOmniboxPopup,WebUIOmniboxFullPopup,WebUIOmniboxAimPopup,"
    # What Playwright turns off by an argument that this one replaces.
    "AimEnabled,AvoidCorsURLLoaderRestartOnRedirect,AvoidUnnecessaryBeforeUnloadCheckSync,"
    "DestroyProfileOnBrowserClose,HttpsFirstBalancedModeAutoEnable,HttpsUpgrades,LensOverlay,MediaRouter,"
    "NetworkTimeServiceQuerying,OptimizationHints,PaintHolding,PreconnectToSearch,ThirdPartyStoragePartitioning"
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
    f"--disable-features={FEATURES_OFF}",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
BRITISH: dict[str, Any] = {"locale": "en-GB", "timezone_id": "Europe/London"}

Signed = Callable[..., Page]


@pytest.fixture(scope="session")
def site(
    django_db_modify_db_settings: None, shipped_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The site with everything in data_loads, in a process of its own, for the whole run."""
    log = tmp_path_factory.mktemp("site") / "log.txt"
    with served(os.environ["DATABASE_URL"], log=log, template=shipped_template) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run: that of the PATH, else Playwright's own."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        try:
            running = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        except Error as error:
            message = f"No Chromium could be started ({found or 'none on the PATH'}): {error.message}"
            if os.environ.get("CI"):
                pytest.fail(message)
            pytest.skip(message)
        # Playwright runs an event loop in this thread, where Django would refuse to touch the database.
        before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        try:
            yield running
        finally:
            running.close()
            if before is None:
                del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    return Windows(browser)


@pytest.fixture(scope="session")
def reader(browser: Browser, site: Site) -> Page:
    """The window of a reader who goes from page to page; addresses are those of the site."""
    return Windows(browser).open(width=1280, height=900, base_url=site.url, **BRITISH)


@pytest.fixture(scope="session")
def reader_without_script(browser: Browser, site: Site) -> Page:
    windows = Windows(browser)
    return windows.open(width=1280, height=900, base_url=site.url, java_script_enabled=False, **BRITISH)


@pytest.fixture
def new_page(windows: Windows, site: Site) -> Iterator[Callable[..., Page]]:
    """Gives a page of the site, each in a context of its own: new_page(width=375, javascript=False)."""
    windows.faults.clear()

    def make(*, width: int = 1280, height: int = 900, javascript: bool = True, **options: Any) -> Page:
        options |= {"java_script_enabled": javascript, "base_url": site.url}
        return windows.open(width=width, height=height, **BRITISH, **options)

    yield make
    windows.put_away()
    assert windows.faults == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


@pytest.fixture(scope="module")
def entering(
    django_db_modify_db_settings: None, shipped_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A site of its own, whose figures these tests may change."""
    log = tmp_path_factory.mktemp("entering") / "log.txt"
    with served(os.environ["DATABASE_URL"], log=log, template=shipped_template) as running:
        on_database(running, PEOPLE + UNLOADED)
        yield running


@pytest.fixture(scope="module")
def sessions() -> dict[str, StorageState]:
    """The session in which each account is signed in."""
    return {}


@pytest.fixture
def signed_in(browser: Browser, entering: Site, sessions: dict[str, StorageState]) -> Iterator[Signed]:
    """Opens a page for somebody signed in: signed_in("typist"); `afresh` they sign in anew."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def make(name: str, *, javascript: bool = True, afresh: bool = False) -> Page:
        session = None if afresh else sessions.get(name)
        context = browser.new_context(
            base_url=entering.url,
            viewport={"width": 1280, "height": 900},
            java_script_enabled=javascript,
            storage_state=session,
            permissions=["clipboard-read", "clipboard-write"],
            **BRITISH,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        watch(page, faults)
        if session is None:
            sign_in(page, name)
            if not afresh:
                sessions[name] = context.storage_state()
        return page

    yield make
    for context in contexts:
        context.close()
    assert faults == []
