"""nginx with the configuration of deploy/, where it is installed: other ports and folders, no certificate."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.mappa_site.launching import ROOT, end, eventually

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin")
CONFIGURATION = ROOT / "deploy" / "nginx"
WHOLE = """
pid {folder}/pid;
error_log {folder}/error.log;
daemon off;
master_process off;
events {{ worker_connections 4096; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/unused;
    uwsgi_temp_path {folder}/unused;
    scgi_temp_path {folder}/unused;
    include {folder}/mappa.conf;
}}
"""


def configuration(folder: Path, *, port: int, redirecting: int, sites: Sequence[int]) -> str:
    """What deploy/ has, changed where a deployment changes it."""
    text = "".join((CONFIGURATION / name).read_text() for name in ("upstream.conf", "mappa.conf"))
    changes = {
        "listen 80;": f"listen 127.0.0.1:{redirecting};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port};",
        "    ssl_certificate /etc/ssl/mappa/fullchain.pem;\n": "",
        "    ssl_certificate_key /etc/ssl/mappa/privkey.pem;\n": "",
        "/var/cache/nginx": str(folder),
        "/var/log/nginx": str(folder),
        "server 127.0.0.1:8000 ": f"server 127.0.0.1:{sites[0]} ",
        "server 127.0.0.1:8001 ": f"server 127.0.0.1:{sites[1]} ",
        "mappa.example": "127.0.0.1",
    }
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


@contextmanager
def in_front(folder: Path, *, port: int, redirecting: int, sites: Sequence[int]) -> Iterator[None]:
    assert NGINX is not None
    folder.mkdir()
    (folder / "mappa.conf").write_text(configuration(folder, port=port, redirecting=redirecting, sites=sites))
    (folder / "nginx.conf").write_text(WHOLE.format(folder=folder))
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen([NGINX, "-c", folder / "nginx.conf"], stdout=output, stderr=output)
    try:
        assert eventually(lambda: (folder / "pid").is_file() or process.poll() is not None)
        assert process.poll() is None, (folder / "output").read_text()
        yield
    finally:
        process.terminate()
        process.wait(10)
        end(process)
