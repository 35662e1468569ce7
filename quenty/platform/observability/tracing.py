"""OpenTelemetry spans across HTTP, outbox and worker; exported where an endpoint is set."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

_propagator = TraceContextTextMapPropagator()
_tracer = trace.get_tracer("quenty")


def configure() -> None:
    """Record and export spans. Without an endpoint only the identifiers are carried."""
    from django.conf import settings
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    if not settings.OTEL_EXPORTER_OTLP_ENDPOINT:
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    provider = TracerProvider(
        resource=Resource.create({"service.name": settings.QUENTY_DEPLOYED_UNIT})
    )
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)


def traceparent() -> str:
    """The W3C trace context of the open span, empty when there is none."""
    carrier: dict[str, str] = {}
    _propagator.inject(carrier)
    return carrier.get("traceparent", "")


@contextmanager
def span(name: str, *, parent: str = "") -> Iterator[trace.Span]:
    """A span, under `parent` (a traceparent) or the open one."""
    context = _propagator.extract({"traceparent": parent}) if parent else None
    with _tracer.start_as_current_span(name, context=context) as opened:
        yield opened


def record(spans: Iterable[tuple[str, str]], *, began: int, ended: int) -> None:
    """Spans that share their times: (name, traceparent) pairs; nanoseconds since 1970."""
    for name, parent in spans:
        if parent:
            context = _propagator.extract({"traceparent": parent})
            _tracer.start_span(name, context=context, start_time=began).end(ended)
