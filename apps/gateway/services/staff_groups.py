"""Django's groups for staff: one a role, with the permissions of that role."""

from django.contrib.auth.models import Group, Permission

from apps.gateway.domain.roles import STAFF_ROLES
from apps.gateway.domain.staff_permissions import codenames
from apps.gateway.models import User
from quenty.platform.db import unit_of_work


def seed_staff_groups() -> int:
    """Make the groups and bring their permissions up to date. Gives how many groups.

    Run it after migrations: permissions of new models are known only then. What was added
    to a group by hand is taken away again; other groups are left alone.
    """
    with unit_of_work("gateway"):
        known = {
            (permission.content_type.app_label, permission.codename): permission
            for permission in Permission.objects.select_related("content_type")
        }
        for role in STAFF_ROLES:
            group, _ = Group.objects.get_or_create(name=role)
            group.permissions.set([known[pair] for pair in codenames(role, known)])
    return len(STAFF_ROLES)


def put_into_groups(user: User) -> None:
    """Put a user into the groups of their staff roles and out of the others."""
    wanted = [role for role in user.roles if role in STAFF_ROLES]
    user.groups.remove(*Group.objects.filter(name__in=STAFF_ROLES).exclude(name__in=wanted))
    user.groups.add(*Group.objects.filter(name__in=wanted))
