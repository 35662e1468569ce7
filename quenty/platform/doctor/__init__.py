"""What is wrong with an environment, and how to mend it."""

from quenty.platform.doctor.databases import databases
from quenty.platform.doctor.finding import Finding
from quenty.platform.doctor.keys import keys
from quenty.platform.doctor.machine import machine
from quenty.platform.doctor.neighbours import neighbours

__all__ = ["Finding", "databases", "keys", "machine", "neighbours"]
