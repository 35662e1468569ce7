"""Which column holds what, in each layout of file we know: data, one table a layout.

Columns are found by name, never by place. A field's names stand in order of preference;
an empty cell gives way to the next of them.
"""

from dataclasses import dataclass

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preset:
    """`columns`: field -> headers. `required`: fields one of whose columns must be there.
    `shop`: rows are line items of an order and repeat its reference."""

    name: str
    columns: dict[str, Names]
    required: Names
    shop: bool


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

# Advanced Order Export's default headers, then the flattened fields of the REST order.
WOOCOMMERCE = Preset(
    name="woocommerce",
    shop=True,
    required=("reference", "address", "city", "total"),
    columns={
        "reference": ("Order Number", "number", "Order ID", "id"),
        "email": ("Email (Billing)", "billing_email", "billing.email"),
        "status": ("Order Status", "status"),
        "currency": ("Currency", "currency", "Order Currency"),
        "total": ("Order Total Amount", "total"),
        "value": ("Order Subtotal Amount", "Order Total Amount", "total"),
        "outstanding": ("Order Total Amount", "total"),
        "refunded": ("Order Refund Amount", "refund_total"),
        "payment": ("Payment Method", "payment_method", "Payment Method Title"),
        "payment_title": ("Payment Method Title", "payment_method_title"),
        "item_quantity": ("Quantity", "Quantity (- Refund)", "line_item_quantity"),
        "item_name": ("Item Name", "line_item_name"),
        "item_price": ("Item Cost", "line_item_price"),
        "item_sku": ("SKU", "line_item_sku"),
        "first_name": ("First Name (Shipping)", "shipping_first_name", "shipping.first_name"),
        "last_name": ("Last Name (Shipping)", "shipping_last_name", "shipping.last_name"),
        "company": ("Company (Shipping)", "shipping_company", "shipping.company"),
        "address": (
            "Address 1 (Shipping)",
            "Address 1&2 (Shipping)",
            "shipping_address_1",
            "shipping.address_1",
        ),
        "complement": ("Address 2 (Shipping)", "shipping_address_2", "shipping.address_2"),
        "city": ("City (Shipping)", "shipping_city", "shipping.city"),
        "province": ("State Code (Shipping)", "shipping_state", "shipping.state"),
        "country": ("Country Code (Shipping)", "shipping_country", "shipping.country"),
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
