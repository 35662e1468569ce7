"""Rows that are never changed: by grant, not by promise."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from psycopg import sql

FORBIDDEN = "UPDATE, DELETE, TRUNCATE"


class AppendOnly(Operation):
    """Take UPDATE, DELETE and TRUNCATE on a table from the runtime role, in a migration.

    `table`: the database's name of it. Reversed, it gives them back as they were.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Grants are no part of the models."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, old: Any, new: Any
    ) -> None:
        self._execute(schema_editor, app_label, f"REVOKE {FORBIDDEN} ON {{}} FROM {{}}")

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, old: Any, new: Any
    ) -> None:
        self._execute(schema_editor, app_label, "GRANT UPDATE, DELETE ON {} TO {}")

    def _execute(self, editor: BaseDatabaseSchemaEditor, app_label: str, statement: str) -> None:
        connection = editor.connection
        if not self.allow_migrate_model_of(connection.alias, app_label):
            return
        runtime = connection.settings_dict["RUNTIME"]["USER"]
        grant = sql.SQL(statement).format(sql.Identifier(self.table), sql.Identifier(runtime))
        connection.ensure_connection()
        editor.execute(grant.as_string(connection.connection), params=None)

    def allow_migrate_model_of(self, alias: str, app_label: str) -> bool:
        from django.db import router

        return bool(router.allow_migrate(alias, app_label))

    def describe(self) -> str:
        return f"Make {self.table} append-only"

    @property
    def migration_name_fragment(self) -> str:
        return f"{self.table}_append_only"
