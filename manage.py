#!/usr/bin/env python3
"""Django's command line. `./run manage …` is the same with the database started and the environment set."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mappa_site.settings")
    execute_from_command_line(sys.argv)
