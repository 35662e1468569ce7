"""`celery -A quenty.platform.celery worker`: the receiving end, for who likes Celery's command.

`manage.py run_roles worker` runs the same receiver together with the workers that act.
"""

import django

django.setup()

from quenty.platform.events.transports.rabbitmq.application import make_app  # noqa: E402

app = make_app()
