"""PostgreSQL keeps contexts apart too: roles, not promises."""

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from psycopg import sql

from quenty.kernel.contexts import CONTEXTS
from quenty.platform.db.bootstrap import target_of
from quenty.platform.db.roles import Role
from quenty.platform.testing import clones

REFUSED = "42501"
PAIRS = [("orders", "customers"), ("pickups", "gateway"), ("gateway", "orders")]


def database_of(context: str) -> str:
    return str(connections[CONTEXTS[context].alias].settings_dict["NAME"])


def login(role: Role, database: str) -> psycopg.Connection:
    return psycopg.connect(
        settings.QUENTY_SUPERUSER_URL,
        user=role.name,
        password=role.password,
        dbname=database,
        autocommit=True,
    )


def tables_of(context: str) -> list[tuple[str, str]]:
    with login(target_of(context).owner, database_of(context)) as owner:
        found = owner.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname = %s",
            [context],
        )
        return list(found)


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize(("intruder", "owner"), PAIRS)
def test_a_runtime_role_may_not_enter_another_context_s_database(intruder: str, owner: str) -> None:
    role = target_of(intruder).runtime
    with login(role, database_of(intruder)) as own:
        assert own.execute("SELECT 1").fetchone() == (1,)

    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        login(role, database_of(owner))

    with login(target_of(owner).owner, database_of(owner)) as control:
        assert control.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize(("intruder", "owner"), PAIRS)
def test_a_runtime_role_is_refused_another_context_s_tables(intruder: str, owner: str) -> None:
    # Inside the other database already, as if CONNECT had been granted by mistake.
    tables = [sql.Identifier(*table) for table in tables_of(owner)]
    assert tables
    with psycopg.connect(
        settings.QUENTY_SUPERUSER_URL, dbname=database_of(owner), autocommit=True
    ) as inside:
        role = sql.Identifier(target_of(intruder).runtime.name)
        for table in tables:
            inside.execute(sql.SQL("SET ROLE {}").format(role))
            with pytest.raises(psycopg.errors.InsufficientPrivilege) as refusal:
                inside.execute(sql.SQL("SELECT 1 FROM {}").format(table))
            assert refusal.value.sqlstate == REFUSED

    with login(target_of(owner).owner, database_of(owner)) as control:
        for table in tables:
            control.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(table))


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize("context", CONTEXTS)
def test_a_runtime_role_may_not_change_tables(context: str) -> None:
    target = target_of(context)
    attempts = ["CREATE TABLE planted ()", "CREATE SCHEMA planted", "CREATE TEMP TABLE planted ()"]
    with login(target.runtime, database_of(context)) as runtime:
        for attempt in attempts:
            with pytest.raises(psycopg.errors.InsufficientPrivilege) as refusal:
                runtime.execute(attempt)
            assert refusal.value.sqlstate == REFUSED

    with login(target.owner, database_of(context)) as control:
        control.execute("CREATE TABLE planted ()")
        control.execute("DROP TABLE planted")


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize("context", CONTEXTS)
def test_tests_connect_as_the_runtime_role(context: str) -> None:
    with connections[CONTEXTS[context].alias].cursor() as cursor:
        cursor.execute("SELECT current_user, current_schema, current_database()")
        user, schema, database = cursor.fetchone()

    assert user == target_of(context).runtime.name
    assert schema == context
    assert database == clones.clone_name(CONTEXTS[context].alias)
