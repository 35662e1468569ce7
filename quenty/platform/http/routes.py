"""The endpoints of a context: one declaration and one function each."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.urls import URLPattern, path

from quenty.platform.auth.access import Access
from quenty.platform.http.endpoints import Endpoint
from quenty.platform.http.view import view_for

F = TypeVar("F", bound=Callable[..., Any])

ROUTES: dict[str, "Routes"] = {}


class Routes:
    """Collects a context's endpoints; mounted under /api/v1/<context>/.

    An endpoint is `@routes.post("orders", body=..., answer=..., access=...)` on a function
    of a `Call` and the path's parameters (typed by annotation: UUID, int or str).
    """

    def __init__(self, context: str) -> None:
        self.context = context
        self.endpoints: list[Endpoint] = []
        ROUTES[context] = self

    def _add(self, method: str, where: str, options: dict[str, Any]) -> Callable[[F], F]:
        def register(handler: F) -> F:
            options.setdefault("operation", f"{self.context}_{handler.__name__}")
            doc = (handler.__doc__ or handler.__name__.replace("_", " ")).strip()
            options.setdefault("summary", doc.splitlines()[0])
            endpoint = Endpoint(
                context=self.context, method=method, path=where, handler=handler, **options
            )
            taken = {(e.method, e.path) for e in self.endpoints}
            if (method, where) in taken:
                raise ValueError(f"{method} {where} is declared twice")
            self.endpoints.append(endpoint)
            return handler

        return register

    def get(self, where: str, *, access: Access, **options: Any) -> Callable[[F], F]:
        return self._add("GET", where, {"access": access, **options})

    def list(self, where: str, *, item: Any, access: Access, **options: Any) -> Callable[[F], F]:
        """The function gives a QuerySet; the answer is a page of it.

        `ordering`: fields callers may order by; the first is the default, newest first
        (`-id`) when none is declared.
        """
        return self._add(
            "GET", where, {"access": access, "kind": "list", "answer": item, **options}
        )

    def post(
        self,
        where: str,
        *,
        access: Access,
        status: int = 201,
        idempotency: str = "atomic",
        **options: Any,
    ) -> Callable[[F], F]:
        """`idempotency`: `atomic` runs the function in the context's unit of work, with the
        key's row; `saga` lets it open its own and call neighbours, so it must bear repeats.
        What asks neighbours no more than whether something is so stays atomic, with `ask`: a
        function of the call that runs before the transaction and may raise.
        """
        settled = {"access": access, "status": status, "idempotency": idempotency, **options}
        return self._add("POST", where, settled)

    def patch(self, where: str, *, access: Access, **options: Any) -> Callable[[F], F]:
        return self._add("PATCH", where, {"access": access, **options})

    def put(self, where: str, *, access: Access, **options: Any) -> Callable[[F], F]:
        return self._add("PUT", where, {"access": access, **options})

    def delete(
        self, where: str, *, access: Access, status: int = 204, **options: Any
    ) -> Callable[[F], F]:
        return self._add("DELETE", where, {"access": access, "status": status, **options})

    def urlpatterns(self) -> Sequence[URLPattern]:
        """One Django view for each path, whatever its methods."""
        by_path: dict[str, dict[str, Endpoint]] = {}
        for endpoint in self.endpoints:
            by_path.setdefault(endpoint.django_path, {})[endpoint.method] = endpoint
        return [
            path(where, view_for(methods), name=next(iter(methods.values())).operation)
            for where, methods in by_path.items()
        ]
