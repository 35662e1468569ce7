"""Rows of the gateway's database."""

from apps.gateway.models.api_keys import ApiKey
from apps.gateway.models.deliveries import Delivery
from apps.gateway.models.links import OneTimeLink
from apps.gateway.models.merchants import Merchant
from apps.gateway.models.sessions import LoginSession, RefreshToken, RevokedToken
from apps.gateway.models.signing_keys import SigningKey
from apps.gateway.models.throttles import LoginThrottle
from apps.gateway.models.users import User

__all__ = [
    "ApiKey",
    "Delivery",
    "LoginSession",
    "LoginThrottle",
    "Merchant",
    "OneTimeLink",
    "RefreshToken",
    "RevokedToken",
    "SigningKey",
    "User",
]
