"""DHL Express, FedEx and UPS through the karrio SDK (the extra `karrio`).

They can't be asked by our reference, so a booking that nobody answered is made again: the
number of the first one never gets a parcel, and they charge for what they scan. Their label
comes with the booking, and cannot be had again.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar

from apps.orders.domain.operators.failures import (
    NoAnswer,
    NotInstalled,
    NotOffered,
    OperatorFailure,
    Refused,
)
from apps.orders.domain.operators.port import (
    Booked,
    Consignment,
    Happened,
    Instructed,
    Instruction,
    Line,
    OperatorLabel,
    OperatorRate,
    PickupOrdered,
    PickupWanted,
)
from apps.orders.neighbours.operators import karrio_shapes as shapes
from apps.orders.neighbours.operators.karrio_wire import sdk, wired


@contextmanager
def told(kind: type[Refused] | type[NoAnswer]) -> Iterator[None]:
    """What the SDK raises, as ours. `kind`: what a failure that it does not name comes to:
    before the carrier is asked nothing was done, afterwards nobody knows."""
    errors = sdk().errors
    try:
        yield
    except OperatorFailure:
        raise
    except errors.ParsedMessagesError as error:
        raise shapes.refusal(error.messages) from error
    except errors.ShippingSDKDetailedError as error:
        raise Refused(f"{error}: {error.details}", code=error.code) from error
    except errors.ShippingSDKError as error:
        raise Refused(str(error), code=error.code) from error
    except Exception as error:
        raise kind(f"{type(error).__name__}: {error}") from error


class Karrio:
    """`settings`: service_<our code> (the SDK's name of the service), test (1: the carrier's
    test site, where no address is given)."""

    needs: ClassVar[tuple[str, ...]] = ()
    offline: ClassVar[bool] = False
    # The SDK knows no message about a parcel on its way.
    instructs: ClassVar[frozenset[str]] = frozenset()
    extra: ClassVar[str] = "karrio"
    carrier: ClassVar[str]

    def __init__(self, line: Line) -> None:
        self.line = line
        self.services = shapes.services_of(line.settings)

    @staticmethod
    def available() -> bool:
        """Whether the extra is installed."""
        try:
            return bool(sdk())
        except NotInstalled:
            return False

    def check(self) -> None:
        with self._wired() as (_, proxy):
            request = sdk().lib.Serializable({}, ctx={})
            with told(NoAnswer):
                proxy.authenticate(request)

    def quote(self, consignment: Consignment) -> tuple[OperatorRate, ...]:
        code = consignment.service_code
        service = self.services.get(code, code)
        wanted = {**shapes.shipment(consignment), "services": [service]}
        rates = self._do("RateRequest", wanted, "rate", "get_rates")
        return tuple(shapes.rate_of(rate, code) for rate in rates if rate.service == service)

    def book(self, consignment: Consignment) -> Booked:
        service = self.services.get(consignment.service_code, consignment.service_code)
        wanted = {**shapes.shipment(consignment), "service": service, "label_type": "PDF"}
        made = self._do("ShipmentRequest", wanted, "shipment", "create_shipment")
        link = (made.meta or {}).get("carrier_tracking_link") or ""
        return Booked(
            number=str(made.tracking_number), tracking_url=link, label=shapes.label_of(made.docs)
        )

    def label(self, number: str) -> OperatorLabel:
        raise NotOffered("its label comes with the booking")

    def cancel(self, number: str, reference: str, reason: str) -> None:
        if number:
            wanted = {"shipment_identifier": number}
            self._do("ShipmentCancelRequest", wanted, "cancel_shipment", "cancel_shipment")

    def track(self, numbers: Sequence[str]) -> Mapping[str, tuple[Happened, ...]]:
        wanted = {"tracking_numbers": list(numbers)}
        found = self._do("TrackingRequest", wanted, "tracking", "get_tracking", empty=[])
        return {
            str(one.tracking_number): tuple(shapes.happened(event) for event in one.events)
            for one in found
        }

    def pickup(self, wanted: PickupWanted) -> PickupOrdered:
        made = self._do("PickupRequest", shapes.collection(wanted), "pickup", "schedule_pickup")
        return PickupOrdered(reference=str(made.confirmation_number))

    def instruct(self, wanted: Instruction) -> Instructed:
        raise NotOffered("it is told by hand")

    def _do(
        self, model: str, values: dict[str, Any], what: str, how: str, empty: Any = None
    ) -> Any:
        """What the carrier answers. `empty`: what an answer without a result comes to; where
        that is None, why there is none is raised."""
        with self._wired() as (mapper, proxy):
            kind = getattr(sdk().models, model)
            with told(Refused):
                payload = sdk().lib.to_object(kind, values)
                request = getattr(mapper, f"create_{what}_request")(payload)
            with told(NoAnswer):
                answer = getattr(proxy, how)(request)
                result, messages = getattr(mapper, f"parse_{what}_response")(answer)
        if result:
            return result
        if empty is not None:
            return empty
        raise shapes.refusal(messages)

    def _wired(self) -> Any:
        values = {
            "test_mode": self.line.settings.get("test") == "1",
            "carrier_id": self.carrier,
            "account_country_code": shapes.COUNTRY,
            **{name: self.line.secrets.get(name, "") for name in self.needs},
            **self._more(),
        }
        return wired(self.line, self.carrier, values)

    def _more(self) -> dict[str, str]:
        return {}


class KarrioFedex(Karrio):
    carrier: ClassVar[str] = "fedex"
    needs: ClassVar[tuple[str, ...]] = ("api_key", "secret_key", "account_number")

    def _more(self) -> dict[str, str]:
        """FedEx gives tracking keys of its own; where there are none, the others are tried."""
        secrets = self.line.secrets
        return {
            "track_api_key": secrets.get("track_api_key") or secrets.get("api_key", ""),
            "track_secret_key": secrets.get("track_secret_key") or secrets.get("secret_key", ""),
        }


class KarrioUps(Karrio):
    carrier: ClassVar[str] = "ups"
    needs: ClassVar[tuple[str, ...]] = ("client_id", "client_secret", "account_number")


class KarrioDhlExpress(Karrio):
    carrier: ClassVar[str] = "dhl_express"
    needs: ClassVar[tuple[str, ...]] = ("site_id", "password", "account_number")
    # A waybill that no shipment has.
    nowhere: ClassVar[str] = "0000000000"

    def check(self) -> None:
        """There is nothing to log in to: a waybill is asked for, and that it is not there is
        a good answer."""
        with self._wired() as (mapper, proxy):
            kind = sdk().models.TrackingRequest
            with told(NoAnswer):
                request = mapper.create_tracking_request(kind(tracking_numbers=[self.nowhere]))
                answer = proxy.get_tracking(request)
                known = sdk().lib.find_element("AWBInfo", answer.deserialize())
                _, messages = mapper.parse_tracking_response(answer)
        if not known:
            raise shapes.refusal(messages)

    def cancel(self, number: str, reference: str, reason: str) -> None:
        raise NotOffered("a waybill that nothing is sent with runs out by itself")
