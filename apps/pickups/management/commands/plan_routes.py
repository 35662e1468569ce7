"""`manage.py plan_routes 2026-11-24`: plan a day's routes here and now, with progress."""

import time
from argparse import ArgumentParser
from datetime import date
from threading import Thread
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from apps.pickups.models import RoutingJob, Shift
from apps.pickups.services.routing.ask import make_job
from apps.pickups.services.routing.commit import commit_plan
from apps.pickups.services.routing.solve_job import solve_job
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError

ACTOR = Actor("system", "plan_routes")


class Command(BaseCommand):
    help = "Plan the routes of a day, show them, and put them in force with --commit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("day", type=date.fromisoformat, help="YYYY-MM-DD")
        parser.add_argument("--depot", default="", help="a depot's code")
        parser.add_argument("--aim", choices=("cheapest", "fewest", "balanced"), default="cheapest")
        parser.add_argument("--rest", action="store_true", help="only what is left of the day")
        parser.add_argument("--seconds", type=float)
        parser.add_argument("--seed", type=int, default=0)
        parser.add_argument("--commit", action="store_true", help="put the plan in force")
        parser.add_argument("--publish", action="store_true", help="and tell drivers and customers")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            job = make_job(
                day=options["day"],
                depot=options["depot"],
                scope="rest" if options["rest"] else "day",
                aim=options["aim"],
                seconds=options["seconds"],
                seed=options["seed"],
                actor=ACTOR,
            )
            self._watch(job)
            job.refresh_from_db()
            if job.plan is None:
                raise CommandError(f"{job.failure}: {job.failure_detail}")
            self._print(job)
            if options["commit"] or options["publish"]:
                commit_plan(job_id=job.pk, actor=ACTOR, publish=options["publish"])
                self.stdout.write("In force.")
        except DomainError as error:
            raise CommandError(str(error)) from error

    def _watch(self, job: RoutingJob) -> None:
        console = Console(stderr=True)
        if not console.is_terminal:
            solve_job(job_id=job.pk)
            return
        failures: list[BaseException] = []
        thread = Thread(target=self._solve, args=(job, failures))
        thread.start()
        with Progress(console=console) as bar:
            task = bar.add_task("planning", total=100)
            while thread.is_alive():
                row = RoutingJob.objects.get(pk=job.pk)
                best = f"best so far $ {row.best // 1000:,}" if row.best else "planning"
                bar.update(task, completed=row.progress, description=best)
                time.sleep(0.3)
            bar.update(task, completed=100)
        thread.join()
        if failures:
            raise failures[0]

    def _solve(self, job: RoutingJob, failures: list[BaseException]) -> None:
        try:
            solve_job(job_id=job.pk)
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    def _print(self, job: RoutingJob) -> None:
        shifts = Shift.objects.select_related("driver", "vehicle").in_bulk(
            [route["shift"] for route in job.evaluation["routes"]], field_name="id"
        )
        table = Table(title=f"{job.day} · {job.engine} {job.profile}".strip())
        for column in ("driver", "vehicle", "stops", "km", "hours", "cost"):
            table.add_column(column)
        by_key = {str(key): shift for key, shift in shifts.items()}
        for route in job.evaluation["routes"]:
            shift = by_key[route["shift"]]
            table.add_row(
                shift.driver.name,
                shift.vehicle.plate,
                str(route["stops"]),
                f"{route['distance'] / 1000:.1f}",
                f"{route['duration'] / 3600:.1f}",
                f"$ {route['cost'] // 1000:,}",
            )
        console = Console(file=self.stdout._out, width=110)
        console.print(table)
        for reason in job.reasons:
            console.print(f"unserved {reason['stop']}: {reason['en']} ({reason['change_en']})")
        if job.failure:
            console.print(f"The optimizer failed ({job.failure}); this is insertion's plan.")
        saved = job.comparison["by_hand"]["cost"] - job.comparison["proposed"]["cost"]
        console.print(f"Against the nearest-next sequence: $ {saved // 1000:,} saved.")
