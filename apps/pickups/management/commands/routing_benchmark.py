"""`manage.py routing_benchmark FOLDER`: the optimizer against published best solutions."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from apps.pickups.domain.routing.port import Profile
from apps.pickups.domain.routing.readers.rounding import UnreadableInstance
from apps.pickups.services.routing.benchmark import instances, published_gap, run_one


class Command(BaseCommand):
    help = "Solve the instances that a folder's bks.json lists, and print how far from the best."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--limit", type=float, default=10.0, help="CPU seconds of one thread")
        parser.add_argument("--seeds", type=int, default=3)
        parser.add_argument("--profile", choices=[p.value for p in Profile], default="auto")
        parser.add_argument("--only", nargs="*", default=[], help="names of instances")
        parser.add_argument("--check", action="store_true", help="only judge what is published")
        parser.add_argument("--json", type=Path, help="write the results there")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = [
                instance
                for instance in instances(options["folder"])
                if not options["only"] or instance.name in options["only"]
            ]
        except UnreadableInstance as error:
            raise CommandError(str(error)) from error
        if options["check"]:
            self._check(found)
            return
        results = self._run(found, options)
        self._print(results)
        if options["json"]:
            options["json"].write_text(json.dumps(results, indent=2) + "\n", "utf-8")
        if not all(result["feasible"] for result in results):
            raise CommandError("a plan is not feasible")

    def _check(self, found: list[Any]) -> None:
        wrong = 0
        for instance in found:
            gap = published_gap(instance)
            wrong += gap != 0
            says = "not feasible or not there" if gap is None else f"{gap:+.6f}%"
            self.stdout.write(f"{instance.name}: {says}")
        if wrong:
            raise CommandError(f"{wrong} published solutions do not come out as published")

    def _run(self, found: list[Any], options: dict[str, Any]) -> list[dict[str, Any]]:
        results = []
        console = Console(stderr=True)
        with Progress(console=console, disable=not console.is_terminal) as bar:
            task = bar.add_task("solving", total=len(found) * options["seeds"])
            for instance in found:
                for seed in range(1, options["seeds"] + 1):
                    bar.update(task, description=f"{instance.name}, seed {seed}")
                    result = run_one(
                        instance,
                        seed=seed,
                        seconds=options["limit"],
                        profile=Profile(options["profile"]),
                    )
                    results.append(result)
                    bar.advance(task)
        return results

    def _print(self, results: list[dict[str, Any]]) -> None:
        table = Table()
        columns = ("name", "seed", "objective", "bks", "gap_percent", "feasible", "routes")
        for column in (*columns, "unserved", "cpu_seconds", "engine", "profile"):
            table.add_column(column.replace("_", " "))
        for result in results:
            table.add_row(*map(str, result.values()))
        Console(file=self.stdout._out, width=140).print(table)
