"""Make, rotate and use the keys that sign access tokens."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Max, Q
from joserfc.jwk import Key, KeyParameters, OKPKey, RSAKey

from apps.gateway.domain.key_schedule import LEAD, OVERLAP
from apps.gateway.models import SigningKey
from apps.gateway.selectors.signing_keys import signing_key
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.auth import tokens
from quenty.platform.crypto import seal, unseal
from quenty.platform.db import unit_of_work

_SEAL = b"gateway.signing_key"


@dataclass(frozen=True, slots=True)
class Rotation:
    """`made`: the new key. `retiring`: how many older ones were given an end."""

    made: SigningKey
    retiring: int


def ensure_signing_key() -> SigningKey:
    """The key that signs now, made on the spot when there is none.

    Of processes that find none at the same time, one makes it: generations are unique.
    """
    return signing_key() or _first_key()


def _first_key() -> SigningKey:
    # Counted before looking again: who finds none then claims a number only one can get.
    newest = _newest_generation()
    if signing_key() is None:
        row = _generate(signs_in=timedelta(0))
        row.generation = newest + 1
        with unit_of_work("gateway"):
            SigningKey.objects.bulk_create([row], ignore_conflicts=True)
    found = signing_key()
    if found is None:
        raise RuntimeError("no signing key, and none could be made")
    return found


def rotate_signing_keys(*, actor: Actor, emergency: bool = False) -> Rotation:
    """Publish a new key, which signs once verifiers have had time to read it; the older
    ones stay published until the last token they signed has expired.

    `emergency`: a private key may be known to others. The new one signs at once and the
    older ones vanish: every access token given out is void.
    """
    row = _generate(signs_in=timedelta(0) if emergency else LEAD)
    with unit_of_work("gateway"):
        # The lock keeps two rotations apart; the second then takes the next generation.
        older = list(SigningKey.objects.select_for_update().order_by("generation"))
        if not older:
            row.signs_from = clock.now()
        ends = clock.now() if emergency else row.signs_from + OVERLAP
        row.generation = _newest_generation() + 1
        row.save(force_insert=True)
        sooner = Q(published_until=None) | Q(published_until__gt=ends)
        retiring = SigningKey.objects.filter(sooner, pk__in=[key.pk for key in older])
        count = retiring.update(published_until=ends)
        record(
            "gateway",
            action="signing_key.rotate",
            subject=row.id,
            actor=actor,
            data={"kid": row.kid, "emergency": emergency},
        )
        unit_of_work.on_commit("gateway", tokens.forget)
    return Rotation(row, count)


def private_key(row: SigningKey) -> Key:
    """The row's key, unsealed, ready to sign."""
    pem = unseal(bytes(row.private_sealed), purpose=_SEAL).decode()
    if row.algorithm == "RS256":
        return RSAKey.import_key(pem)
    return OKPKey.import_key(pem)


def _newest_generation() -> int:
    newest: int | None = SigningKey.objects.aggregate(newest=Max("generation"))["newest"]
    return newest or 0


def _generate(*, signs_in: timedelta) -> SigningKey:
    algorithm = settings.QUENTY_JWT_ALGORITHM
    parameters: KeyParameters = {"use": "sig", "alg": algorithm}
    key: Key
    if algorithm == "RS256":
        key = RSAKey.generate_key(2048, parameters, private=True)
    else:
        key = OKPKey.generate_key("Ed25519", parameters, private=True)
    kid = key.thumbprint()
    return SigningKey(
        kid=kid,
        algorithm=algorithm,
        public_jwk={**key.as_dict(private=False), "kid": kid},
        private_sealed=seal(key.as_pem(private=True), purpose=_SEAL),
        signs_from=clock.now() + signs_in,
    )
