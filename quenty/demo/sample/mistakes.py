"""Rows that can't be shipped, as shops really have them; each with the code it comes back with."""

Row = dict[str, str]

_P = "orders.import."

# What is overwritten in a good order, and the code of the reason.
MISTAKES: tuple[tuple[Row, str], ...] = (
    ({"Shipping City": "Macondo", "Shipping Province": "MAG"}, _P + "unknown_city"),
    ({"Shipping City": "El Poblado", "Shipping Province": "ANT"}, _P + "unknown_city"),
    (
        {"Shipping City": "La Unión", "Shipping Province": "", "Shipping Province Name": ""},
        _P + "unknown_city",
    ),
    (
        {"Shipping Phone": "no tiene", "Phone": "", "Billing Phone": ""},
        _P + "bad_phone",
    ),
    ({"Shipping Phone": "3.00123E+09"}, _P + "phone_rounded"),
    ({"Shipping Address1": "", "Shipping Street": ""}, _P + "required"),
    ({"Shipping Name": ""}, _P + "required"),
    ({"Lineitem price": "-45000.00"}, _P + "out_of_range"),
    ({"Lineitem quantity": "60000"}, _P + "out_of_range"),
    (
        {"Shipping Country": "US", "Shipping City": "Miami", "Shipping Province": "FL"},
        _P + "foreign_country",
    ),
    ({"Cancelled at": "2026-03-03 09:12:44 -0500"}, _P + "cancelled"),
    ({"Financial Status": "refunded"}, _P + "refunded"),
    ({"Fulfillment Status": "fulfilled"}, _P + "fulfilled"),
    (
        {"Financial Status": "pending", "Payment Method": "Bank Deposit"},
        _P + "unpaid",
    ),
)
