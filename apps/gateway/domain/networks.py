"""IP allow-lists of API keys."""

from ipaddress import ip_address, ip_network

MOST_NETWORKS = 50


def normalise_network(text: str) -> str:
    """A CIDR block as it is compared: `10.0.0.5` becomes `10.0.0.5/32`.

    Host bits are dropped. Raises ValueError for anything that is no address or block.
    """
    return str(ip_network(text.strip(), strict=False))


def allows(networks: tuple[str, ...], address: str) -> bool:
    """Whether an address may use the key; an empty list allows any."""
    if not networks:
        return True
    try:
        found = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return any((mapped or found) in ip_network(network) for network in networks)
