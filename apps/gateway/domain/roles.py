"""The roles a user may hold, and which of them are our own people's."""

STAFF_ROLES = ("credit_officer", "support", "analyst", "admin")
"""People of the company. They log in to the admin and may enrol a second factor."""

OUTSIDE_ROLES = ("merchant", "operator", "driver", "franchisee")
"""Everybody else; each acts for one customer, operator, driver or franchise."""

ROLES = (*OUTSIDE_ROLES, *STAFF_ROLES)


def is_staff(roles: tuple[str, ...]) -> bool:
    """Whether any of the roles belongs to our own people."""
    return any(role in STAFF_ROLES for role in roles)
