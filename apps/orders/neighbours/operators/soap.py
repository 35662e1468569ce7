"""SOAP 1.1 envelopes, in and out."""

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
ElementTree.register_namespace("soap", ENVELOPE)


def envelope(
    namespace: str,
    operation: str,
    body: Mapping[str, Any],
    header: tuple[str, Mapping[str, Any]] | None = None,
) -> bytes:
    """One call. A value that is a mapping nests; a list repeats its name."""
    root = ElementTree.Element(f"{{{ENVELOPE}}}Envelope")
    if header:
        head = ElementTree.SubElement(root, f"{{{ENVELOPE}}}Header")
        _put(head, namespace, header[0], header[1])
    _put(ElementTree.SubElement(root, f"{{{ENVELOPE}}}Body"), namespace, operation, body)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _put(parent: ElementTree.Element, namespace: str, name: str, value: Any) -> None:
    if isinstance(value, list):
        for one in value:
            _put(parent, namespace, name, one)
        return
    element = ElementTree.SubElement(parent, f"{{{namespace}}}{name}")
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _put(element, namespace, key, inner)
    elif isinstance(value, bool):
        element.text = "true" if value else "false"
    elif value is not None:
        element.text = str(value)
