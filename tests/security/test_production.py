"""Production settings: complete they pass Django's own checks, half-configured they refuse."""

import base64
import json
import os
import secrets
import subprocess
import sys

import pytest

from quenty.kernel.contexts import CONTEXTS
from quenty.platform.testing import clones
from quenty.platform.testing.cluster import outside_environment
from tests.architecture.tree import ROOT

SECRETS = ("QUENTY_SECRET_KEY", "QUENTY_ENCRYPTION_KEYS")
REQUIRED = (
    *SECRETS,
    "QUENTY_ALLOWED_HOSTS",
    "QUENTY_PUBLIC_URL",
    *(f"{name.upper()}_DATABASE_URL" for name in CONTEXTS),
)


def complete() -> dict[str, str]:
    """Everything that a deployment must say, and nothing else of ours."""
    databases = {
        f"{name.upper()}_DATABASE_URL": f"postgres://{name}:secret@127.0.0.1:1/quenty_{name}"
        for name in CONTEXTS
    }
    return {
        **outside_environment(os.environ),
        **databases,
        "DJANGO_SETTINGS_MODULE": "quenty.settings.production",
        "QUENTY_SECRET_KEY": secrets.token_urlsafe(64),
        "QUENTY_ENCRYPTION_KEYS": "k1:" + base64.b64encode(secrets.token_bytes(32)).decode(),
        "QUENTY_ALLOWED_HOSTS": "api.example.com",
        "QUENTY_PUBLIC_URL": "https://api.example.com",
    }


def check(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(env, "manage.py", "check", *arguments)


def run(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.django_db(databases="__all__")
def test_a_full_deployment_has_nothing_to_be_warned_of() -> None:
    # Some checks ask the databases what they can do.
    done = check({**complete(), **clones.environment()}, "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize("name", REQUIRED)
@pytest.mark.parametrize("value", [None, ""], ids=["missing", "empty"])
def test_a_half_configured_process_refuses_to_start_and_names_what_is_missing(
    name: str, value: str | None
) -> None:
    env = complete()
    env.pop(name)
    if value is not None:
        env[name] = value
    done = check(env)
    assert done.returncode != 0
    assert f"{name} is not set" in done.stderr


def test_a_part_of_the_contexts_needs_what_services_sign_their_calls_with() -> None:
    done = check({**complete(), "QUENTY_CONTEXTS": "orders"})
    assert done.returncode != 0
    assert "QUENTY_SERVICE_SECRETS is not set" in done.stderr


@pytest.mark.parametrize("peers", ["orders", "orders=", "orders=10.0.0.5:8002", "oders=http://x"])
def test_a_peer_that_is_no_address_of_a_context_is_refused(peers: str) -> None:
    env = {**complete(), "QUENTY_PEERS": f"customers=http://10.0.0.4:8001,{peers}"}
    done = check({**env, "QUENTY_SERVICE_SECRETS": secrets.token_hex(32)})
    assert done.returncode != 0
    assert "ImproperlyConfigured: QUENTY_PEERS must be" in done.stderr
    assert repr(peers.partition("=")[0]) in done.stderr


def test_a_refusal_shows_no_secret() -> None:
    env = complete()
    env.pop("QUENTY_PUBLIC_URL")
    done = check(env)
    assert not [n for n in SECRETS if env[n] in done.stdout + done.stderr]


_ASK = """
import json, sys, django
django.setup()
from django.test import Client
client = Client(headers={"Host": "api.example.com"})
print(json.dumps({path: client.post(path).status_code for path in sys.argv[1:]}))
"""


def test_who_asks_inside_the_deployment_without_tls_is_not_sent_elsewhere() -> None:
    """Units and probes talk plainly behind the proxy; everybody else is sent to https."""
    inside = {
        "/_rpc/orders/v1/OrdersApi.order": 401,
        "/healthz": 405,
        "/readyz": 405,
        "/metrics": 200,
    }
    outside = ("/api/v1/gateway/health", "/admin/_rpc/x", "/metricsx", "/healthz/x", "/x/readyz")
    done = run(complete(), "-c", _ASK, *inside, *outside)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == inside | dict.fromkeys(outside, 301)
