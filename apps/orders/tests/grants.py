"""What PostgreSQL itself refuses."""

from django.db import DatabaseError, connections

from quenty.platform.db import unit_of_work


def refusal(statement: str) -> str | None:
    """The SQLSTATE with which PostgreSQL refuses the runtime role."""
    try:
        with unit_of_work("orders"), connections["orders"].cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return getattr(error.__cause__, "sqlstate", None)
    return None
