"""Transactions that name their context.

`transaction.atomic()` and `on_commit()` without an alias act on `default`, silently; so
everything outside this package uses these instead.
"""

from collections.abc import Callable
from typing import Any

from django.db import connections, transaction

from quenty.kernel.contexts import alias_of


class _UnitOfWork:
    def __call__(
        self, context: str, *, durable: bool = False, savepoint: bool = True
    ) -> transaction.Atomic:
        """A transaction on the context's database. `durable`: refuses to be nested, so that
        leaving it means committed. Without `savepoint`, what fails inside takes the transaction
        around it along. Raises KeyError for a name that is no context.
        """
        return transaction.atomic(using=alias_of(context), durable=durable, savepoint=savepoint)

    def on_commit(self, context: str, effect: Callable[[], Any]) -> None:
        """Run `effect` once the context's open transaction has committed. One that fails is
        logged: what was committed has happened, and the effects after it are run all the same.
        """
        transaction.on_commit(effect, using=alias_of(context), robust=True)


unit_of_work = _UnitOfWork()


def open_transactions() -> list[str]:
    """Aliases with a transaction open on this thread, a test case's own outer block aside."""
    return [
        alias
        for alias in connections
        if hasattr(connections._connections, alias)  # type: ignore[attr-defined]
        and any(
            not getattr(block, "_from_testcase", False)
            for block in connections[alias].atomic_blocks
        )
    ]
