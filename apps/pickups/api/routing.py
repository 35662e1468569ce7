"""Route planning over HTTP: ask, watch, cancel, look, commit."""

from typing import TYPE_CHECKING
from uuid import UUID

from rest_framework import serializers

from apps.pickups.api.routes import STAFF, STAFF_READ, routes
from apps.pickups.domain.states import JobStatus
from apps.pickups.selectors import routing as selectors
from apps.pickups.services.routing import ask, commit
from quenty.platform.http import Call, Serializer

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.pickups.models import RoutingJob

STATUSES = [status.value for status in JobStatus]


class RoutingBody(Serializer):
    """`scope`: day plans all from the start; rest what is left, from where drivers are."""

    day = serializers.DateField()
    depot = serializers.CharField(max_length=40, required=False, default="")
    scope = serializers.ChoiceField(choices=["day", "rest"], default="day")
    aim = serializers.ChoiceField(choices=["cheapest", "fewest", "balanced"], default="cheapest")
    seconds = serializers.FloatField(min_value=0.2, max_value=300, required=False)
    iterations = serializers.IntegerField(min_value=1, max_value=1_000_000, required=False)
    seed = serializers.IntegerField(min_value=0, max_value=2**31 - 1, default=0)


class RoutingFilters(Serializer):
    day = serializers.DateField(required=False)
    status = serializers.ChoiceField(choices=STATUSES, required=False)


class CommitBody(Serializer):
    publish = serializers.BooleanField(default=False)


class RoutingOut(serializers.Serializer):
    id = serializers.UUIDField()
    day = serializers.DateField()
    depot = serializers.CharField(source="depot.code", default=None, allow_null=True)
    scope = serializers.CharField()
    aim = serializers.CharField()
    status = serializers.ChoiceField(choices=STATUSES)
    progress = serializers.IntegerField(help_text="Percent")
    best = serializers.IntegerField(allow_null=True, help_text="Thousandths of a peso")
    stops = serializers.IntegerField()
    vehicles = serializers.IntegerField()
    engine = serializers.CharField()
    engine_version = serializers.CharField()
    profile = serializers.CharField()
    seed = serializers.IntegerField()
    iterations = serializers.IntegerField(source="done_iterations")
    problem_digest = serializers.CharField()
    ways = serializers.CharField(help_text="haversine is an estimate")
    ways_note = serializers.CharField()
    parts = serializers.IntegerField()
    failure = serializers.CharField()
    failure_detail = serializers.CharField()
    cpu_seconds = serializers.FloatField()
    own_seconds = serializers.FloatField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class RoutingDetailOut(RoutingOut):
    plan = serializers.JSONField(allow_null=True)
    evaluation = serializers.JSONField(allow_null=True)
    reasons = serializers.JSONField()
    comparison = serializers.JSONField(allow_null=True)


@routes.post("routing-jobs", body=RoutingBody, answer=RoutingOut, status=202, access=STAFF)
def ask_for_routes(call: Call) -> "RoutingJob":
    """Ask for a day's routes"""
    return ask.ask_for_routes(actor=call.actor, **call.body)


@routes.list(
    "routing-jobs",
    item=RoutingOut,
    query=RoutingFilters,
    ordering=("created_at",),
    access=STAFF_READ,
)
def list_routing_jobs(call: Call) -> "QuerySet[RoutingJob]":
    """Routing jobs"""
    return selectors.jobs_of(**call.query)


@routes.get("routing-jobs/{job_id}", answer=RoutingDetailOut, access=STAFF_READ)
def get_routing_job(call: Call, job_id: UUID) -> "RoutingJob":
    """A job with its progress, and its proposal once it is there"""
    return selectors.job_by_id(job_id)


@routes.post("routing-jobs/{job_id}/cancel", answer=RoutingOut, status=200, access=STAFF)
def cancel_routing_job(call: Call, job_id: UUID) -> "RoutingJob":
    """Stop a job"""
    return ask.cancel_job(job_id=job_id, actor=call.actor)


@routes.post(
    "routing-jobs/{job_id}/commit", body=CommitBody, answer=RoutingOut, status=200, access=STAFF
)
def commit_routing_job(call: Call, job_id: UUID) -> "RoutingJob":
    """Put a proposal in force"""
    return commit.commit_plan(job_id=job_id, actor=call.actor, **call.body)


@routes.post("routing-jobs/{job_id}/discard", answer=RoutingOut, status=200, access=STAFF)
def discard_routing_job(call: Call, job_id: UUID) -> "RoutingJob":
    """Throw a proposal away"""
    return commit.discard_plan(job_id=job_id, actor=call.actor)
