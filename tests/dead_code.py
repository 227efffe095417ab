"""Code that nothing uses, found by vulture; one of the linters of ./test.

vulture reads Python alone. What a template or the settings name counts as used; what Django, granian and
other libraries ask for by name is listed in pyproject.toml.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from vulture import Vulture
from vulture.config import make_config

ROOT = Path(__file__).parents[1]
TAG = re.compile(r"\{[{%](.*?)[%}]\}", re.DOTALL)
NAME = re.compile(r"[A-Za-z_]\w*")


def names_in_templates() -> set[str]:
    text = "".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    return {name for tag in TAG.findall(text) for name in NAME.findall(tag)}


def names_in_settings() -> set[str]:
    return set(NAME.findall((ROOT / "mappa_site" / "settings.py").read_text()))


def main() -> int:
    config = make_config([])
    used = {*config["ignore_names"], *names_in_templates(), *names_in_settings()}
    found = Vulture(ignore_names=sorted(used), ignore_decorators=config["ignore_decorators"])
    found.scavenge(config["paths"], exclude=config["exclude"])
    return int(found.report(min_confidence=config["min_confidence"]))


if __name__ == "__main__":
    sys.exit(main())
