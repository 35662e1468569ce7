"""Signing keys: made once, published, rotated with an overlap."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connections
from joserfc.jwk import OKPKey

from apps.gateway.models import SigningKey
from apps.gateway.services.signing_keys import ensure_signing_key
from apps.gateway.tests.conftest import a_few_seconds_later
from quenty.kernel import clock

JWKS = "/.well-known/jwks.json"
ME = "/api/v1/gateway/me"


def _kids(client):
    return [key["kid"] for key in client.get(JWKS).json()["keys"]]


@pytest.mark.django_db(databases=["default"])
def test_the_first_question_makes_the_first_key(client):
    answer = client.get(JWKS)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "public, max-age=60"
    assert _kids(client) == [SigningKey.objects.get().kid]


@pytest.mark.django_db(databases=["default"])
def test_publishes_no_private_part(client):
    for key in client.get(JWKS).json()["keys"]:
        assert set(key) == {"kty", "crv", "x", "kid", "alg", "use"}
        assert not OKPKey.import_key(key).is_private


@pytest.mark.django_db(databases=["default"])
def test_the_private_key_is_sealed():
    assert b"PRIVATE KEY" not in bytes(ensure_signing_key().private_sealed)


@pytest.mark.django_db(databases=["default"], transaction=True)
def test_many_who_find_no_key_make_one():
    def make(_):
        try:
            return ensure_signing_key().kid
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        kids = set(threads.map(make, range(16)))
    assert len(kids) == 1
    assert SigningKey.objects.count() == 1


@pytest.mark.django_db(databases=["default"])
def test_rotation_overlaps(client, make_user, log_in):
    make_user()
    old = ensure_signing_key()
    before = log_in("ana@tienda.co")
    out = StringIO()
    call_command("rotate_signing_keys", stdout=out)
    new = SigningKey.objects.first()
    assert new.kid in out.getvalue()
    assert _kids(client) == [new.kid, old.kid]
    assert ensure_signing_key().kid == old.kid
    a_few_seconds_later()
    assert before.get(ME).status_code == 200
    with clock.at(clock.now() + timedelta(minutes=6)):
        assert ensure_signing_key().kid == new.kid
        assert _kids(client) == [new.kid, old.kid]
    with clock.at(clock.now() + timedelta(hours=2)):
        assert _kids(client) == [new.kid]


@pytest.mark.django_db(databases=["default"])
def test_both_keys_open_the_api_during_the_overlap(make_user, log_in):
    make_user()
    before = log_in("ana@tienda.co")
    call_command("rotate_signing_keys", stdout=StringIO())
    SigningKey.objects.filter(generation=2).update(signs_from=clock.now())
    a_few_seconds_later()
    after = log_in("ana@tienda.co")
    assert before.get(ME).status_code == 200
    assert after.get(ME).status_code == 200


@pytest.mark.django_db(databases=["default"])
def test_an_emergency_voids_every_token(client, make_user, log_in):
    make_user()
    stolen = log_in("ana@tienda.co")
    call_command("rotate_signing_keys", "--emergency", stdout=StringIO())
    a_few_seconds_later()
    assert _kids(client) == [SigningKey.objects.first().kid]
    assert stolen.get(ME).status_code == 401
    assert log_in("ana@tienda.co").get(ME).status_code == 200


@pytest.mark.django_db(databases=["default"])
def test_a_dry_run_changes_nothing(client):
    kids = _kids(client)
    out = StringIO()
    call_command("rotate_signing_keys", "--dry-run", stdout=out)
    assert f"{kids[0]} EdDSA (signs)" in out.getvalue()
    assert _kids(client) == kids


@pytest.mark.django_db(databases=["default"])
def test_signs_by_rsa_when_set(settings, make_user, log_in):
    settings.QUENTY_JWT_ALGORITHM = "RS256"
    make_user()
    assert log_in("ana@tienda.co").get(ME).status_code == 200
    assert SigningKey.objects.get().public_jwk["kty"] == "RSA"
    assert "d" not in SigningKey.objects.get().public_jwk
