"""Databases and roles: made once, mended when run again, by a superuser or a lesser admin."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import Connection, conninfo

from quenty.platform.db.bootstrap import bootstrap
from quenty.platform.db.roles import Role, Target
from quenty.platform.embedded import Server, provision, server_of

TARGETS = [
    Target(name, f"db_{name}", Role(f"{name}_owner", "one"), Role(f"{name}_app", "two"))
    for name in ("orders", "returns")
]
ORDERS = TARGETS[0]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    state = tmp_path_factory.mktemp("bootstrap") / "state"
    provision(state)
    server = server_of(state)
    server.start()
    yield server
    server.stop()


@contextmanager
def login(server: Server, role: Role, database: str) -> Iterator[Connection[Any]]:
    url = conninfo.make_conninfo(
        server.conninfo, user=role.name, password=role.password, dbname=database
    )
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


def use_the_database(server: Server, target: Target) -> None:
    """The owner makes a table, the runtime role works with it, in the schema of the context."""
    with login(server, target.owner, target.database) as owner:
        owner.execute("CREATE TABLE parcel (id bigserial PRIMARY KEY, note text)")
        with login(server, target.runtime, target.database) as runtime:
            runtime.execute("INSERT INTO parcel (note) VALUES ('new')")
            runtime.execute("UPDATE parcel SET note = 'changed'")
            place = runtime.execute("SELECT schemaname FROM pg_tables WHERE tablename = 'parcel'")
            assert place.fetchone() == (target.schema,)
        owner.execute("DROP TABLE parcel")


def test_makes_what_is_missing_and_then_nothing(server: Server) -> None:
    assert bootstrap(server.conninfo, TARGETS[:1], exclusive=True) == ["db_orders"]
    assert bootstrap(server.conninfo, TARGETS, exclusive=True) == ["db_returns"]
    assert bootstrap(server.conninfo, TARGETS, exclusive=True) == []

    for target in TARGETS:
        use_the_database(server, target)


def test_mends_a_password_and_a_grant_that_were_changed(server: Server) -> None:
    bootstrap(server.conninfo, TARGETS, exclusive=True)
    with psycopg.connect(server.conninfo, autocommit=True) as admin:
        admin.execute("ALTER ROLE orders_app PASSWORD 'another'")
        admin.execute("REVOKE CONNECT ON DATABASE db_orders FROM orders_app")
        admin.execute("ALTER ROLE orders_app SUPERUSER")

    bootstrap(server.conninfo, TARGETS, exclusive=True)

    use_the_database(server, ORDERS)
    with login(server, ORDERS.runtime, ORDERS.database) as runtime:
        assert runtime.info.parameter_status("is_superuser") == "off"


@pytest.mark.parametrize("database", ["postgres", "template1", "db_returns"])
def test_a_runtime_role_enters_its_own_database_alone(server: Server, database: str) -> None:
    bootstrap(server.conninfo, TARGETS, exclusive=True)

    with (
        pytest.raises(psycopg.OperationalError, match="permission denied for database"),
        login(server, ORDERS.runtime, database),
    ):
        pass

    with login(server, ORDERS.runtime, ORDERS.database) as own:
        assert own.execute("SELECT 1").fetchone() == (1,)


def test_an_admin_who_is_no_superuser_is_enough(server: Server) -> None:
    admin = Role("lesser_admin", "three")
    wanted = [Target("pickups", "db_pickups", Role("p_owner", "one"), Role("p_app", "two"))]
    with psycopg.connect(server.conninfo, autocommit=True) as superuser:
        superuser.execute("CREATE ROLE lesser_admin LOGIN CREATEDB CREATEROLE PASSWORD 'three'")
        superuser.execute("GRANT CONNECT ON DATABASE postgres TO lesser_admin")
    url = conninfo.make_conninfo(server.conninfo, user=admin.name, password=admin.password)

    assert bootstrap(url, wanted, exclusive=False) == ["db_pickups"]
    assert bootstrap(url, wanted, exclusive=False) == []

    use_the_database(server, wanted[0])


def test_the_server_s_log_names_no_password(server: Server) -> None:
    bootstrap(server.conninfo, TARGETS, exclusive=True)

    assert server.password not in Path(server.log).read_text()
