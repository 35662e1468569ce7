"""What the call log may keep of a message: its shape, without people and secrets."""

import json
import re
from typing import Any
from xml.etree import ElementTree

MASK = "***"
LONGEST = 4000
_HIDDEN = re.compile(
    r"pass|pwd|clave|contrase|secret|token|key|llave|auth|user|usuario|login|credential|session|facturacion|billing"
    r"|name|nombre|apellido|razon|contact|phone|tel|cel|movil|mail|correo|address|direccion"
    r"|street|addr|complement|identificacion|document|nit|cedula|id_?cli|notes?$|observ"
    r"|account|client|site_?id|shipper_?(id|number)|^number$|image|remitente|destinat|identi|person|quien|label|guia_?pdf|pdf|base64|imagen|receiv|firma|sign",
    re.IGNORECASE,
)


def redacted(body: bytes) -> str:
    """JSON and XML with masked values; of anything else, only its length."""
    text = body.decode("utf-8", "replace").strip()
    if not text:
        return ""
    try:
        if text[0] in "{[":
            return json.dumps(_json(json.loads(text)), ensure_ascii=False)[:LONGEST]
        if text[0] == "<":
            return _xml(text)[:LONGEST]
    except (ValueError, ElementTree.ParseError, RecursionError):
        pass
    return f"[{len(body)} bytes]"


def _json(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _hidden(v) if _hides(k) else _json(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_json(item) for item in value]
    return value


def _hidden(value: Any) -> Any:
    """A masked leaf, or a list of them, or an object around one; deeper, names decide again."""
    if isinstance(value, list):
        return [_hidden(item) for item in value]
    if isinstance(value, dict) and set(value) == {"value"}:
        return {"value": _hidden(value["value"])}
    return MASK if _leaf(value) else _json(value)


def _leaf(value: Any) -> bool:
    return not isinstance(value, dict | list) and value not in (None, "")


def _hides(name: str) -> bool:
    return _HIDDEN.search(name) is not None


def _xml(text: str) -> str:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return f"[{len(text)} characters]"
    root = ElementTree.fromstring(text)  # noqa: S314  (entities are refused above)
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        if _hides(name) and len(element) == 0 and (element.text or "").strip():
            element.text = MASK
        element.attrib = {k: MASK if _hides(k) else v for k, v in element.attrib.items()}
    return ElementTree.tostring(root, encoding="unicode")
