"""What the gateway's endpoints answer."""

from rest_framework import serializers

from quenty.platform.http import Serializer


class TokensOut(Serializer):
    """`expires_in`, `refresh_expires_in`: seconds."""

    access_token = serializers.CharField()
    token_type = serializers.CharField()
    expires_in = serializers.IntegerField()
    refresh_token = serializers.CharField()
    refresh_expires_in = serializers.IntegerField()
    session_id = serializers.UUIDField()


class UserOut(Serializer):
    id = serializers.UUIDField()
    email = serializers.EmailField()
    full_name = serializers.CharField()
    language = serializers.CharField()
    roles = serializers.ListField(child=serializers.CharField())
    customer_id = serializers.UUIDField(allow_null=True)
    franchise_id = serializers.UUIDField(allow_null=True)
    operator_id = serializers.UUIDField(allow_null=True)
    driver_id = serializers.UUIDField(allow_null=True)
    email_verified_at = serializers.DateTimeField(allow_null=True)
    second_factor = serializers.BooleanField(source="has_second_factor")
    is_active = serializers.BooleanField()
    disabled_reason = serializers.CharField()
    last_login = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class SessionOut(Serializer):
    """`current`: the session this request's token belongs to."""

    id = serializers.UUIDField()
    address = serializers.CharField(allow_null=True)
    user_agent = serializers.CharField()
    created_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    current = serializers.BooleanField()


class ApiKeyOut(Serializer):
    """`prefix`: the beginning of the key. `last_used_at`: to the hour."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    prefix = serializers.CharField()
    livemode = serializers.BooleanField()
    scopes = serializers.ListField(child=serializers.CharField())
    allowed_networks = serializers.ListField(child=serializers.CharField())
    expires_at = serializers.DateTimeField(allow_null=True)
    last_used_at = serializers.DateTimeField(allow_null=True)
    revoked_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class NewApiKeyOut(Serializer):
    """`key`: the whole key, in this answer and never again."""

    key = serializers.CharField(source="secret")
    api_key = ApiKeyOut(source="row")


class EnrolmentOut(Serializer):
    """`secret`: base32, to type; `uri`: otpauth, for a QR code."""

    secret = serializers.CharField()
    uri = serializers.CharField()
