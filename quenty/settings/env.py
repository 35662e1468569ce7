"""The environment, read here and nowhere else."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[2]
STATE_DIR = Path(environ.Env().str("QUENTY_STATE_DIR", str(BASE_DIR / ".quenty")))

env = environ.Env()


def read_state(name: str) -> None:
    """Take defaults from a file that this project wrote under its state folder, if it is there."""
    path = STATE_DIR / name
    if path.exists():
        env.read_env(path, overwrite=False)


def required(name: str) -> str:
    """A variable that has no default. Raises ImproperlyConfigured naming it."""
    value = env.str(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set; see docs/how-to/configure.md")
    return value
