"""One PostgreSQL server over one data folder."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg

from quenty.platform.embedded.binaries import binary
from quenty.platform.embedded.identity import Identity, unprivileged
from quenty.platform.embedded.ports import LOOPBACK
from quenty.platform.embedded.process import spawn

# Recovery after a crash may have to replay a good deal.
START_SECONDS = 120
STOP_SECONDS = 12


class EmbeddedServerError(RuntimeError):
    """The server could not be made or started; the message ends with its last log lines."""


@dataclass
class Server:
    """`folder`: its data, made at the first start. `options`: settings as `name=value`."""

    folder: Path
    port: int
    password: str
    log: Path
    options: tuple[str, ...] = ()
    identity: Identity = field(default_factory=unprivileged)
    _child: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def conninfo(self) -> str:
        """Of the superuser, to the maintenance database."""
        return psycopg.conninfo.make_conninfo(
            host=LOOPBACK,
            port=self.port,
            user="postgres",
            password=self.password,
            dbname="postgres",
            connect_timeout=5,
        )

    def pid(self) -> int | None:
        """The process that serves this folder now, ours or one that an earlier run left."""
        try:
            pid = int((self.folder / "postmaster.pid").read_text().split("\n", 1)[0])
            command = psutil.Process(pid).cmdline()
        except (OSError, ValueError, psutil.Error):
            return None
        return pid if str(self.folder) in command else None

    @property
    def is_running(self) -> bool:
        return self._child.poll() is None if self._child else self.pid() is not None

    def start(self) -> bool:
        """Serve, and answer whether that took a start (False: it was running already)."""
        if self.pid() and self._answers_soon():
            return False
        if not (self.folder / "PG_VERSION").exists():
            self._make()
        self._end_orphans()
        # A pid that now belongs to another process would keep PostgreSQL from starting.
        (self.folder / "postmaster.pid").unlink(missing_ok=True)
        # What a server of ours said when it died stays to be read.
        with open(self.log, "ab" if self._child else "wb") as log:
            self._child = spawn(self._command(), last_word=signal.SIGINT, output=log)
        self._wait_until_it_answers()
        return True

    def stop(self) -> None:
        """Fast shutdown: clients are cut off, nothing committed is lost. No error when stopped."""
        pid = self.pid()
        if pid is None:
            return
        process = psutil.Process(pid)
        for sig in (signal.SIGINT, signal.SIGQUIT):
            try:
                process.send_signal(sig)
                (self._child or process).wait(timeout=STOP_SECONDS)
            except psutil.NoSuchProcess:
                break
            except (subprocess.TimeoutExpired, psutil.TimeoutExpired):
                continue
            break
        self._child = None

    def _end_orphans(self) -> None:
        """Processes of a server that was killed may work on: two servers' would spoil the data."""
        while orphans := self._orphans():
            for process in orphans:
                with suppress(psutil.NoSuchProcess):
                    process.kill()
            time.sleep(0.02)

    def _orphans(self) -> list[psutil.Process]:
        here = str(self.folder.resolve())
        return [
            process
            for process in psutil.process_iter(["name", "cwd"])
            if process.info["name"] == "postgres" and process.info["cwd"] == here
        ]

    def _make(self) -> None:
        """`initdb` beside the folder, then a rename: a half-made folder is never taken for one."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        half_made = self.folder.with_name(f"{self.folder.name}.new")
        shutil.rmtree(half_made, ignore_errors=True)
        half_made.mkdir(mode=0o700)
        with tempfile.NamedTemporaryFile("w", dir=half_made.parent) as secret:
            secret.write(self.password)
            secret.flush()
            if self.identity.uid is not None:
                os.chown(half_made, self.identity.uid, self.identity.uid)
                os.chown(secret.name, self.identity.uid, self.identity.uid)
            made = subprocess.run(
                self._initdb(half_made, secret.name), cwd="/", capture_output=True, check=False
            )
        if made.returncode:
            raise EmbeddedServerError(f"initdb failed: {made.stderr.decode(errors='replace')}")
        half_made.rename(self.folder)

    def _initdb(self, folder: Path, pwfile: str) -> list[str]:
        return [
            *self.identity.prefix,
            *(str(binary("initdb")), "-D", str(folder), "-U", "postgres"),
            *("-A", "scram-sha-256", f"--pwfile={pwfile}"),
            *("-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
        ]

    def _command(self) -> list[str]:
        settings = (
            f"listen_addresses={LOOPBACK}",
            f"port={self.port}",
            # A socket's path over 107 bytes fails in a deep clone.
            "unix_socket_directories=",
            "max_connections=300",
            "timezone=UTC",
            *self.options,
        )
        flags = [flag for setting in settings for flag in ("-c", setting)]
        return [*self.identity.prefix, str(binary("postgres")), "-D", str(self.folder), *flags]

    def _answers_soon(self) -> bool:
        """Whether the server that an earlier run left comes to answer, or else has gone: one
        that is shutting down holds the folder until it has.
        """
        deadline = time.monotonic() + START_SECONDS
        while self.pid():
            try:
                psycopg.connect(self.conninfo).close()
                return True
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline:
                    raise EmbeddedServerError(
                        f"PostgreSQL neither answers nor ends ({error}); {self._last_lines()}"
                    ) from error
            time.sleep(0.05)
        return False

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.conninfo).close()
                return
            except psycopg.OperationalError as error:
                died = self._child is not None and self._child.poll() is not None
                if died or time.monotonic() > deadline:
                    raise EmbeddedServerError(
                        f"PostgreSQL did not start ({error}); {self._last_lines()}"
                    ) from error
            time.sleep(0.03)

    def _last_lines(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return f"{self.log} ends with:\n" + "\n".join(lines[-8:])
