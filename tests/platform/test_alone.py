"""Each context as a process of its own, with no database, credential or address of any other."""

import base64
import json
import subprocess
import sys
from pathlib import Path

import pytest

from quenty.kernel.contexts import CONTEXTS
from quenty.platform.embedded.ports import free_port
from quenty.platform.supervisor.alive import roles_are_alive
from quenty.platform.supervisor.plan import ROLES, web_command
from quenty.platform.testing import clones
from quenty.platform.testing.cluster import outside_environment
from tests.faults.client import WebClient
from tests.support.children import PROJECT, ChildProcess
from tests.support.waiting import eventually

ALIASES = [context.alias for context in CONTEXTS.values()]


@pytest.fixture
def told(context: str, tmp_path: Path) -> dict[str, str]:
    """All that the process knows: its own two roles' addresses among it, no others."""
    own = (f"{context.upper()}_DATABASE_URL", f"{context.upper()}_OWNER_DATABASE_URL")
    urls = {name: url for name, url in clones.environment().items() if name in own}
    assert len(urls) == len(own)
    return {
        **outside_environment(),
        **urls,
        "DJANGO_SETTINGS_MODULE": "quenty.settings.production",
        "QUENTY_CONTEXTS": context,
        "QUENTY_UNIT": context,
        "QUENTY_SECRET_KEY": "alone-only-" + "k" * 60,
        "QUENTY_ENCRYPTION_KEYS": f"k1:{base64.b64encode(bytes(range(32))).decode()}",
        "QUENTY_SERVICE_SECRETS": "alone-only-between-services",
        "QUENTY_ALLOWED_HOSTS": "127.0.0.1",
        "QUENTY_PUBLIC_URL": "http://127.0.0.1:1",
        "QUENTY_SSL_REDIRECT": "false",
        "QUENTY_STATE_DIR": str(tmp_path),
        "PYTHONPATH": str(PROJECT),
    }


# Its schedules leave rows: what it committed goes with its databases.
@pytest.mark.django_db(databases=ALIASES, transaction=True)
@pytest.mark.parametrize("context", CONTEXTS)
def test_a_context_alone_is_checked_starts_and_is_ready(
    context: str, told: dict[str, str], tmp_path: Path
) -> None:
    _passes_its_checks(told)
    port = free_port()
    command = web_command(port, workers=1)[2:]
    web = ChildProcess(tmp_path / "web.log", *command, env=told, whole=True)
    roles = ChildProcess(
        tmp_path / "roles.log", "manage", "run_roles", *ROLES, env=told, whole=True
    )
    try:
        client = WebClient(port, web)
        eventually(client.is_alive, seconds=60, what=web.tail())
        ready = client.get("/readyz")
        assert (ready.status, ready.body["databases"]) == (200, {context: True})
        other = "returns" if context != "returns" else "pickups"
        assert client.get(f"/api/v1/{other}/health").status == 404
        eventually(lambda: roles_are_alive(tmp_path), seconds=60, what=roles.tail())
        assert roles.died_of is None
    finally:
        ended = [roles.stop(), web.stop()]
    assert ended[0] == 0, roles.tail()
    assert not _complaints(tmp_path / "roles.log")


_CHECKS = """
import django
django.setup()
from django.core.management import call_command
call_command("check", fail_level="WARNING")
call_command("migrate_contexts", check=True)
"""


def _passes_its_checks(env: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CHECKS],
        cwd=PROJECT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def _complaints(log: Path) -> list[str]:
    lines = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    return [str(line) for line in lines if line["level"] in ("warning", "error", "critical")]
