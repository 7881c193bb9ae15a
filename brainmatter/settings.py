"""Settings, all of them read from the environment; `.env.example` lists every variable.

An unexpected value stops the start with one line that names the variable: a site that runs
with a setting nobody meant is worse than one that does not start.
"""

from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from brainmatter.environment import boolean, choice, database, integer, names, origin, text

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = boolean("DEBUG", default=False)
SECRET_KEY = text("SECRET_KEY")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Give it a long random value, or start the site with `make demo`."
    )

# --- Addresses ---------------------------------------------------------------------------------

CANONICAL_ORIGIN = origin("CANONICAL_ORIGIN", default="http://localhost:8000")
# On a public site every other name that leads here redirects to the canonical one.
REDIRECT_TO_CANONICAL_HOST = boolean("REDIRECT_TO_CANONICAL_HOST", default=CANONICAL_ORIGIN.startswith("https://"))
ALLOWED_HOSTS = [
    *names("ALLOWED_HOSTS", default=[urlsplit(CANONICAL_ORIGIN).hostname or ""]),
    # Health checks come from the machine itself.
    *("localhost", "127.0.0.1", "[::1]"),
]
CSRF_TRUSTED_ORIGINS = names("CSRF_TRUSTED_ORIGINS", default=[])
ROOT_URLCONF = "brainmatter.urls"
WSGI_APPLICATION = "brainmatter.wsgi.application"
# No address ends in a slash (but the admin's, which Django gives): brainmatter.urls redirects the slashed form.
APPEND_SLASH = False

# --- Apps --------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "brainmatter.apps.BrainmatterConfig",
    "editing",
    "loading",
    "finding",
    "inquiries",
    "comparisons",
    "citations",
    "entities",
    "core",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    # The first three only add headers, and stand first so that what the others refuse gets them too.
    "brainmatter.response_headers.ResponseHeadersMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "brainmatter.addresses.CanonicalAddressMiddleware",
    "core.kept_pages.KeptPagesMiddleware",
    "core.conditional.RevalidationMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATE_FOLDERS = [BASE_DIR / "templates"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": TEMPLATE_FOLDERS,
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "brainmatter.context.addresses",
            ],
        },
    },
]

# --- Database ----------------------------------------------------------------------------------

DATABASES = {"default": database("DATABASE_URL")}
# A streaming replica from which pages that are to be kept are read (core/read_database.py); the rest asks the primary.
if text("READ_DATABASE_URL"):
    DATABASES["replica"] = database("READ_DATABASE_URL")
DATABASE_ROUTERS = ["core.read_database.ReadRouter"]
# How often a web server asks which revision of the content readers are to see, at most; 0: for each request.
REVISION_CHECK_SECONDS = integer("REVISION_CHECK_SECONDS", default=1)
# How long it serves what it has kept while the database does not answer.
KEPT_WITHOUT_DATABASE_SECONDS = integer("KEPT_WITHOUT_DATABASE_SECONDS", default=600)
# What one worker process of it may keep of finished answers; 0: nothing.
RESPONSE_CACHE_MEGABYTES = integer("RESPONSE_CACHE_MEGABYTES", default=24)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People ------------------------------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Tests create accounts by the hundred; nothing else may have passwords that are quick to guess.
if boolean("FAST_PASSWORDS", default=False):
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# --- Language and time -------------------------------------------------------------------------

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True

# --- Static files ------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(text("STATIC_ROOT", default=str(BASE_DIR / "var" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
# While developing and testing, straight from `static/` under plain names; else as `collectstatic` has hashed them.
STATIC_FROM_SOURCE = boolean("STATIC_FROM_SOURCE", default=DEBUG)
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = STATIC_FROM_SOURCE
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if STATIC_FROM_SOURCE
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- Security ----------------------------------------------------------------------------------

HTTPS = boolean("HTTPS", default=CANONICAL_ORIGIN.startswith("https://"))
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
SECURE_SSL_REDIRECT = HTTPS
# Asked from inside, past the proxy that speaks TLS.
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SECURE_HSTS_SECONDS = integer("HSTS_SECONDS", default=31_536_000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if boolean("BEHIND_TLS_PROXY", default=False) else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# Such a name has the browser itself refuse a cookie that another host of the domain has set. It asks for TLS.
_HOST_ONLY = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_HOST_ONLY}sessionid", f"{_HOST_ONLY}csrftoken"
SESSION_COOKIE_HTTPONLY = True
# Not in a cookie of its own: only the admin has messages, and it has a session.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
X_FRAME_OPTIONS = "DENY"

# --- Messages from outside, and mail -----------------------------------------------------------

# How many proxies in front of the site append to X-Forwarded-For; 0: none, and the header is not believed.
TRUSTED_PROXIES = integer("TRUSTED_PROXIES", default=0)
# A form sent sooner after it was opened than this many seconds was hardly filled in by a person.
CONTACT_MINIMUM_SECONDS = integer("CONTACT_MINIMUM_SECONDS", default=2)
# After so many days messages are deleted; the privacy page and the purge both read it here.
INQUIRY_RETENTION_DAYS = integer("INQUIRY_RETENTION_DAYS", default=730)
SPAM_RETENTION_DAYS = integer("SPAM_RETENTION_DAYS", default=30)

# Whoever is told of new messages; several addresses are separated by commas.
OWNER_EMAIL = names("OWNER_EMAIL", default=[])
DEFAULT_FROM_EMAIL = SERVER_EMAIL = text("DEFAULT_FROM_EMAIL", default="BrainMatter <no-reply@localhost>")
DIGEST_HOUR = integer("DIGEST_HOUR", default=7)
# Without a mail server, mail is kept in the local mailbox, which the admin shows.
MAIL_SERVER = text("EMAIL_HOST")
_smtp = {
    "host": MAIL_SERVER,
    "port": integer("EMAIL_PORT", default=587),
    "username": text("EMAIL_HOST_USER"),
    "password": text("EMAIL_HOST_PASSWORD"),
    "use_tls": boolean("EMAIL_USE_TLS", default=True),
    "use_ssl": boolean("EMAIL_USE_SSL", default=False),
    "timeout": integer("EMAIL_TIMEOUT", default=30),
}
MAILERS = {
    "default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": _smtp}
    if MAIL_SERVER
    else {"BACKEND": "inquiries.outbox.local_mailbox.EmailBackend"}
}

# --- Logging: to standard error, for whatever runs the process to keep --------------------------

LOG_LEVEL = choice("LOG_LEVEL", default="INFO", among=("DEBUG", "INFO", "WARNING", "ERROR"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # A 404 is the reader's news, not the operator's; and robots try every host name there is, and every size.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.security.RequestDataTooBig": {"level": "CRITICAL"},
        "django.security.TooManyFieldsSent": {"level": "CRITICAL"},
    },
}
