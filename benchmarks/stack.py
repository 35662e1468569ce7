"""One PostgreSQL of our own, its nine databases, and the product's real processes over them.

The process that measures is configured as the product is: `start` puts the addresses into
the environment and sets Django up.
"""

import os
import secrets
import shutil
import sys
import tempfile
import time
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django

from quenty.kernel.contexts import CONTEXTS
from quenty.platform.embedded import Server, database_urls
from quenty.platform.embedded.addresses import SUPERUSER, password_of
from quenty.platform.embedded.ports import LOOPBACK, free_port
from quenty.platform.embedded.rabbitmq import RabbitServer
from quenty.platform.supervisor.plan import WEB_THREADS, web_command

PROJECT = Path(__file__).resolve().parents[1]
SERVE_SECONDS = 90
# As PostgreSQL comes, and with the times of commits kept, which latencies are read from.
OPTIONS = ("track_commit_timestamp=on", "max_wal_size=4GB", "jit=off")
WITHOUT_DISK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class Stack:
    """`start` once, `stop` at the end; everything that was started is stopped with it.

    `disk`: whether commits wait for it. Without, ratios are of processor time alone.
    """

    def __init__(self, *, disk: bool = True) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="quenty-bench-"))
        # A server that runs as somebody else must be able to enter.
        self.folder.chmod(0o755)
        secret = secrets.token_hex(16)
        self.port, self.web_port = free_port(), free_port()
        password = password_of(secret, SUPERUSER)
        self.postgres = Server(
            folder=self.folder / "postgres",
            port=self.port,
            password=password,
            log=self.folder / "postgres.log",
            options=OPTIONS if disk else (*OPTIONS, *WITHOUT_DISK),
        )
        self.broker = RabbitServer(self.folder / "rabbitmq")
        self.children: list[Any] = []
        self.env = {
            **database_urls(secret, self.port),
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "PYTHONPATH": str(PROJECT),
            "PYTHONUNBUFFERED": "1",
            "QUENTY_STATE_DIR": str(self.folder / "state"),
            "QUENTY_LOG_LEVEL": "WARNING",
            "QUENTY_SECRET_KEY": secrets.token_urlsafe(50),
            "QUENTY_ENCRYPTION_KEYS": f"k1:{b64encode(secrets.token_bytes(32)).decode()}",
            "QUENTY_SERVICE_SECRETS": f"bench:{secrets.token_hex(32)}",
            "QUENTY_ALLOWED_HOSTS": LOOPBACK,
            "QUENTY_PUBLIC_URL": f"http://{LOOPBACK}:{self.web_port}",
            "QUENTY_SANDBOX_PROVIDERS": "true",
            "QUENTY_DEMO_ADMIN_PASSWORD": "correct horse battery staple",
            "QUENTY_POOL_SIZE": "0",
        }

    def start(self) -> None:
        """Databases, migrated and seeded; this process set up as one of theirs."""
        self.postgres.start()
        (self.folder / "state").mkdir()
        for name in [n for n in os.environ if n.startswith("QUENTY_") and n != "QUENTY_CACHE_DIR"]:
            del os.environ[name]
        os.environ.update(self.env)
        django.setup()
        from django.core.management import call_command

        from apps.customers import seeds as of_customers
        from apps.gateway import seeds as of_gateway

        with open(self.folder / "setup.log", "w") as log:
            for command in ("bootstrap", "migrate_contexts"):
                call_command(command, stdout=log)
        of_gateway.seed()
        of_customers.seed()

    def stop(self) -> None:
        for child in reversed(self.children):
            child.stop()
        self.broker.stop()
        self.postgres.stop()
        if os.environ.get("BENCH_KEEP"):
            say(f"logs are in {self.folder}")
            return
        shutil.rmtree(self.folder, ignore_errors=True)

    def web(self, *, port: int = 0, env: Mapping[str, str] | None = None) -> Any:
        """The product's web server as it is deployed, answering at `.port`."""
        port = port or free_port()
        pool = {"QUENTY_POOL_SIZE": str(WEB_THREADS)}
        child = self.process(*web_command(port)[2:], env={**pool, **(env or {})})
        child.port = port
        _wait_until_it_serves(child)
        return child

    def process(self, *arguments: str, env: Mapping[str, str] | None = None) -> Any:
        """`python -m arguments` with this stack's environment. Ended by `.stop()`."""
        # Imported here: what tests and benchmarks share needs Django to be set up.
        from tests.support.children import ChildProcess

        log = self.folder / f"{len(self.children)}-{arguments[0].rpartition('.')[2]}.log"
        outside = {n: v for n, v in os.environ.items() if not n.endswith("_OWNER_DATABASE_URL")}
        child = ChildProcess(log, *arguments, env={**outside, **(env or {})}, whole=True)
        self.children.append(child)
        return child

    @contextmanager
    def rabbitmq(self) -> Iterator[str]:
        """The address of a broker that runs meanwhile."""
        self.broker.start()
        try:
            yield self.broker.url
        finally:
            self.broker.stop()


def database_of(alias: str) -> str:
    return f"quenty_{next(n for n, c in CONTEXTS.items() if c.alias == alias)}"


def _wait_until_it_serves(child: Any) -> None:
    deadline = time.monotonic() + SERVE_SECONDS
    while True:
        try:
            urllib.request.urlopen(f"http://{LOOPBACK}:{child.port}/healthz", timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            if child.died_of is not None or time.monotonic() > deadline:
                raise SystemExit(f"no web server:\n{child.tail()}") from None
            time.sleep(0.1)


def say(text: str) -> None:
    print(f"  {text}", file=sys.stderr, flush=True)
