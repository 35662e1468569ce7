"""The status words of EasyPost and AfterShip, to ours and from ours, as data.

EasyPost: the tracker's `status`. AfterShip: the `tag`. "" moves nothing.
"""

from apps.orders.domain.states import GuideStatus as S

EASYPOST_WORDS = (
    "unknown",
    "pre_transit",
    "in_transit",
    "out_for_delivery",
    "delivered",
    "available_for_pickup",
    "return_to_sender",
    "failure",
    "cancelled",
    "error",
)
AFTERSHIP_WORDS = (
    "Pending",
    "InfoReceived",
    "InTransit",
    "OutForDelivery",
    "AttemptFail",
    "Delivered",
    "AvailableForPickup",
    "Exception",
    "Expired",
)
TO_EASYPOST = {
    S.GENERATED: "pre_transit",
    S.RECEIVED_AT_POINT: "pre_transit",
    S.PICKED_UP: "in_transit",
    S.IN_TRANSIT: "in_transit",
    S.OUT_FOR_DELIVERY: "out_for_delivery",
    S.DELIVERED: "delivered",
    S.AT_OFFICE: "available_for_pickup",
    S.DELIVERY_FAILED: "failure",
    S.ON_HOLD: "in_transit",
    S.RETURNING: "return_to_sender",
    S.RETURNED: "return_to_sender",
    S.LOST: "error",
    S.DAMAGED: "error",
    S.VOIDED: "cancelled",
}
TO_AFTERSHIP = {
    S.GENERATED: "InfoReceived",
    S.RECEIVED_AT_POINT: "InfoReceived",
    S.PICKED_UP: "InTransit",
    S.IN_TRANSIT: "InTransit",
    S.OUT_FOR_DELIVERY: "OutForDelivery",
    S.DELIVERED: "Delivered",
    S.AT_OFFICE: "AvailableForPickup",
    S.DELIVERY_FAILED: "AttemptFail",
    S.ON_HOLD: "Exception",
    S.RETURNING: "Exception",
    S.RETURNED: "Exception",
    S.LOST: "Exception",
    S.DAMAGED: "Exception",
    S.VOIDED: "Expired",
}
# A word that several of our states share moves to the least that it can mean; those that
# say only that something is wrong put the parcel on hold, for somebody to look.
FROM_EASYPOST = {
    "unknown": "",
    "pre_transit": "",
    "in_transit": "in_transit",
    "out_for_delivery": "out_for_delivery",
    "delivered": "delivered",
    "available_for_pickup": "at_office",
    "return_to_sender": "returning",
    "failure": "delivery_failed",
    "cancelled": "",
    "error": "on_hold",
}
FROM_AFTERSHIP = {
    "Pending": "",
    "InfoReceived": "",
    "InTransit": "in_transit",
    "OutForDelivery": "out_for_delivery",
    "AttemptFail": "delivery_failed",
    "Delivered": "delivered",
    "AvailableForPickup": "at_office",
    "Exception": "on_hold",
    "Expired": "",
}
OURS = {status.value: status.value for status in S if status not in (S.GENERATED, S.VOIDED)}
VOCABULARIES = {"quenty": OURS, "easypost": FROM_EASYPOST, "aftership": FROM_AFTERSHIP}
