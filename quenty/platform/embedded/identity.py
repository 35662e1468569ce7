"""Running PostgreSQL as root: it refuses to be root, so it is started as somebody else."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache

from quenty.platform.embedded.binaries import binary

NOBODY = 65534
NOT_ROOT_AND_CAN_REACH = 'test "$(id -u)" != 0 && exec "$0" --version'


@dataclass(frozen=True)
class Identity:
    """`prefix`: what goes before a command. `uid`: who must own the data folder, if not we."""

    name: str
    prefix: tuple[str, ...] = ()
    uid: int | None = None


OURSELVES = Identity("ordinary user")
# A user namespace: files stay root's outside, the process is nobody special inside.
NAMESPACE = Identity(
    "root in a user namespace", ("unshare", "--user", "--map-user=1000", "--map-group=1000")
)
# Reading and searching are kept, so that a clone under root's home can be reached.
DEMOTED = Identity(
    "root become nobody",
    (
        "setpriv",
        f"--reuid={NOBODY}",
        f"--regid={NOBODY}",
        "--clear-groups",
        "--inh-caps=+dac_read_search",
        "--ambient-caps=+dac_read_search",
        "--pdeathsig=INT",
    ),
    NOBODY,
)
BARELY_DEMOTED = Identity(
    "root become nobody, without capabilities",
    ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--pdeathsig=INT"),
    NOBODY,
)


@cache
def unprivileged() -> Identity:
    """How to start a server here. Raises RuntimeError when root cannot become anybody else."""
    if os.geteuid() != 0:
        return OURSELVES
    for identity in (NAMESPACE, DEMOTED, BARELY_DEMOTED):
        if works(identity):
            return identity
    raise RuntimeError(
        "PostgreSQL refuses to run as root, and neither unshare nor setpriv works here: "
        "run as an ordinary user, or set the *_DATABASE_URL variables to a server"
    )


def works(identity: Identity) -> bool:
    """Whether PostgreSQL's programs can be reached this way by somebody who is not root."""
    if identity.prefix and not shutil.which(identity.prefix[0]):
        return False
    tried = subprocess.run(
        [*identity.prefix, "sh", "-c", NOT_ROOT_AND_CAN_REACH, str(binary("postgres"))],
        cwd="/",
        capture_output=True,
        check=False,
    )
    return tried.returncode == 0
