"""The same Django, DRF and pool, with none of our platform around a view."""

from benchmarks.settings import *  # noqa: F403
from benchmarks.settings import REST_FRAMEWORK as _PRODUCT

ROOT_URLCONF = "benchmarks.bare"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]
REST_FRAMEWORK = {
    "UNAUTHENTICATED_USER": None,
    "COERCE_DECIMAL_TO_STRING": _PRODUCT["COERCE_DECIMAL_TO_STRING"],
}
