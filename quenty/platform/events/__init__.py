"""Events and jobs: told in the same transaction as the change, acted on once."""

from quenty.platform.events.declared import consumes, job, schedule
from quenty.platform.events.envelope import Envelope
from quenty.platform.events.outbox import enqueue, publish

__all__ = ["Envelope", "consumes", "enqueue", "job", "publish", "schedule"]
