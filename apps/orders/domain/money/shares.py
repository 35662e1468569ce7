"""What each guide of a payout bears of what liens took."""

from quenty.kernel.money import Money


def share_liens(nets: list[Money], liens: Money) -> list[Money]:
    """`liens` (at most the sum of `nets`, which is above zero) over the guides that bring
    money, in proportion to it, in whole pesos; those that cost bear none."""
    weights = [max(0, net.units) for net in nets]
    if not liens:
        return [Money.zero() for _ in nets]
    return liens.allocate(weights)
