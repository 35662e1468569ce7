"""Idempotency-Key: the same request again gives the stored answer and no second effect.

The key's row commits with the effect, in the context's own database. A refusal that the
domain gave is an answer too, and is kept; input that was never valid is not.
"""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import connections
from django.http import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from quenty.kernel import clock
from quenty.kernel.contexts import alias_of
from quenty.kernel.errors import DomainError
from quenty.platform.db.unit_of_work import unit_of_work
from quenty.platform.errors import IdempotencyError
from quenty.platform.http.call import Call
from quenty.platform.http.endpoints import Endpoint
from quenty.platform.http.problems import CONTENT_TYPE, problem
from quenty.platform.http.serializers import refuse_unknown
from quenty.platform.store.models import IdempotencyKey

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
# A saga whose process died may be taken up by a retry after this long.
LOCK = timedelta(seconds=30)
_KEY = re.compile(r"[\x21-\x7e]{1,255}\Z")


def refuse_body(request: Request) -> None:
    """For endpoints that take none: an empty body or `{}` at most."""
    if request._request.body not in (b"", b"{}"):
        data = request.data
        refuse_unknown((isinstance(data, dict) and data) or ["body"])


def run(
    endpoint: Endpoint, call: Call, params: dict[str, Any], answer: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Answer under the caller's key, if it sent one. Raises idempotency.* codes."""
    key = call.request.headers.get(HEADER)
    if key is not None and not _KEY.match(key):
        raise IdempotencyError.MALFORMED_KEY(field=HEADER)
    call.idempotency_key = key or ""
    ask = partial(endpoint.ask, call) if endpoint.ask else None
    if not key:
        if endpoint.idempotency == "saga":
            return answer()
        if ask:
            ask()
        with unit_of_work(endpoint.context):
            return answer()
    kept = Kept(endpoint, call, params, key)
    return kept.saga(answer) if endpoint.idempotency == "saga" else kept.atomic(answer, ask)


class Kept:
    """One key of one caller on one route."""

    def __init__(self, endpoint: Endpoint, call: Call, params: dict[str, Any], key: str) -> None:
        self.context = endpoint.context
        self.alias = alias_of(endpoint.context)
        self.rows = IdempotencyKey.objects.using(self.alias)
        where = endpoint.path.format(**{name: str(value) for name, value in params.items()})
        address = call.request.META.get("REMOTE_ADDR", "")
        self.identity = {
            "principal": str(call.principal) if call.principal else f"anonymous:{address}",
            "route": f"{endpoint.method} {where}"[:160],
            "key": key,
        }
        self.body_hash = _digest(call.request)

    def _only_one(self) -> None:
        """Hold the key until the transaction ends, or say that somebody does."""
        number = int.from_bytes(
            hashlib.blake2b("\x1f".join(self.identity.values()).encode(), digest_size=8).digest(),
            signed=True,
        )
        with connections[self.alias].cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
            if not cursor.fetchone()[0]:
                raise IdempotencyError.IN_PROGRESS()

    def _stored(self) -> Response | None:
        """The answer given before. Raises key_reused, in_progress."""
        row = self.rows.filter(**self.identity).first()
        if row is None:
            return None
        if row.body_hash != self.body_hash:
            raise IdempotencyError.KEY_REUSED()
        if row.status is None:
            if row.locked_until and row.locked_until > clock.now():
                raise IdempotencyError.IN_PROGRESS()
            return None
        headers = {**row.headers, REPLAYED: "true"}
        media = headers.pop("Content-Type", None)
        answer = json.loads(row.response)
        return Response(answer, status=row.status, headers=headers, content_type=media)

    def _write(self, **values: Any) -> None:
        """The key's row, new or changed, in one statement."""
        row = IdempotencyKey(**self.identity, body_hash=self.body_hash, **values)
        self.rows.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=list(self.identity),
            update_fields=["body_hash", "status", "response", "headers", "locked_until"],
        )

    def _keep(self, response: Any) -> None:
        headers = {name: response[name] for name in ("ETag", "Location") if name in response}
        kept = _as_json(response.data)
        self._write(status=response.status_code, response=kept, headers=headers)

    def _keep_refusal(self, error: DomainError) -> None:
        if error.status in (401, 403, 404, 412, 428, 429) or error.status >= 500:
            return
        with unit_of_work(self.context):
            self._write(
                status=error.status,
                response=_as_json(problem(error)),
                headers={"Content-Type": CONTENT_TYPE},
            )

    def atomic(
        self, answer: Callable[[], HttpResponseBase], ask: Callable[[], None] | None = None
    ) -> HttpResponseBase:
        """Key and effect in one commit. `ask` comes before it, unless the answer is known."""
        try:
            if ask and self._stored() is None:
                ask()
            with unit_of_work(self.context):
                self._only_one()
                stored = self._stored()
                if stored is not None:
                    return stored
                response = answer()
                if isinstance(response, Response):
                    self._keep(response)
                return response
        except DomainError as error:
            if not error.code.startswith("idempotency."):
                self._keep_refusal(error)
            raise

    def saga(self, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
        """The key is taken first and answered last; in between the saga commits by itself."""
        with unit_of_work(self.context):
            self._only_one()
            stored = self._stored()
            if stored is not None:
                return stored
            self._write(locked_until=clock.now() + LOCK)
        try:
            response = answer()
        except DomainError as error:
            self._forget()
            self._keep_refusal(error)
            raise
        except Exception:
            self._forget()
            raise
        if isinstance(response, Response):
            with unit_of_work(self.context):
                self._keep(response)
        else:
            self._forget()
        return response

    def _forget(self) -> None:
        with unit_of_work(self.context):
            self.rows.filter(**self.identity, status=None).delete()


def _digest(request: Request) -> str:
    """The body as it was understood; an upload by its files' bytes."""
    files = getattr(request, "FILES", None)
    if files:
        digest = hashlib.sha256()
        for name in sorted(files):
            for upload in files.getlist(name):
                digest.update(name.encode() + b"\x1f" + (upload.name or "").encode())
                for chunk in upload.chunks():
                    digest.update(chunk)
                upload.seek(0)
        digest.update(json.dumps(sorted(request.POST.lists())).encode())
        return digest.hexdigest()
    plain = json.dumps(request.data, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()


def _as_json(data: Any) -> str:
    """The text, so that the replay is the same to the byte: rows of JSON sort their keys."""
    return json.dumps(data, cls=JSONEncoder)
