"""IP allow-lists of API keys."""

from ipaddress import ip_network

MOST_NETWORKS = 50


def normalise_network(text: str) -> str:
    """A CIDR block as it is compared: `10.0.0.5` becomes `10.0.0.5/32`.

    Host bits are dropped. Raises ValueError for anything that is no address or block.
    """
    return str(ip_network(text.strip(), strict=False))
