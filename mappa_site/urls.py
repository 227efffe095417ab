from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ImproperlyConfigured
from django.urls import include, path

from stats.urls import urlpatterns as public

if settings.ADMIN_PATH.split("/")[1] in {"static", *(str(one.pattern).split("/")[0] for one in public)}:
    raise ImproperlyConfigured(
        f"MAPPA_ADMIN_PATH is {settings.ADMIN_PATH!r}, where public pages are. Choose another word."
    )

urlpatterns = [
    path(settings.ADMIN_PATH.lstrip("/"), admin.site.urls),
    path("", include("stats.urls")),
]
