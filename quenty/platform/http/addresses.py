"""Whose request it is, behind proxies of ours.

`X-Forwarded-For` is believed only of a peer in `QUENTY_TRUSTED_PROXIES`, and only back to
the first address that is none of them: what stands left of it anybody may have written.
"""

from collections.abc import Callable
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class ClientAddressMiddleware:
    """Puts the client's address into `REMOTE_ADDR`, where everything looks for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        trusted = networks(tuple(settings.QUENTY_TRUSTED_PROXIES))
        passed_on = request.META.get("HTTP_X_FORWARDED_FOR", "")
        if trusted and passed_on:
            request.META["REMOTE_ADDR"] = client_of(
                request.META.get("REMOTE_ADDR", ""), passed_on, trusted
            )
        return self.get_response(request)


def client_of(peer: str, passed_on: str, trusted: tuple[IPv4Network | IPv6Network, ...]) -> str:
    """The nearest address that is no proxy of ours; the last readable one if all are."""
    address = peer
    for hop in [*reversed(passed_on.split(",")), ""]:
        if not _is_in(address, trusted) or not _is_address(hop.strip()):
            break
        address = hop.strip()
    return address


@cache
def networks(written: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    """Raises ValueError for what is no network."""
    return tuple(ip_network(text) for text in written)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_in(address: str, trusted: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in trusted)
