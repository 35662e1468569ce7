"""What the gateway's endpoints are sent."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.gateway.domain.networks import MOST_NETWORKS
from apps.gateway.domain.roles import ROLES
from apps.gateway.domain.scopes import MOST_SCOPES, PATTERN
from quenty.platform.http import Serializer
from quenty.platform.http import fields as f

LANGUAGES = ("es", "en")


def password() -> serializers.CharField:
    """As typed, spaces too. Bounded, since hashing costs by length."""
    return serializers.CharField(max_length=256, trim_whitespace=False)


def code(**kwargs: bool) -> serializers.CharField:
    return serializers.CharField(max_length=10, help_text="Six digits of the app", **kwargs)


class LogInBody(Serializer):
    email = serializers.EmailField(max_length=254)
    password = password()
    code = code(required=False)


class RefreshBody(Serializer):
    refresh_token = serializers.CharField(max_length=200)


class EmailBody(Serializer):
    email = serializers.EmailField(max_length=254)


class TokenBody(Serializer):
    token = serializers.CharField(max_length=200, help_text="From the link")


class NewPasswordBody(TokenBody):
    new_password = password()


class ChangePasswordBody(Serializer):
    old_password = password()
    new_password = password()


class CodeBody(Serializer):
    code = code()


class ProfileBody(Serializer):
    full_name = f.Text(max_length=200, required=False)
    language = serializers.ChoiceField(choices=LANGUAGES, required=False)


_OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_IPV4 = rf"^{_OCTET}(\.{_OCTET}){{3}}(/(3[0-2]|[12]?[0-9]))?$"


# What is told here is checked by the service, whose codes say more than `invalid`.
@extend_schema_field({"type": "string", "pattern": f"^{PATTERN}$", "example": "orders:read"})
class ScopeField(serializers.CharField):
    pass


@extend_schema_field(
    {
        "anyOf": [{"type": "string", "pattern": _IPV4}, {"type": "string", "format": "ipv6"}],
        "example": "203.0.113.0/24",
    }
)
class NetworkField(serializers.CharField):
    pass


class NewApiKeyBody(Serializer):
    name = f.Text(max_length=100)
    livemode = serializers.BooleanField()
    scopes = serializers.ListField(
        child=ScopeField(max_length=60),
        min_length=1,
        max_length=MOST_SCOPES,
        help_text="Such as orders:read, orders:write",
    )
    allowed_networks = serializers.ListField(
        child=NetworkField(max_length=43),
        max_length=MOST_NETWORKS,
        required=False,
        help_text="IP addresses or CIDR blocks; none: from anywhere",
    )
    expires_at = serializers.DateTimeField(required=False, allow_null=True)


class NewUserBody(Serializer):
    email = serializers.EmailField(max_length=254)
    full_name = f.Text(max_length=200)
    roles = serializers.ListField(
        child=serializers.ChoiceField(choices=ROLES), min_length=1, max_length=len(ROLES)
    )
    language = serializers.ChoiceField(choices=LANGUAGES, required=False)
    customer_id = serializers.UUIDField(required=False, allow_null=True)
    franchise_id = serializers.UUIDField(required=False, allow_null=True)
    operator_id = serializers.UUIDField(required=False, allow_null=True)
    driver_id = serializers.UUIDField(required=False, allow_null=True)


class RolesBody(Serializer):
    roles = serializers.ListField(
        child=serializers.ChoiceField(choices=ROLES), min_length=1, max_length=len(ROLES)
    )


class ReasonBody(Serializer):
    reason = f.Text(max_length=200)


class UsersQuery(Serializer):
    email = serializers.EmailField(max_length=254, required=False)
    role = serializers.ChoiceField(choices=ROLES, required=False)
    customer_id = serializers.UUIDField(required=False)
    is_active = serializers.BooleanField(required=False)


class ApiKeysQuery(Serializer):
    livemode = serializers.BooleanField(required=False)
    revoked = serializers.BooleanField(required=False)
