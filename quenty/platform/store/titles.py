"""What people call the contexts."""

from django.utils.translation import get_language

_TITLES = {
    "gateway": ("Acceso", "Access"),
    "customers": ("Clientes y dinero", "Customers and money"),
    "orders": ("Órdenes y guías", "Orders and guides"),
    "pickups": ("Recogidas y reparto", "Pickups and delivery"),
    "international": ("Internacional", "International"),
    "microcredit": ("Crédito", "Credit"),
    "analytics": ("Analítica", "Analytics"),
    "returns": ("Devoluciones", "Returns"),
    "franchise": ("Operadores y franquicias", "Operators and franchises"),
    "auth": ("Permisos", "Permissions"),
}


def title(label: str) -> str:
    """The name of a context (or of Django's permissions) in the language in force."""
    spanish, english = _TITLES[label]
    return english if (get_language() or "es").startswith("en") else spanish
