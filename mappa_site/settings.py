"""Settings, all from the environment: `./run` sets what a first run needs; CONTRIBUTING.md lists them."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from mappa_site.code_version import code_changed, code_version
from mappa_site.environment import (
    SECRET_LENGTH,
    contact,
    database,
    listed,
    networks,
    path_of,
    required,
    switch,
    whole_number,
)

BASE_DIR = Path(__file__).resolve().parent.parent
CODE_VERSION = code_version(BASE_DIR)
CODE_CHANGED = code_changed(BASE_DIR)

LAUNCHER = "`./run` and `./run manage …` set it for local use."
SECRET_KEY = required(
    "SECRET_KEY",
    advice=f"Set it to 50 or more random characters, kept secret. {LAUNCHER}",
    least_length=SECRET_LENGTH,
)
DATABASES = {
    "default": database(
        required("DATABASE_URL", advice=f"Set it to postgresql://user:password@host:5432/name. {LAUNCHER}")
    )
}
DEBUG = switch("DJANGO_DEBUG")

# 1: the public reaches the site over HTTPS, through a proxy that sets X-Forwarded-Proto itself (and so drops
# what a visitor sends under that name).
HTTPS = switch("MAPPA_HTTPS")

ALLOWED_HOSTS = listed("ALLOWED_HOSTS")
if not ALLOWED_HOSTS:
    if HTTPS:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS is not set. Set it to the site's host names, with commas between."
        )
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *listed("HOST")]

INSTALLED_APPS = [
    "mappa_site.apps.SafeAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tables2",
    "pgtrigger",
    "pghistory",
    "axes",
    "django.contrib.sitemaps",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_guid",
    "stats",
]

MIDDLEWARE = [
    "mappa_site.call_room.room_for_calls",
    "django_guid.middleware.guid_middleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "stats.api.middleware.OpenData",
    "stats.views.caching.KeptPages",
    "mappa_site.bodies.BodiesInTurn",
    "mappa_site.middleware.permissions_policy",
    "csp.middleware.CSPMiddleware",
    "mappa_site.database_wait.TurnsAtTheDatabase",
    "stats.views.caching.PublicPages",
    "stats.views.past_releases.past_releases",
    "stats.views.former_addresses.former_addresses",
    "mappa_site.locking.admin_addresses",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",  # who made an edit: after the user is known
    "axes.middleware.AxesMiddleware",
]

# Only requests that may change something: for others it would look up the user and vary the page by cookie.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# What each process keeps of public pages until the next release; 0 keeps none.
KEPT_BYTES = whole_number("MAPPA_CACHE_MB", default=64) * 1024 * 1024

# Where Prometheus may ask how the web server does; on this machine alone, and nowhere without the setting.
METRICS_PORT = whole_number("MAPPA_METRICS_PORT", default=0)

ROOT_URLCONF = "mappa_site.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "stats.views.caching.release",
                "stats.views.past_releases.past",
                "django.contrib.auth.context_processors.auth",  # the admin needs it and the next
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

LANGUAGE_CODE = "en-gb"
# Every text is marked for translation; until a second language is here, none needs to be looked up in vain.
USE_I18N = False
TIME_ZONE = "Europe/London"
USE_THOUSAND_SEPARATOR = False  # stats/presentation/text/numbers.py is the only formatter

# Only what the front-end build puts into build/static is published, never the sources in static/.
CHART_FONTS = BASE_DIR / "build" / "fonts"  # what saved pictures are lettered with
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "build" / "static"]
STATIC_ROOT = BASE_DIR / "build" / "collected"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"

# Ten wrong passwords for one name from one address, and that pair may not try until a quarter of an hour has
# passed; a hundred from one address, and nobody from there. NIST SP 800-63B allows up to a hundred.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_HANDLER = "mappa_site.locking.LockingHandler"
AXES_FAILURE_LIMIT = 10
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "ip_address"]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "mappa_site.locking.visitor_address"
AXES_LOCKOUT_TEMPLATE = "admin/locked_out.html"
AXES_VERBOSE = False

# 1: everybody who signs in to the admin also gives a one-time code. Without it, those who have set one up do.
REQUIRE_CODES = switch("MAPPA_REQUIRE_CODES")
OTP_TOTP_ISSUER = "MAPPA in numbers"
OTP_ADMIN_HIDE_SENSITIVE_DATA = True

# 1: whoever typed a draft says that it is ready, and somebody else publishes it; superusers too.
TWO_PEOPLE = switch("MAPPA_TWO_PEOPLE")

# Where the admin is, and from where it may be reached: from everywhere unless networks are named.
ADMIN_PATH = path_of("MAPPA_ADMIN_PATH", default="/admin/")
ADMIN_ADDRESSES = networks("MAPPA_ADMIN_ADDRESSES")

# Whom security.txt names; without it there is none.
SECURITY_CONTACT = contact("MAPPA_SECURITY_CONTACT")

# Cookies belong to the admin alone: a browser never sends one to a public page, so a cache may keep the page.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = ADMIN_PATH
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "stats.admin.drafts.kept.refused_token"
# A working day, and not beyond the closing of the browser: the computer may be one of many in an office.
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# What `./run manage clean` keeps of who signed in or tried to, with their addresses.
SIGN_INS_KEPT_DAYS = 90

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
if HTTPS:
    # A browser takes a cookie of this name over HTTPS alone, whatever another site of the domain may send it.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Secure-sessionid", "__Secure-csrftoken"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # asked by the machine beside the proxy, not through it
    # Begins small, because a browser that was told a year holds to it for a year. With a year or more it also
    # covers subdomains and may be put on browsers' lists.
    SECURE_HSTS_SECONDS = whole_number("MAPPA_HSTS_SECONDS", default=60 * 60)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_HSTS_SECONDS >= 365 * 24 * 60 * 60
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # which ask for both from the first day

# Each line names the request that it belongs to, by the number that the proxy gave it or one of ours.
DJANGO_GUID = {"GUID_HEADER_NAME": "X-Request-ID", "RETURN_HEADER": False}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request": {"()": "django_guid.log_filters.CorrelationId", "correlation_id_field": "request_id"}
    },
    "formatters": {
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s",
            "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
        },
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "filters": ["request"],
            "formatter": "json" if switch("MAPPA_LOG_JSON") else "plain",
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django's own handlers would mail the administrators; everything goes to the one place instead. What is
    # not found or not allowed is the visitor's doing: the proxy's log has it.
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
        "django_guid": {"level": "ERROR"},
    },
}
