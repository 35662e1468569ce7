"""What rows are called in the back office."""

from typing import Any

import pytest
from django.utils.translation import override

from apps.orders.models import (
    Confirmation,
    CoverageCopy,
    FreightRule,
    GuideCorrection,
    GuideMend,
    GuideMoney,
    IncidentAnswer,
    OperatorCall,
    OperatorHealth,
    SheetCopy,
)
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money

ORDER = new_id()


@pytest.mark.parametrize(
    ("row", "spanish", "english"),
    [
        (
            Confirmation(order_id=ORDER, attempt=1, status="charged"),
            f"{ORDER} #1 cobrado",
            f"{ORDER} #1 charged",
        ),
        (
            GuideMoney(purpose="cod_expected", merchant_amount=Money(12_500, COP)),
            "recaudo esperado $ 12.500",
            "cod expected COP 12,500",
        ),
        (FreightRule(cause="force_majeure", percent=50), "fuerza mayor 50%", "force majeure 50%"),
        (
            GuideCorrection(from_status="delivered", to_status="lost"),
            "entregado -> perdido",
            "delivered -> lost",
        ),
        (
            GuideMend(after={"recipient_address": "Calle 1", "cod_amount": "1"}),
            "dirección del destinatario, recaudo",
            "recipient address, COD amount",
        ),
        (IncidentAnswer(action="new_date"), "nueva fecha", "new date"),
        (
            OperatorCall(operation="book", outcome="no_answer"),
            "reservar sin respuesta",
            "book no answer",
        ),
        (OperatorHealth(operator_code="condor", state="down"), "condor caído", "condor down"),
        (SheetCopy(side="selling", version=3), "venta v3", "selling v3"),
        (
            CoverageCopy(municipalities=1121, revision=2),
            "1121 municipios, revisión 2",
            "1121 municipalities, revision 2",
        ),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else "",
)
def test_a_row_is_called_in_the_readers_words(row: Any, spanish: str, english: str) -> None:
    with override("es"):
        assert str(row) == spanish
    with override("en"):
        assert str(row) == english
