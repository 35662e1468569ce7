"""The web role's entry point."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quenty.settings.local")
_django = get_wsgi_application()

from django.conf import settings  # noqa: E402  (settings are read by the line above)

from quenty.platform.http.intake import Intake  # noqa: E402

application = Intake(
    _django, working=settings.QUENTY_WEB_THREADS, largest=settings.QUENTY_MAX_UPLOAD
)
