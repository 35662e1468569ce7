"""The private databases of a test run, chosen before Django reads its settings."""

import os

from quenty.platform.testing import cluster

cluster.prepare()
os.environ["DJANGO_SETTINGS_MODULE"] = "quenty.settings.test"

import django  # noqa: E402

django.setup()

pytest_plugins = ["quenty.platform.testing.plugin"]
