"""Where the sandbox's QR and link lead: what a recipient would see of a payment at the door."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from apps.orders.api.page_view import pesos
from apps.orders.api.pages import answer_page, language_of
from apps.orders.selectors.cod import sandbox_payment
from quenty.kernel.errors import DomainError

TEXTS = {
    "es": {
        "title": "Pago contra entrega",
        "amount": "Valor",
        "sandbox": "Es una prueba: no se mueve dinero y el pago se confirma solo.",
        "pending": "Pendiente de confirmación",
        "confirmed": "Pagado",
        "declined": "Rechazado",
    },
    "en": {
        "title": "Payment on delivery",
        "amount": "Amount",
        "sandbox": "This is a test: no money moves and the payment confirms itself.",
        "pending": "Waiting for confirmation",
        "confirmed": "Paid",
        "declined": "Declined",
    },
}


@require_safe
def pay(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """No personal data: the address is the whole permission. 404 in words for a bad one."""
    texts = TEXTS[language_of(request)]
    try:
        payment = sandbox_payment(payment_id)
    except DomainError as error:
        said = {"said": error.message(language_of(request)), "pay_texts": texts}
        return answer_page(request, "pay.html", said, status=404)
    context = {
        "pay_texts": texts,
        "payment": payment,
        "amount": pesos(payment.amount),
        "status": texts[payment.status],
    }
    return answer_page(request, "pay.html", context)


urlpatterns = [path("pay/sandbox/<uuid:payment_id>", pay, name="orders_pay_sandbox")]
