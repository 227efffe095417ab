"""What hosts of files are told beside the files: headers and redirects, in a form that several read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

# Of the headers that the site sends with a page, those that protect its readers or say how long it holds.
PROTECTING = (
    "Cache-Control",
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "X-Frame-Options",
)
FOR_EVER = "public, max-age=31536000, immutable"  # the name of such a file changes with its content


def headers_file(pages: Mapping[str, Mapping[str, str]]) -> str:
    """`_headers`: `pages` are the headers that the site sends, by the first part of the address ("areas").

    A part each, because rules add up where two fit, and pages in frames are allowed what others are not.
    """
    rules = []
    for first, headers in sorted(pages.items()):
        lines = [f"  {name}: {headers[name]}" for name in PROTECTING if name in headers]
        rules.append("\n".join([f"/{first}/*" if first else "/", *lines]))
    rules.append(f"/static/*\n  Cache-Control: {FOR_EVER}\n  X-Content-Type-Options: nosniff")
    return "\n".join([*rules, ""])


def redirects_file(former: Iterable[tuple[str, str]]) -> str:
    """`_redirects`: from the address that an area once had to the one that it has now."""
    return "".join(f"/areas/{old}/*  /areas/{now}/:splat  301\n" for old, now in sorted(former))
