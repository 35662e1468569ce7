"""`python -m quenty.demo --base-url URL --state FOLDER`: the demo against a running server."""

import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

from quenty.demo import journey
from quenty.demo.client import NotInTime, Refused, wait_for
from quenty.demo.merchant import log_in
from quenty.demo.report import show
from quenty.demo.state import State, load, save


def arguments() -> Namespace:
    parser = ArgumentParser(prog="quenty.demo", description=__doc__)
    parser.add_argument("--base-url", default="http://127.0.0.1:8000")
    parser.add_argument("--state", type=Path, default=Path(".quenty"), help="where to keep things")
    return parser.parse_args()


def there_already(base_url: str, state: State) -> bool:
    """Whether an earlier run came to its end on this very installation."""
    if not state.summary:
        return False

    def look() -> str:
        try:
            user = log_in(base_url, state.merchant_email, state.merchant_password)
            found = user.get("/api/v1/orders/guides", page_size=1)["results"]
        except Refused:
            return "no"
        return "yes" if found else "no"

    return wait_for("the server", look) == "yes"


def main() -> int:
    given = arguments()
    console = Console()
    base_url = given.base_url.rstrip("/")
    state = load(given.state)
    save(given.state, state)
    began = time.monotonic()
    try:
        if there_already(base_url, state):
            console.print("The demo is there already; `make clean` forgets it.")
        else:
            play(console, base_url, given.state, state)
    except (Refused, NotInTime) as error:
        console.print(f"[red]The demo stopped: {error}")
        return 1
    show(console, base_url, state)
    console.print(f"demo: {time.monotonic() - began:.1f} s")
    wrong = state.summary["offers_wrong"] or state.summary["money"]["agrees"] != "yes"
    return 1 if wrong else 0


def play(console: Console, base_url: str, folder: Path, state: State) -> None:
    began = time.monotonic()
    columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:

        def say(line: str) -> None:
            bar.console.print(f"[{time.monotonic() - began:5.1f} s] {line}", markup=False)

        state.summary = journey.run(base_url, folder, state, bar, say)
    save(folder, state)


if __name__ == "__main__":
    sys.exit(main())
