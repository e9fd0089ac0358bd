"""The one settings file. Everything that differs between machines comes from the environment;
a value that cannot be read stops the start with a sentence."""

import os
import secrets
import sys
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from aze import tiles
from aze.static_files import add_headers

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
BOOLEANS = {"1", "true", "yes", "on", "0", "false", "no", "off"}


def read(kind, name, default):
    """A setting from the environment; a value of the wrong kind stops the start and says which one it is."""
    try:
        if kind == "bool" and env.str(name, default=str(default)).strip().lower() not in BOOLEANS:
            raise ValueError(name)
        return getattr(env, kind)(name, default=default)
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(f"{name} is {env.str(name)!r}, which is not a valid {kind}.") from error


# --- Where data lives -------------------------------------------------------------------------------------------------
DATA_DIR = Path(read("str", "AZE_DATA_DIR", str(BASE_DIR / "var"))).resolve()
try:
    DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
except OSError as error:
    raise ImproperlyConfigured(
        f"AZE_DATA_DIR {DATA_DIR} cannot be made ({error.strerror}). Name a folder that this user may write to."
    ) from error


def made_once(path):
    """The secret key of this installation: 64 random bytes, made at the first start, readable by its owner only."""
    try:
        with open(path, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text().strip()


DEV = read("bool", "AZE_DEV", False)
DEBUG = DEV
SECRET_KEY = read("str", "SECRET_KEY", "") or made_once(DATA_DIR / "secret_key")
SECRET_KEY_FALLBACKS = read("list", "SECRET_KEY_FALLBACKS", [])
DEMO = read("bool", "AZE_DEMO", True)


# --- Address ----------------------------------------------------------------------------------------------------------
def bracketed(host):
    """A host as it stands in an address: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


def host_of(url):
    """The host that `url` names, which must be no more than a scheme, a host and a port."""
    try:
        address = urlsplit(url)
        bare = (
            f"{address.scheme}://{address.netloc}" == url and "@" not in address.netloc and address.port != 0
        )
        if address.scheme in {"http", "https"} and address.hostname and bare:
            return bracketed(address.hostname)
    except ValueError:  # a port or an IPv6 address that is none
        pass
    raise ImproperlyConfigured(
        f"AZE_SITE_URL is {url!r}; it must look like https://registry.example.org, with nothing after the host but a port: "
        "the registry does not run below a path."
    )


HOST, PORT = read("str", "HOST", "127.0.0.1").strip("[]"), read("int", "PORT", 8000)
SITE_URL = read("str", "AZE_SITE_URL", f"http://{bracketed(HOST)}:{PORT}").rstrip("/").lower()
_host = host_of(SITE_URL)
SECURE = SITE_URL.startswith("https:")
LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
ALLOWED_HOSTS = sorted({_host, *(LOOPBACK if _host in LOOPBACK else ())})
CSRF_TRUSTED_ORIGINS = [SITE_URL]
if DEBUG and _host not in LOOPBACK:
    raise ImproperlyConfigured("AZE_DEV=1 shows internals to every visitor; it works on 127.0.0.1 only.")
USE_X_FORWARDED_HOST = False
TRUSTED_PROXIES = read("int", "AZE_TRUSTED_PROXIES", 1 if read("bool", "AZE_BEHIND_PROXY", False) else 0)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Applications -----------------------------------------------------------------------------------------------------
# `django.contrib.sites` must never be installed here: its label is the name of our registry package.
INSTALLED_APPS = [
    "aze.apps.AzeConfig",
    "aze.apps.AzeAdminConfig",
    "sites.apps.SitesConfig",
    "submissions.apps.SubmissionsConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "leaflet",
    "post_office",
    "simple_history",
]
MIDDLEWARE = [
    "aze.middleware.RequestId",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "aze.middleware.Headers",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "aze.refusals.UnreadBodies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "aze.urls"
WSGI_APPLICATION = "aze.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "aze.context.registry",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

# --- Database ---------------------------------------------------------------------------------------------------------
# IMMEDIATE: with Django's default DEFERRED two writers fail with "database is locked". FULL: what was acknowledged is kept.
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=20000; PRAGMA temp_store=MEMORY"
try:
    DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'registry.sqlite3'}")}
    ENGINE = DATABASES["default"]["ENGINE"]
except (ValueError, KeyError, environ.ImproperlyConfigured) as error:
    raise ImproperlyConfigured(
        "DATABASE_URL cannot be read; it must look like postgres://user:password@host/name or sqlite:////path/file."
    ) from error
if ENGINE.endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": SQLITE_PRAGMAS,
    }
    DATABASES["default"]["CONN_MAX_AGE"] = 60  # opening it anew costs ten times what a public answer does
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
        "-c statement_timeout=15s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

# --- People -----------------------------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_HTTP_RESPONSE_CODE = 429
AXES_ENABLE_RETRY_AFTER_HEADER = True
AXES_LOCKOUT_TEMPLATE = "registration/locked_out.html"
AXES_ALLOWED_CORS_ORIGINS = None
AXES_CLIENT_IP_CALLABLE = "aze.addresses.client_address"
AXES_VERBOSE = False

# --- Browser security -------------------------------------------------------------------------------------------------
try:
    TILES = tiles.read(read("str", "AZE_TILE_URL", ""), read("str", "AZE_TILE_ATTRIBUTION", ""), SECURE)
except tiles.BadTiles as error:
    raise ImproperlyConfigured(str(error)) from error
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *filter(None, [TILES.origin])],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
if SECURE:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-aze", "__Host-aze-csrf"
LARGEST_BODY = 60 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000  # a site with 22 species has some 600 fields
DATA_UPLOAD_MAX_NUMBER_FILES = 12
PRIVATE_FILES = DATA_DIR / "private"  # what people send; never served but by a view that checks who asks
FILE_UPLOAD_TEMP_DIR = PRIVATE_FILES / "arriving"
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o640, 0o750

# --- Mail: written to the outbox, sent by `manage.py work` --------------------------------------------------------------
EMAIL_BACKEND = "post_office.EmailBackend"
try:
    _mail = env.email_url("EMAIL_URL", default="consolemail://")
except (ValueError, environ.ImproperlyConfigured) as error:
    raise ImproperlyConfigured(
        "EMAIL_URL cannot be read; it must look like smtp+tls://user:password@host:587."
    ) from error
_mail_backend = _mail.pop("EMAIL_BACKEND")
if (
    _mail_backend.endswith("smtp.EmailBackend")
    and not (_mail.get("EMAIL_USE_TLS") or _mail.get("EMAIL_USE_SSL"))
    and bracketed(_mail.get("EMAIL_HOST") or "localhost") not in LOOPBACK
):
    raise ImproperlyConfigured(
        "EMAIL_URL sends mails unencrypted to another machine: begin it with smtp+tls:// or smtp+ssl://."
    )
vars().update({name: value for name, value in _mail.items() if name != "EMAIL_FILE_PATH"})
EMAIL_TIMEOUT = 10
# Mails hold the secrets of private links: on a public address they wait for a mail server rather than stand in the log of the process
MAILS_LEAVE = bool(env.str("EMAIL_URL", default="")) or _host in LOOPBACK
DEFAULT_FROM_EMAIL = SERVER_EMAIL = read("str", "AZE_MAIL_FROM", "registry@localhost")
POST_OFFICE = {
    "BACKENDS": {"default": _mail_backend},
    "DEFAULT_PRIORITY": "medium",
    "MESSAGE_ID_ENABLED": True,  # so that a mail which is sent again is known as the same one
    "MESSAGE_ID_FQDN": _host,
}

# --- Words ------------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = True
NUMBER_GROUPING = 3
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = "aze.formats"  # dates like 22 November 2026

# --- Files ------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "drawn": {  # what `manage.py work` can draw again: no backup needs it
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "drawn"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEV or "pytest" in sys.modules
        else "aze.static_files.StaticFiles"
    },
}
WHITENOISE_ADD_HEADERS_FUNCTION = add_headers
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEV or "pytest" in sys.modules
MEDIA_ROOT = DATA_DIR / "media"
LEAFLET_CONFIG = {
    "TILES": [],
    "ATTRIBUTION_PREFIX": "",
    "RESET_VIEW": False,
    "SCALE": "metric",
    "NO_GLOBALS": False,
}
SIMPLE_HISTORY_REVERT_DISABLED = True

# --- Logs: one JSON line an event, the route's name and never its path ---------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "aze.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "aze": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        # with a handler of its own it adds none in a format of its own; `work` logs what was sent
        "post_office": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
ADMINS = []
