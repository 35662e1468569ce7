"""Tables of one test, in a connection of the owner that is rolled back."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connections


@contextmanager
def as_owner() -> Iterator[psycopg.Cursor]:
    found = connections["orders"].settings_dict
    where = {"host": found["HOST"], "port": found["PORT"], "dbname": found["NAME"]}
    owner = {"user": found["OWNER"]["USER"], "password": found["OWNER"]["PASSWORD"]}
    with psycopg.connect(**where, **owner) as connection, connection.cursor() as cursor:
        yield cursor
        connection.rollback()
