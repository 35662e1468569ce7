"""What the karrio SDK calls states and incidents of a parcel, as data. "" moves nothing."""

# The members of `karrio.core.units.TrackingStatus`.
STATES = {
    "pending": "",
    "picked_up": "picked_up",
    "on_hold": "on_hold",
    "cancelled": "",
    "delivered": "delivered",
    "in_transit": "in_transit",
    "delivery_failed": "delivery_failed",
    "delivery_delayed": "in_transit",
    "out_for_delivery": "out_for_delivery",
    "ready_for_pickup": "at_office",
    "return_to_sender": "returning",
    "unknown": "",
}
# The members of `karrio.core.units.TrackingIncidentReason`; what is not here is `other`.
INCIDENTS = {
    "carrier_damaged_parcel": "packing_damaged",
    "carrier_sorting_error": "missorted",
    "carrier_address_not_found": "address_wrong",
    "carrier_not_enough_time": "not_attempted",
    "carrier_capacity_exceeded": "not_attempted",
    "carrier_vehicle_issue": "vehicle_failure",
    "carrier_mechanical_delay": "vehicle_failure",
    "consignee_refused": "recipient_refused",
    "consignee_cancelled": "recipient_refused",
    "consignee_business_closed": "premises_closed",
    "consignee_not_available": "recipient_absent",
    "consignee_not_home": "recipient_absent",
    "consignee_verification_failed": "identity_not_proven",
    "consignee_incorrect_address": "address_wrong",
    "consignee_access_restricted": "no_access",
    "delivery_address_issue": "address_wrong",
    "delivery_attempt_failed": "recipient_absent",
    "customs_documentation": "customs_documents",
    "customs_duties_unpaid": "customs_duties",
    "customs_prohibited": "customs_seized",
    "weather_delay": "weather",
    "force_majeure": "public_order",
}
