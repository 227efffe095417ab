"""The site behind nginx, as deploy/ has it, beside nginx with the same bytes on its disk.

    ./bench proxied

Exits with 1 where the proxy's cache answers less than 0.9 of the requests that files are answered.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.benchmarks._serving import beside, body, required, served
from tests.deploy.proxy import WHOLE, in_front
from tests.mappa_site.launching import end, eventually, free_port

PAGE = "/areas/dorset/2015-16/"
OF_DISK = 0.9
FILES = """
server {{
    listen 127.0.0.1:{port};
    access_log {folder}/files.log;
    root {folder}/files;
    default_type text/html;
}}
"""


def main() -> int:
    required("nginx", package="nginx-light")
    with ExitStack() as open_:
        made = Path(open_.enter_context(tempfile.TemporaryDirectory()))
        site = open_.enter_context(served())
        port, redirecting = free_port(), free_port()
        open_.enter_context(in_front(made / "proxy", port=port, redirecting=redirecting, sites=(site, site)))
        content = body(port, PAGE)
        files = open_.enter_context(from_disk(made / "disk", content))
        proxied, plain, ratio = beside((port, PAGE), (files, "/page"))
    print(f"{PAGE}, {len(content):,} bytes")
    print(
        f"nginx's cache of the site: {proxied:,.0f} a second; nginx from disk: {plain:,.0f}; "
        f"ratio {ratio:.2f} (wanted {OF_DISK})"
    )
    return int(ratio < OF_DISK)


@contextmanager
def from_disk(folder: Path, content: bytes) -> Iterator[int]:
    port = free_port()
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "page").write_bytes(content)
    (folder / "mappa.conf").write_text(FILES.format(port=port, folder=folder))
    (folder / "nginx.conf").write_text(WHOLE.format(folder=folder))
    process = subprocess.Popen([required("nginx", package="nginx-light"), "-c", folder / "nginx.conf"])
    try:
        eventually((folder / "pid").is_file)
        yield port
    finally:
        process.terminate()
        process.wait(10)
        end(process)


if __name__ == "__main__":
    sys.exit(main())
