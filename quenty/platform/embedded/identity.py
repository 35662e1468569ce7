"""Who PostgreSQL runs as: it refuses to be root, and `initdb` to be somebody without a name."""

import shutil
import subprocess
from dataclasses import dataclass
from functools import cache

from quenty.platform.embedded.binaries import binary

NOBODY = 65534
# Not root, known to /etc/passwd, and able to reach the program.
FIT = 'test "$(id -u)" != 0 && id -un && exec "$0" --version'


@dataclass(frozen=True)
class Identity:
    """`prefix`: what goes before a command. `uid`: who must own the data folder, if not we."""

    name: str
    prefix: tuple[str, ...] = ()
    uid: int | None = None


OURSELVES = Identity("ordinary user")
# A user namespace: files stay ours outside, the process is nobody inside.
NAMESPACE = Identity(
    "nobody in a user namespace",
    ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"),
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
    """How to start a server here. Raises RuntimeError when there is no way."""
    for identity in (OURSELVES, NAMESPACE, DEMOTED, BARELY_DEMOTED):
        if works(identity):
            return identity
    raise RuntimeError(
        "PostgreSQL runs neither as root nor as a user without a name, and neither unshare nor "
        "setpriv works here: run as an ordinary user, or set the *_DATABASE_URL variables"
    )


def works(identity: Identity) -> bool:
    """Whether PostgreSQL's programs can be reached this way by a fit user."""
    if identity.prefix and not shutil.which(identity.prefix[0]):
        return False
    tried = subprocess.run(
        [*identity.prefix, "sh", "-c", FIT, str(binary("postgres"))],
        cwd="/",
        capture_output=True,
        check=False,
    )
    return tried.returncode == 0
