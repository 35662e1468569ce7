"""What the law asks a guide to say of its operator, its times, its price and its claims.

Express courier: individual registration, date and time of admission and delivery, weight,
price, and the names and addresses of both sides stand on the guide (Ley 1369 of 2009,
article 3, number 2.3). Carriage of cargo goes by the Código de Comercio, articles 981 and
following.
"""

from apps.orders.domain.labels.content import GuideContent
from apps.orders.domain.labels.words import REGIMES, pesos


def legal_text(content: GuideContent) -> str:
    """One paragraph in Spanish: operator, NIT, registration, price, claims channel, terms.

    Times, weights and declared value stand in the label's cells.
    """
    carrier = content.carrier
    says = [f"{carrier.name}, NIT {carrier.nit}."]
    if carrier.registration:
        says.append(f"{REGIMES.get(carrier.regime, carrier.regime)}: {carrier.registration}.")
    says.append(f"Valor del servicio: {pesos(content.price)}, impuestos incluidos.")
    says.append(
        "Peticiones, quejas, reclamos y condiciones del contrato de servicio: "
        f"{carrier.claims_channel}."
    )
    says.append("Quien recibe anota su nombre, documento, fecha y hora como prueba de entrega.")
    return " ".join(says)
