"""DHL Express's XML services, by what they are asked."""

from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from apps.orders.tests.karrio_paper import PDF

_HEAD = "<Response><ServiceHeader><SiteID>v62_site</SiteID></ServiceHeader></Response>"


def answer(carrier: Any, root: ElementTree.Element) -> str:
    def text(name: str) -> str:
        return next((e.text or "" for e in root.iter() if e.tag == name), "")

    asked = root.tag.rpartition("}")[2]
    if carrier.refuses == "token":
        return wrong("ShipmentTrackingErrorResponse", "100", "SiteID or Password is incorrect")
    if asked == "KnownTrackingRequest":
        numbers = [e.text or "" for e in root.iter("AWBNumber")]
        return _whole("TrackingResponse", "".join(_track(carrier, n) for n in numbers))
    if carrier.refuses:
        return wrong("ShipmentValidateErrorResponse", "SV004", carrier.refuses)
    if asked == "DCTRequest":
        return _rates(carrier)
    if asked == "ShipmentRequest":
        number = carrier.new_number(text("ReferenceID"))
        label = f"<LabelImage><OutputFormat>PDF</OutputFormat><OutputImage>{PDF}</OutputImage>"
        made = f"<AirwayBillNumber>{number}</AirwayBillNumber>{label}</LabelImage>"
        return _whole("ShipmentResponse", made)
    if asked == "BookPURequest":
        carrier.pickups.append(root)
        note = "<Note><ActionNote>Success</ActionNote></Note>"
        times = "<ReadyByTime>08:00:00</ReadyByTime><CallInTime>12:00:00</CallInTime>"
        day = f"<NextPickupDate>{text('PickupDate')}</NextPickupDate>"
        number = "<ConfirmationNumber>3674</ConfirmationNumber>"
        return _whole("BookPUResponse", f"{note}{number}{times}{day}")
    return wrong("ErrorResponse", "111", f"no {asked}")


def _whole(name: str, inner: str) -> str:
    return f'<res:{name} xmlns:res="http://www.dhl.com">{_HEAD}{inner}</res:{name}>'


def wrong(name: str, code: str, said: str) -> str:
    condition = (
        f"<Condition><ConditionCode>{code}</ConditionCode>"
        f"<ConditionData>{escape(said)}</ConditionData></Condition>"
    )
    status = f"<Status><ActionStatus>Error</ActionStatus>{condition}</Status>"
    return f'<res:{name} xmlns:res="http://www.dhl.com"><Response>{status}</Response></res:{name}>'


def _rates(carrier: Any) -> str:
    offer = (
        "<QtdShp><GlobalProductCode>N</GlobalProductCode>"
        "<LocalProductCode>N</LocalProductCode>"
        "<LocalProductName>EXPRESS DOMESTIC</LocalProductName>"
        f"<CurrencyCode>{carrier.currency}</CurrencyCode>"
        f"<WeightCharge>{carrier.price}.000</WeightCharge>"
        f"<ShippingCharge>{carrier.price}.000</ShippingCharge>"
        "<DeliveryDate><DlvyDateTime>2026-03-09 23:59:00</DlvyDateTime></DeliveryDate>"
        "<PricingDate>2026-03-05</PricingDate></QtdShp>"
    )
    return (
        '<res:DCTResponse xmlns:res="http://www.dhl.com"><GetQuoteResponse>'
        f"{_HEAD}<BkgDetails>{offer}</BkgDetails></GetQuoteResponse></res:DCTResponse>"
    )


def _track(carrier: Any, number: str) -> str:
    if number not in carrier.told:
        said = f"No Shipments Found for AWBNumber {number}"
        condition = (
            f"<Condition><ConditionCode>209</ConditionCode><ConditionData>{said}"
            "</ConditionData></Condition>"
        )
        status = f"<Status><ActionStatus>No Shipments Found</ActionStatus>{condition}</Status>"
        return f"<AWBInfo><AWBNumber>{number}</AWBNumber>{status}</AWBInfo>"
    events = "".join(
        f"<ShipmentEvent><Date>{e['at'][:10]}</Date><Time>{e['at'][11:]}</Time>"
        f"<ServiceEvent><EventCode>{e['code']}</EventCode>"
        f"<Description>{e.get('description', '')}</Description></ServiceEvent>"
        f"<ServiceArea><Description>{e.get('place', '')}</Description></ServiceArea>"
        "</ShipmentEvent>"
        for e in reversed(carrier.told[number])
    )
    return (
        f"<AWBInfo><AWBNumber>{number}</AWBNumber><Status><ActionStatus>success</ActionStatus>"
        f"</Status><ShipmentInfo><ShipmentDate>2026-03-05T08:00:00</ShipmentDate>{events}"
        "</ShipmentInfo></AWBInfo>"
    )
