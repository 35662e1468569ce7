# One image, several roles: web by default; worker, relay and beat by another command.
FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements/base.txt /build/base.txt
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-deps --requirement /build/base.txt

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=quenty.settings.production \
    QUENTY_STATE_DIR=/var/lib/quenty
RUN groupadd --system --gid 10001 quenty \
    && useradd --system --uid 10001 --gid quenty --no-create-home --home-dir /srv/quenty quenty \
    && install --directory --owner=quenty --group=quenty /var/lib/quenty
WORKDIR /srv/quenty
COPY --from=build /opt/venv /opt/venv
COPY manage.py ./
COPY quenty ./quenty
COPY apps ./apps
RUN python -m quenty.platform.locales quenty apps \
    && python -m compileall -q quenty apps
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-m", "quenty.platform.supervisor.alive", "web"]
CMD ["python", "-m", "quenty.web", "--host", "0.0.0.0", "--port", "8000", "--workers", "2"]
