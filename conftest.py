"""The private databases of a test run, chosen before Django reads its settings."""

import os
from pathlib import Path

from quenty.platform.locales import compile_stale
from quenty.platform.testing import cluster

compile_stale(Path(__file__).parent / "quenty", Path(__file__).parent / "apps")
cluster.prepare()
os.environ["DJANGO_SETTINGS_MODULE"] = "quenty.settings.test"

import django  # noqa: E402

django.setup()

pytest_plugins = ["quenty.platform.testing.plugin"]
