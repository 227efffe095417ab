"""The site as a web server loads it."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from mappa_site.database_wait import bound_waiting

ALLOCATIONS = 20_000
"""Objects made before garbage is looked for. A page makes some tens of thousands, hardly one of them in a
cycle: at Python's own 700 a tenth of a page's time goes into looking."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mappa_site.settings")

_django = get_wsgi_application()
from stats.views.caching.front import KeptFirst  # noqa: E402 - it needs Django to be set up

application = KeptFirst(_django)
bound_waiting()

# Views and all they need are imported before workers are forked, and what is there by then is never looked
# through for garbage again: workers keep sharing its memory, as the documentation of gc.freeze says.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
gc.set_threshold(ALLOCATIONS)
