"""One private RabbitMQ node, on free ports of the loopback interface."""

import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from quenty.platform.embedded.packages import Unavailable, tree_of
from quenty.platform.embedded.ports import LOOPBACK, free_port
from quenty.platform.embedded.process import spawn

PACKAGE = "rabbitmq-server"
ERLANG = "usr/lib/erlang"
START_SECONDS = 90
STOP_SECONDS = 20

_ERL = """#!/bin/sh
ROOTDIR={root} BINDIR={bin} EMU=beam PROGNAME=erl
export ROOTDIR BINDIR EMU PROGNAME
exec "$BINDIR/erlexec" "$@"
"""


class RabbitServerError(RuntimeError):
    """The node did not start; the message ends with its last log lines."""


@dataclass
class RabbitServer:
    """`folder`: its data, kept over `stop` and `kill`, so that `start` finds its queues again."""

    folder: Path
    port: int = field(default_factory=free_port)
    _epmd_port: int = field(default_factory=free_port, repr=False)
    _dist_port: int = field(default_factory=free_port, repr=False)
    _node: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    _epmd: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@{LOOPBACK}:{self.port}//"

    @property
    def is_running(self) -> bool:
        return self._node is not None and self._node.poll() is None

    @property
    def pid(self) -> int:
        """Of the node. Raises RuntimeError when it was not started."""
        if self._node is None:
            raise RuntimeError("RabbitMQ is not running")
        return self._node.pid

    def start(self) -> None:
        """Serve, once the AMQP port answers. Raises RabbitServerError, Unavailable."""
        self.begin()
        self.wait()

    def begin(self) -> None:
        """As `start`, without waiting."""
        scripts = self._scripts()
        env = self._environment(scripts)
        with open(self.folder / "output.log", "ab") as log:
            if self._epmd is None or self._epmd.poll() is not None:
                # Named and in the foreground: one that the node starts itself outlives it.
                epmd = str(self._erlang_bin() / "epmd")
                mapper = [epmd, "-address", LOOPBACK, "-port", str(self._epmd_port)]
                self._epmd = spawn(mapper, last_word=signal.SIGKILL, output=log, env=env)
            node = [scripts / "rabbitmq-server"]
            self._node = spawn(node, last_word=signal.SIGKILL, output=log, env=env)

    def wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._greets():
            if self._node is None or self._node.poll() is not None or time.monotonic() > deadline:
                last = (self.folder / "output.log").read_text(errors="replace").splitlines()[-12:]
                raise RabbitServerError("RabbitMQ did not start:\n" + "\n".join(last))
            time.sleep(0.05)

    def stop(self) -> None:
        """In order: the node, then its port mapper. No error when stopped."""
        self._end(signal.SIGTERM)
        if self._epmd is not None:
            self._epmd.kill()
            self._epmd.wait()
            self._epmd = None

    def kill(self) -> None:
        """kill -9, by the pid that was started here."""
        self._end(signal.SIGKILL)

    def _end(self, sig: signal.Signals) -> None:
        if self._node is None:
            return
        self._node.send_signal(sig)
        try:
            self._node.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._node.kill()
            self._node.wait()
        self._node = None

    def _greets(self) -> bool:
        """Whether the node answers an AMQP header, not only listens."""
        try:
            with socket.create_connection((LOOPBACK, self.port), timeout=2) as probe:
                probe.sendall(b"AMQP\x00\x00\x09\x01")
                return bool(probe.recv(1))
        except OSError:
            return False

    def _scripts(self) -> Path:
        tree = tree_of(PACKAGE, "usr/lib/rabbitmq/bin/rabbitmq-server")
        found = sorted(tree.glob("usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin"))
        if not found:
            raise Unavailable(f"{tree} holds no rabbitmq_server: remove it to fetch it again")
        return found[-1]

    def _erlang_bin(self) -> Path:
        root = tree_of(PACKAGE, f"{ERLANG}/bin/erl") / ERLANG
        return sorted(root.glob("erts-*/bin"))[-1]

    def _environment(self, scripts: Path) -> dict[str, str]:
        home, binaries = self.folder, self.folder / "bin"
        binaries.mkdir(parents=True, exist_ok=True)
        erlang = self._erlang_bin()
        erl = binaries / "erl"
        # The packaged `erl` looks for itself under /usr/lib.
        erl.write_text(_ERL.format(root=erlang.parents[1], bin=erlang))
        erl.chmod(0o755)
        (home / "rabbitmq.conf").write_text(
            f"listeners.tcp.local = {LOOPBACK}:{self.port}\nlog.console = true\n"
            "log.console.level = warning\nlog.file = false\ndisk_free_limit.absolute = 50MB\n"
            # What the log holds is in memory until it is cut; binaries nobody needs are freed.
            "raft.wal_max_size_bytes = 8388608\nbackground_gc_enabled = true\n"
        )
        (home / "enabled_plugins").write_text("[].\n")
        libraries = erlang.parents[3] / "lib"
        return {
            "PATH": f"{binaries}:{erlang}:{os.environ.get('PATH', '/usr/bin:/bin')}",
            "LD_LIBRARY_PATH": ":".join(str(p) for p in libraries.glob("*-linux-gnu*")),
            "LC_ALL": "C.UTF-8",
            "HOME": str(home),
            # As under an init system the script becomes the node: its pid is the node's.
            "RUNNING_UNDER_SYSTEMD": "true",
            "ERL_EPMD_ADDRESS": LOOPBACK,
            "ERL_EPMD_PORT": str(self._epmd_port),
            # Its data belongs to the name: the same one on whatever port.
            "RABBITMQ_NODENAME": "quenty@localhost",
            "RABBITMQ_DIST_PORT": str(self._dist_port),
            "RABBITMQ_MNESIA_BASE": str(home / "mnesia"),
            "RABBITMQ_LOG_BASE": str(home / "log"),
            "RABBITMQ_CONFIG_FILE": str(home / "rabbitmq.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(home / "enabled_plugins"),
            "RABBITMQ_CONF_ENV_FILE": "/dev/null",
            # Its schedulers don't spin while they wait: the processors are the product's too.
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+sbwt none +sbwtdcpu none +sbwtdio none",
            "RABBITMQ_PID_FILE": str(home / "pid"),
            "RABBITMQ_GENERATED_CONFIG_DIR": str(home / "config"),
        }
