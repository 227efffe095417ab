"""Pages that are kept: beside a bare Django view, and beside clients that never finish.

    ./bench serving

An area's page that the site has kept, against a Django view that returns the same bytes and does nothing
else, under the same server; then how long honest visitors wait while fifty connections hold half a header and
fifty send nothing. Exits with 1 where the site answers less than 0.8 of the bare view's requests, or where
one visitor in a hundred waits for half a second.
"""

from __future__ import annotations

import re
import socket
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks._serving import beside, body, served, wrk

PAGE = "/areas/dorset/2015-16/"
OF_BARE = 0.8
SLOW = 50
MILLISECONDS = 500.0

BARE = """
import sys
from pathlib import Path
import django
from django.conf import settings
from django.http import HttpResponse
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["*"], MIDDLEWARE=[], ROOT_URLCONF=__name__, SECRET_KEY="x" * 50, METRICS_PORT=0,
    ADMIN_PATH="/admin/", LOGGING_CONFIG=None,
)
django.setup()
CONTENT = Path(sys.argv[1]).read_bytes()
urlpatterns = [path("bare/", lambda request: HttpResponse(CONTENT))]

from django.core.wsgi import get_wsgi_application
from mappa_site import serve
from mappa_site.listening import take_address

application = get_wsgi_application()
sys.modules["mappa_site.wsgi"] = sys  # not the site, which is imported before processes are forked
serve.load = lambda: application
serve.Site(take_address(), server=None).run()
"""


def main() -> int:
    with ExitStack() as open_:
        site = open_.enter_context(served())
        file = Path(open_.enter_context(tempfile.TemporaryDirectory()), "page")
        content = body(site, PAGE)
        file.write_bytes(content)
        bare = open_.enter_context(served(BARE, str(file)))
        ours, plain, ratio = beside((site, PAGE), (bare, "/bare/"))
        alone, among = waited(site), waited_among_slow(site)
    print(f"{PAGE}, {len(content):,} bytes")
    print(f"kept page: {ours:,.0f} a second; bare view: {plain:,.0f}; ratio {ratio:.2f} (wanted {OF_BARE})")
    print(
        f"99 of 100 visitors wait {alone:.0f} ms, and {among:.0f} ms among slow clients "
        f"(at most {MILLISECONDS:.0f})"
    )
    return int(ratio < OF_BARE or among > MILLISECONDS)


def waited(port: int) -> float:
    """Milliseconds that 99 of 100 visitors wait at most."""
    said = wrk(port, PAGE, connections=8, options=["--latency"])
    found = re.search(r"99%\s+([\d.]+)(us|ms|s)\b", said)
    assert found is not None, said
    return float(found[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[found[2]]


def waited_among_slow(port: int) -> float:
    unfinished = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Slow: ".encode()
    with ExitStack() as held:
        for sending in (unfinished, b"") * SLOW:
            connection = held.enter_context(socket.create_connection(("127.0.0.1", port)))
            connection.sendall(sending)
        return waited(port)


if __name__ == "__main__":
    sys.exit(main())
