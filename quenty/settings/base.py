"""What every environment shares. Contexts are installed by name; see contexts.py."""

from quenty.kernel.contexts import CONTEXTS
from quenty.platform.routers import ContextRouter, PlatformRouter
from quenty.settings.admin import UNFOLD  # noqa: F401  (a setting)
from quenty.settings.broker import *  # noqa: F403
from quenty.settings.contexts import HOSTS_GATEWAY, QUENTY_CONTEXTS
from quenty.settings.contexts import QUENTY_PEERS as QUENTY_PEERS
from quenty.settings.env import BASE_DIR, STATE_DIR, env
from quenty.settings.redis import *  # noqa: F403

QUENTY_STATE_DIR = STATE_DIR
QUENTY_EMBEDDED = False
QUENTY_BASE_DIR = BASE_DIR
QUENTY_DEPLOYED_UNIT = env.str("QUENTY_UNIT", "quenty")
QUENTY_EVENTS_TRANSPORT = env.str("QUENTY_EVENTS_TRANSPORT", "database")
# How neighbours hosted in this process are called: local, or loopback (by the wire, for tests).
QUENTY_CALLS = env.str("QUENTY_CALLS", "local")
# What deployed units sign their calls to each other with; the first one signs.
QUENTY_SERVICE_SECRETS: list[str] = env.list("QUENTY_SERVICE_SECRETS", default=[])
# Networks of the proxies in front of us, whose X-Forwarded-For is believed.
QUENTY_TRUSTED_PROXIES: list[str] = env.list("QUENTY_TRUSTED_PROXIES", default=[])
QUENTY_PUBLIC_URL = env.str("QUENTY_PUBLIC_URL", "http://127.0.0.1:8000")
QUENTY_JWT_ALGORITHM = env.str("QUENTY_JWT_ALGORITHM", "EdDSA")
QUENTY_JWT_AUDIENCE = env.str("QUENTY_JWT_AUDIENCE", "quenty")
QUENTY_WEB_THREADS = env.int("QUENTY_WEB_THREADS", 4)
# Routing server of one's own: osrm or valhalla at a URL; without it, ways are estimated.
QUENTY_WAYS_SOURCE = env.str("QUENTY_WAYS_SOURCE", "haversine")
QUENTY_WAYS_URL = env.str("QUENTY_WAYS_URL", "")
# Geocoder of one's own: nominatim or pelias at a URL; without it, an address without coordinates
# is where its municipality is.
QUENTY_PLACES_SOURCE = env.str("QUENTY_PLACES_SOURCE", "")
QUENTY_PLACES_URL = env.str("QUENTY_PLACES_URL", "")
# Server that mail to people leaves by; without it messages end in the log of deliveries.
QUENTY_MAIL_URL = env.str("QUENTY_MAIL_URL", "")
QUENTY_MESSAGE_SENDER = "smtp" if QUENTY_MAIL_URL else "log"
DEFAULT_FROM_EMAIL = env.str("QUENTY_MAIL_FROM", "Quenty <no-reply@localhost>")
EMAIL_TIMEOUT = 10
if QUENTY_MAIL_URL:
    vars().update(env.email_url_config(QUENTY_MAIL_URL))
# Largest body a request may have, in bytes; uploads of files have their own.
QUENTY_MAX_BODY = 1024 * 1024
QUENTY_MAX_UPLOAD = 20 * 1024 * 1024

# Back-off between attempts of a failed message is multiplied by this.
QUENTY_BACK_OFF_FACTOR = 1.0

# Whether the sandbox may stand in for providers of payments to accounts in live mode.
QUENTY_SANDBOX_PROVIDERS = True

DEBUG = False
ALLOWED_HOSTS = env.list("QUENTY_ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
ROOT_URLCONF = "quenty.urls"
WSGI_APPLICATION = "quenty.wsgi.application"
APPEND_SLASH = False
# The back office is the one place that people log in to by a page.
LOGIN_REDIRECT_URL = "admin:index"

_CONTRIB = [
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
]
INSTALLED_APPS = [
    *(_CONTRIB if HOSTS_GATEWAY else []),
    "django.contrib.staticfiles",
    "django_prometheus",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "quenty.platform.store",
    *(CONTEXTS[name].app for name in QUENTY_CONTEXTS),
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "quenty.platform.http.addresses.ClientAddressMiddleware",
    "quenty.platform.observability.middleware.CorrelationMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # Before all that refuse: a refusal speaks the caller's language.
    "django.middleware.locale.LocaleMiddleware",
    "quenty.platform.http.limits.RequestLimitsMiddleware",
    "quenty.platform.http.rate_headers.RateLimitMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    *(["django.contrib.sessions.middleware.SessionMiddleware"] if HOSTS_GATEWAY else []),
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    *(
        [
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "quenty.platform.auth.staff.StaffActorMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ]
        if HOSTS_GATEWAY
        else []
    ),
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "quenty" / "platform" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                *(
                    [
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                    if HOSTS_GATEWAY
                    else []
                ),
            ],
        },
    }
]

DATABASE_ROUTERS = [PlatformRouter(), *(ContextRouter(context) for context in CONTEXTS.values())]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if HOSTS_GATEWAY:
    AUTH_USER_MODEL = "gateway.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "es"
LANGUAGES = [("es", "Español"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "quenty" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/Bogota"

STATIC_URL = "/static/"
# Served from where the packages keep it: nothing to collect.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 3600

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["quenty.platform.auth.authentication.QuentyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["quenty.platform.auth.access.AccessPermission"],
    "DEFAULT_PARSER_CLASSES": ["quenty.platform.http.parsers.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["quenty.platform.http.rendering.QuickJSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "quenty.platform.http.schema.Schema",
    "DEFAULT_THROTTLE_CLASSES": ["quenty.platform.http.rate_limits.RouteClassThrottle"],
    "EXCEPTION_HANDLER": "quenty.platform.http.problems.handle",
    "UNAUTHENTICATED_USER": None,
    "COERCE_DECIMAL_TO_STRING": True,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Quenty",
    "VERSION": "1.0.0",
    "DESCRIPTION": "Shipping for merchants in Colombia: quote, confirm, label, track, collect.",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    # What a PATCH may leave out is declared by its own body.
    "COMPONENT_SPLIT_PATCH": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": [
        "quenty.platform.http.schema.inline_choices",
        "quenty.platform.http.schema.strict_bodies",
    ],
}

LOGGING_CONFIG = "quenty.platform.observability.logs.configure"
LOGGING = {"level": env.str("QUENTY_LOG_LEVEL", "INFO")}
QUENTY_LOG_FORMAT = env.str("QUENTY_LOG_FORMAT", "json")
OTEL_EXPORTER_OTLP_ENDPOINT = env.str("OTEL_EXPORTER_OTLP_ENDPOINT", "")
