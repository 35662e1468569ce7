"""Which column holds what, in each layout of file we know: data, one table a layout.

Columns are found by name, never by place. A field's names stand in order of preference;
an empty cell gives way to the next of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preset:
    """`columns`: field -> headers. `required`: fields one of whose columns must be there.
    `shop`: rows are line items of an order and repeat its reference."""

    name: str
    columns: dict[str, Names]
    required: Names
    shop: bool

    def reading(self, headers: Mapping[str, str]) -> "Preset":
        """The same, with a file's own headers first; fields that it does not have are left."""
        own = {
            field: (headers[field], *names) if field in headers else names
            for field, names in self.columns.items()
        }
        return replace(self, columns=own)


OWN = Preset(
    name="own",
    shop=False,
    required=("reference", "name", "phone", "address", "city", "declared_value"),
    columns={
        "reference": ("referencia", "reference"),
        "name": ("nombre", "destinatario", "name", "recipient"),
        "company": ("empresa", "company"),
        "document": ("documento", "document"),
        "phone": ("telefono", "celular", "phone"),
        "email": ("correo", "email"),
        "address": ("direccion", "address"),
        "complement": ("complemento", "complement"),
        "city": ("ciudad", "municipio", "city"),
        "department": ("departamento", "department"),
        "weight": ("peso_kg", "weight_kg"),
        "length": ("largo_cm", "length_cm"),
        "width": ("ancho_cm", "width_cm"),
        "height": ("alto_cm", "height_cm"),
        "contents": ("contenido", "contents"),
        "declared_value": ("valor_declarado", "declared_value"),
        "cod": ("recaudo", "cod"),
        "payer": ("paga_flete", "freight_payer"),
        "notes": ("notas", "observaciones", "notes"),
    },
)

# A row that is right as it stands, under the first name of each column.
OWN_EXAMPLE = {
    "reference": "PED-1001",
    "name": "Luz Marina Peña",
    "company": "",
    "document": "",
    "phone": "3005550101",
    "email": "luz@correo.example",
    "address": "Calle 45 # 23-10",
    "complement": "Apto 302",
    "city": "Medellín",
    "department": "Antioquia",
    "weight": "1,5",
    "length": "30",
    "width": "20",
    "height": "10",
    "contents": "Café tostado",
    "declared_value": "80000",
    "cod": "0",
    "payer": "remitente",
    "notes": "Dejar en portería",
}

SHOPIFY = Preset(
    name="shopify",
    shop=True,
    required=("reference", "name", "address", "city", "total"),
    columns={
        "reference": ("Name",),
        "email": ("Email",),
        "financial": ("Financial Status",),
        "fulfilment": ("Fulfillment Status",),
        "currency": ("Currency",),
        "total": ("Total",),
        "value": ("Subtotal", "Total"),
        "outstanding": ("Outstanding Balance", "Total"),
        "refunded": ("Refunded Amount",),
        "cancelled": ("Cancelled at",),
        "payment": ("Payment Method",),
        "item_quantity": ("Lineitem quantity",),
        "item_name": ("Lineitem name",),
        "item_price": ("Lineitem price",),
        "item_sku": ("Lineitem sku",),
        "item_ships": ("Lineitem requires shipping",),
        "item_fulfilment": ("Lineitem fulfillment status",),
        "name": ("Shipping Name",),
        "company": ("Shipping Company",),
        "address": ("Shipping Address1", "Shipping Street"),
        "complement": ("Shipping Address2",),
        "city": ("Shipping City",),
        "province": ("Shipping Province",),
        "department": ("Shipping Province Name",),
        "country": ("Shipping Country",),
        "phone": ("Shipping Phone", "Phone", "Billing Phone"),
        "notes": ("Notes",),
    },
)

BILLING = "billing_"


def _both(field: str, *titles: str, rest: str = "") -> dict[str, Names]:
    """A field of the delivery address, and the same of the invoice's."""
    rest = rest or field
    return {
        prefix + field: (
            *(f"{title} ({side.title()})" for title in titles),
            f"{side}_{rest}",
            f"{side}.{rest}",
        )
        for prefix, side in (("", "shipping"), (BILLING, "billing"))
    }


# Advanced Order Export's default headers, then those of WooCommerce's own export suite and the
# flattened fields of the REST order.
WOOCOMMERCE = Preset(
    name="woocommerce",
    shop=True,
    required=("reference", "address", "city", "total"),
    columns={
        "reference": ("Order Number", "order_number", "number", "Order ID", "order_id", "id"),
        "email": ("Email (Billing)", "billing_email", "billing.email"),
        "status": ("Order Status", "status"),
        "currency": ("Currency", "currency", "Order Currency", "order_currency"),
        "total": ("Order Total Amount", "order_total", "total"),
        "value": (
            "Order Subtotal Amount",
            "order_subtotal",
            "Order Total Amount",
            "order_total",
            "total",
        ),
        "outstanding": ("Order Total Amount", "order_total", "total"),
        "refunded": ("Order Refund Amount", "refund_total", "refunded_total"),
        "payment": ("Payment Method", "payment_method", "Payment Method Title"),
        "payment_title": ("Payment Method Title", "payment_method_title"),
        "item_quantity": (
            "Quantity",
            "Quantity (- Refund)",
            "line_item_quantity",
            "item_quantity",
        ),
        "item_name": ("Item Name", "line_item_name", "item_name"),
        "item_price": ("Item Cost", "line_item_price", "item_price"),
        "item_sku": ("SKU", "line_item_sku", "item_sku"),
        "name": ("Full Name (Shipping)", "Full Name (Billing)"),
        **_both("first_name", "First Name"),
        **_both("last_name", "Last Name"),
        **_both("company", "Company"),
        **_both("address", "Address 1", "Address 1&2", rest="address_1"),
        **_both("complement", "Address 2", rest="address_2"),
        **_both("city", "City"),
        **_both("province", "State Code", "State", rest="state"),
        **_both("country", "Country Code", "Country", rest="country"),
        "phone": (
            "Phone (Shipping)",
            "Phone (Billing)",
            "shipping_phone",
            "shipping.phone",
            "billing_phone",
            "billing.phone",
        ),
        "notes": ("Customer Note", "customer_note"),
    },
)

PRESETS = {preset.name: preset for preset in (OWN, SHOPIFY, WOOCOMMERCE)}
FIELDS = sorted({name for preset in PRESETS.values() for name in preset.columns})
