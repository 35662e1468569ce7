"""The product's settings for processes under fault: one endpoint of the tests' own, waits cut."""

from quenty.settings.databases import databases
from quenty.settings.env import env
from quenty.settings.test import *  # noqa: F403

ROOT_URLCONF = env.str("QUENTY_FAULT_URLS", "tests.faults.endpoints")
DATABASES = databases(pool=env.int("QUENTY_POOL_SIZE", 0))
QUENTY_BACK_OFF_FACTOR = 0.05
