"""The ends of a route as people write them."""

from quenty.contracts.franchise.errors import FranchiseError
from quenty.kernel import dane

# The same bound as a service's own priority has.
MOST_PRIORITY = 1000
# Of an operator, with its services': who quotes reads them all.
MOST_ROUTES = 2000


def end_of_route(field: str, text: str) -> str:
    """A municipality's code, a department's or "" for anywhere; `text`: either code, or a
    municipality's name. Raises franchise.route_invalid."""
    written = text.strip()
    if not written or written in dane.departments():
        return written
    place = dane.resolve(written)
    if place is None:
        raise FranchiseError.ROUTE_INVALID(field=field, part=field, value=written[:40])
    return place.code
