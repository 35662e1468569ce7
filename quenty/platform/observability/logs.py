"""structlog over the standard library: JSON lines with the correlation id in each."""

import logging
from typing import Any

import structlog

from quenty.platform import ambient


def _correlation(logger: Any, name: str, event: dict[str, Any]) -> dict[str, Any]:
    around = ambient._current.get()
    if around.correlation_id:
        event.setdefault("correlation_id", around.correlation_id)
        event.setdefault("actor", str(around.actor))
    return event


def _refusals_in_a_line(record: logging.LogRecord) -> bool:
    """What Django refuses (a 403, a foreign Host) is no bug: one line, without its trace."""
    refused = record.name == "django.request" and record.levelno < logging.ERROR
    if refused or record.name.startswith("django.security"):
        record.exc_info = None
        if record.levelno > logging.WARNING:
            record.levelno, record.levelname = logging.WARNING, "WARNING"
    return True


def configure(options: dict[str, Any]) -> None:
    """Django's LOGGING_CONFIG: `options` is {"level": ...}."""
    from django.conf import settings

    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        _correlation,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.StackInfoRenderer(),
    ]
    as_json = settings.QUENTY_LOG_FORMAT == "json"
    # Local variables hold passwords and people's data: traces go without them.
    bare = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
    renderer: list[Any] = (
        [structlog.processors.ExceptionRenderer(bare), structlog.processors.JSONRenderer()]
        if as_json
        else [
            structlog.dev.ConsoleRenderer(
                colors=False, exception_formatter=structlog.dev.plain_traceback
            )
        ]
    )
    structlog.configure(
        # First of all: what nobody will see costs next to nothing.
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.addFilter(_refusals_in_a_line)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(options.get("level", "INFO"))
    for quiet in ("httpx", "httpcore", "django.utils.autoreload", "_granian"):
        logging.getLogger(quiet).setLevel(logging.WARNING)
