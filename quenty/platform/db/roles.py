"""The two roles of a context and what each may do, as SQL."""

from dataclasses import dataclass
from typing import Any

from psycopg import Connection, sql
from psycopg.sql import Identifier, Literal

Statement = sql.Composable


@dataclass(frozen=True)
class Role:
    name: str
    password: str


@dataclass(frozen=True)
class Target:
    """A context's database: `owner` has its schema and migrates, `runtime` uses the rows."""

    context: str
    database: str
    owner: Role
    runtime: Role

    @property
    def schema(self) -> str:
        return self.context


def login_role(role: Role, *, schema: str, exists: bool, by_superuser: bool) -> list[Statement]:
    """Make or mend a role that may log in and nothing else, and that finds its own schema."""
    verb = sql.SQL("ALTER" if exists else "CREATE")
    # Only a superuser may say it, and whoever is none can't have made one.
    never = sql.SQL("NOSUPERUSER " if by_superuser else "")
    return [
        sql.SQL("{} ROLE {} LOGIN {}NOCREATEDB NOCREATEROLE PASSWORD {}").format(
            verb, Identifier(role.name), never, Literal(role.password)
        ),
        sql.SQL("ALTER ROLE {} SET search_path = {}").format(
            Identifier(role.name), Identifier(schema)
        ),
    ]


def closed_database(name: str) -> Statement:
    """Nobody may connect but its owner and who is told so."""
    return sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(Identifier(name))


def open_to_runtime(target: Target) -> Statement:
    """A database's grants are not copied with it: a clone needs this again."""
    return sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
        Identifier(target.database), Identifier(target.runtime.name)
    )


def schema_grants(target: Target) -> list[Statement]:
    """The schema, and what the runtime role may do with the tables that the owner will make."""
    schema, owner = Identifier(target.schema), Identifier(target.owner.name)
    runtime = Identifier(target.runtime.name)
    defaults = sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA {} ").format(owner, schema)
    return [
        sql.SQL("REVOKE ALL ON SCHEMA public FROM PUBLIC"),
        sql.SQL("CREATE SCHEMA IF NOT EXISTS {} AUTHORIZATION {}").format(schema, owner),
        sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(schema, runtime),
        defaults + sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}").format(runtime),
        defaults + sql.SQL("GRANT USAGE ON SEQUENCES TO {}").format(runtime),
    ]


def run(connection: Connection[Any], statements: list[Statement]) -> None:
    for statement in statements:
        connection.execute(statement.as_string(connection).encode())
