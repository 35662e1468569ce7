"""DHL Express, FedEx and UPS on loopback, answering in the shapes that they document."""

import json
from typing import Any
from xml.etree import ElementTree

from apps.orders.tests import karrio_dhl as dhl
from apps.orders.tests.carrier import Carrier
from apps.orders.tests.karrio_paper import GIF, PDF

SECRETS = {
    "karrio_dhl_express": {
        "site_id": "v62_site",
        "password": "s3cr3tpass",
        "account_number": "950000",
    },
    "karrio_fedex": {"api_key": "l7key", "secret_key": "s3cr3t", "account_number": "7409"},
    "karrio_ups": {"client_id": "ups-id", "client_secret": "s3cr3t", "account_number": "A1B2"},
}
SERVICES = {
    "karrio_dhl_express": "dhl_express_domestic",
    "karrio_fedex": "fedex_standard_overnight",
    "karrio_ups": "ups_worldwide_saver",
}
FEDEX_SERVICE = "STANDARD_OVERNIGHT"


class Abroad(Carrier):
    """`told`: by number, events as `code`, `at` (ISO, local), `place`, `description`."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.currency = "COP"
        self.pickups: list[Any] = []

    def answer(self, method: str, path: str, body: str) -> tuple[int, str]:
        path = path.partition("?")[0]
        if path == "/XMLShippingServlet":
            return 200, dhl.answer(self, ElementTree.fromstring(body))  # noqa: S314
        if path.endswith("/oauth/token"):
            return self._token(body)
        data = json.loads(body) if body else None
        found = self._fedex(path, data) if "/v1/" in path[:12] else self._ups(path, data)
        return (404, json.dumps({"message": f"no {path}"})) if found is None else found

    def _token(self, body: str) -> tuple[int, str]:
        if self.refuses == "token":
            wrong = [{"code": "NOT.AUTHORIZED.ERROR", "message": "Invalid client credentials"}]
            return 401, json.dumps({"errors": wrong, "response": {"errors": wrong}})
        token = {"access_token": "t-1", "expires_in": 3600, "issued_at": "1772755200000"}
        return 200, json.dumps(token)

    def _fedex(self, path: str, data: Any) -> tuple[int, str] | None:
        if self.refuses and "token" not in path:
            wrong = {"code": "SERVICE.NOT.AVAILABLE", "message": self.refuses}
            return 400, json.dumps({"transactionId": "x", "errors": [wrong]})
        output = {
            "/rate/v1/rates/quotes": self._fedex_rates,
            "/ship/v1/shipments": self._fedex_shipment,
            "/track/v1/trackingnumbers": self._fedex_tracking,
            "/ship/v1/shipments/cancel": self._fedex_cancel,
            "/pickup/v1/pickups": self._fedex_pickup,
        }.get(path)
        return output and (200, json.dumps({"transactionId": "x", "output": output(data)}))

    def _fedex_rates(self, data: Any) -> dict[str, Any]:
        rate = {
            "rateType": "ACCOUNT",
            "totalBaseCharge": self.price - 345,
            "totalDiscounts": 0,
            "totalNetCharge": self.price,
            "currency": self.currency,
            "shipmentRateDetail": {"surCharges": [], "taxes": []},
        }
        return {
            "rateReplyDetails": [
                {
                    "serviceType": FEDEX_SERVICE,
                    "serviceName": "FedEx Standard Overnight",
                    "ratedShipmentDetails": [rate],
                    "operationalDetail": {"transitTime": "TWO_DAYS"},
                }
            ]
        }

    def _fedex_shipment(self, data: Any) -> dict[str, Any]:
        reference = data["requestedShipment"]["requestedPackageLineItems"][0]
        number = self.new_number(json.dumps(reference.get("customerReferences") or "")[:60])
        document = {"contentType": "LABEL", "docType": "PDF", "encodedLabel": PDF}
        piece = {"trackingNumber": number, "packageDocuments": [document]}
        return {
            "transactionShipments": [
                {
                    "masterTrackingNumber": number,
                    "serviceType": FEDEX_SERVICE,
                    "pieceResponses": [piece],
                }
            ]
        }

    def _fedex_tracking(self, data: Any) -> dict[str, Any]:
        numbers = [i["trackingNumberInfo"]["trackingNumber"] for i in data["trackingInfo"]]
        return {"completeTrackResults": [self._fedex_track(number) for number in numbers]}

    def _fedex_track(self, number: str) -> dict[str, Any]:
        if number not in self.told:
            wrong = {"code": "TRACKING.TRACKINGNUMBER.NOTFOUND", "message": "cannot be found"}
            return {"trackingNumber": number, "trackResults": [{"error": wrong}]}
        scans = [
            {
                "date": f"{event['at']}-05:00",
                "eventType": event["code"],
                "eventDescription": event.get("description", ""),
                "scanLocation": {"city": event.get("place"), "countryCode": "CO"},
            }
            for event in self.told[number]
        ]
        last = {"code": self.told[number][0]["code"]}
        result = {"latestStatusDetail": last, "scanEvents": scans}
        return {"trackingNumber": number, "trackResults": [result]}

    def _fedex_cancel(self, data: Any) -> dict[str, Any]:
        self.cancelled.append(data["trackingNumber"])
        return {"cancelledShipment": True, "cancelledHistory": True}

    def _fedex_pickup(self, data: Any) -> dict[str, Any]:
        self.pickups.append(data)
        return {"pickupConfirmationCode": "3001", "location": "BOGA"}

    def _ups(self, path: str, data: Any) -> tuple[int, str] | None:
        if self.refuses:
            wrong = [{"code": "111210", "message": self.refuses}]
            return 400, json.dumps({"response": {"errors": wrong}})
        if path.startswith("/api/track/v1/details/"):
            return self._ups_track(path.rpartition("/")[2])
        if "/void/cancel/" in path:
            self.cancelled.append(path.rpartition("/")[2])
            status = {"ResponseStatus": {"Code": "1", "Description": "Success"}}
            return 200, json.dumps({"VoidShipmentResponse": {"Response": status}})
        if path.startswith("/api/rating/"):
            return 200, json.dumps({"RateResponse": {"RatedShipment": [self._ups_rate()]}})
        if path.startswith("/api/shipments/"):
            return 200, json.dumps({"ShipmentResponse": {"ShipmentResults": self._ups_ship()}})
        if path.startswith("/api/pickupcreation/"):
            self.pickups.append(data)
            return 200, json.dumps({"PickupCreationResponse": {"PRN": "2929602E9CP"}})
        return None

    def _charge(self, amount: int) -> dict[str, str]:
        return {"CurrencyCode": self.currency, "MonetaryValue": f"{amount}.00"}

    def _ups_rate(self) -> dict[str, Any]:
        arrival = {"EstimatedArrival": {"BusinessDaysInTransit": "2"}}
        return {
            "Service": {"Code": "65"},
            "TransportationCharges": self._charge(self.price),
            "BaseServiceCharge": self._charge(self.price),
            "ServiceOptionsCharges": self._charge(0),
            "TotalCharges": self._charge(self.price),
            "ItemizedCharges": [],
            "TimeInTransit": {"ServiceSummary": arrival},
        }

    def _ups_ship(self) -> dict[str, Any]:
        number = self.new_number("ups")
        image = {"ImageFormat": {"Code": "GIF"}, "GraphicImage": GIF}
        return {
            "ShipmentIdentificationNumber": number,
            "PackageResults": [{"TrackingNumber": number, "ShippingLabel": image}],
        }

    def _ups_track(self, number: str) -> tuple[int, str]:
        if number not in self.told:
            wrong = [{"code": "TW0001", "message": "Tracking Information Not Found"}]
            return 404, json.dumps({"response": {"errors": wrong}})
        activity = [
            {
                "date": event["at"][:10].replace("-", ""),
                "time": event["at"][11:].replace(":", ""),
                "status": {
                    "code": event["code"],
                    "type": event.get("type", ""),
                    "description": event.get("description", ""),
                },
                "location": {"address": {"city": event.get("place"), "country": "CO"}},
            }
            for event in self.told[number]
        ]
        package = {"trackingNumber": number, "activity": activity, "deliveryDate": []}
        return 200, json.dumps({"trackResponse": {"shipment": [{"package": [package]}]}})
