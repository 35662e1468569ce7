"""Write to the administrators of what only they can mend."""

from apps.gateway.domain.messages import compose
from apps.gateway.models import User
from apps.gateway.services.send_message import send_message
from quenty.contracts.orders.events import OperatorCredentialsExpireV1


def write_of_credentials(event: OperatorCredentialsExpireV1) -> int:
    """To each active administrator, in their language; how many. Inside a unit of work."""
    people = list(User.objects.filter(is_active=True, roles__contains=["admin"]).order_by("email"))
    words = {
        "operator": event.operator_code,
        "account": event.account,
        "until": f"{event.expires_on:%d/%m/%Y}",
    }
    for person in people:
        message = compose(
            "credentials_expire",
            recipient=person.email,
            name=person.full_name,
            language=person.language,
            words=words,
        )
        send_message(message)
    return len(people)
