"""A printer of 203 dpi for the ZPL II that labels use: by Zebra's guide, not by our code.

Text is drawn in a font of the same height as the printer's font 0, which is narrower. Bars are
made by another library than the one that draws our pictures. What a printer does not know,
or draws off the paper, raises.
"""

import re
from dataclasses import dataclass, field

import zxingcpp
from PIL import Image, ImageChops, ImageDraw

from apps.orders.services.labels import fonts

# A QR stands this far below its field origin (Zebra's printers).
QR_OFFSET = 10


@dataclass
class Printed:
    image: Image.Image
    texts: list[str] = field(default_factory=list)
    codes: list[tuple[int, int, int, int]] = field(default_factory=list)


def printed(text: bytes) -> list[Printed]:
    """The labels that a stream of ZPL prints."""
    labels = re.findall(rb"\^XA(.*?)\^XZ", text, re.DOTALL)
    assert re.sub(rb"\^XA.*?\^XZ", b"", text, flags=re.DOTALL).strip() == b""
    return [_label(label) for label in labels]


def _label(label: bytes) -> Printed:
    head, *fields = re.split(rb"(?=\^F[OT]\d)", label)
    setup = dict(re.findall(rb"\^(PW|LL|CI|LH)([\d,]+)", head))
    assert setup[b"CI"] == b"28", "not UTF-8"
    assert setup[b"LH"] == b"0,0"
    made = Printed(Image.new("L", (int(setup[b"PW"]), int(setup[b"LL"])), 255))
    for one in fields:
        _field(made, one.strip().decode("utf-8"))
    return made


def _field(made: Printed, one: str) -> None:
    assert one.endswith("^FS"), one
    commands = dict(re.findall(r"\^(FO|FT|GB|A0|FB|BY|BC|B2|BQ|FD|FR|FH)([^^]*)", one))
    x, y = (int(n) for n in commands.get("FO", commands.get("FT", "")).split(","))
    layer = Image.new("L", made.image.size, 255)
    if "GB" in commands:
        layer = _box(layer, x, y, commands["GB"])
    elif "BC" in commands or "B2" in commands:
        layer = _bars(made, layer, x, y, commands)
    elif "BQ" in commands:
        layer = _qr(made, layer, x, y, commands)
    else:
        layer = _text(made, layer, x, y, commands)
    if "FR" in commands:
        # White on what is black already.
        made.image = ImageChops.difference(made.image, ImageChops.invert(layer))
    else:
        made.image = ImageChops.darker(made.image, layer)


def _data(commands: dict[str, str]) -> str:
    assert commands.get("FH") == "_"
    raw = commands["FD"].encode()
    return re.sub(rb"_([0-9A-F]{2})", lambda m: bytes([int(m[1], 16)]), raw).decode("utf-8")


def _box(layer: Image.Image, x: int, y: int, values: str) -> Image.Image:
    width, height, line = (int(n) for n in values.split(",")[:3])
    _inside(layer, x, y, width, height)
    ImageDraw.Draw(layer).rectangle((x, y, x + width - 1, y + height - 1), outline=0, width=line)
    return layer


def _bars(
    made: Printed, layer: Image.Image, x: int, y: int, commands: dict[str, str]
) -> Image.Image:
    module, ratio, _ = commands["BY"].split(",")
    if "B2" in commands:
        orientation, height, *shown = commands["B2"].split(",")
        assert (ratio, shown) == ("3.0", ["N", "N", "N"])
        code = zxingcpp.create_barcode(_data(commands), zxingcpp.ITF)
    else:
        orientation, height, *shown = commands["BC"].split(",")
        assert shown == ["N", "N", "N", "A"]
        code = zxingcpp.create_barcode(_data(commands), zxingcpp.Code128)
    assert orientation == "N"
    drawn = Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False))
    return _code(made, layer, x, y, (drawn.width * int(module), int(height)), drawn)


def _qr(made: Printed, layer: Image.Image, x: int, y: int, commands: dict[str, str]) -> Image.Image:
    model, module = commands["BQ"].split(",")[1:]
    level, mode, text = re.fullmatch(r"([HQML])([AM]),(.*)", _data(commands)).groups()
    assert (model, mode) == ("2", "A")
    assert 1 <= int(module) <= 10
    code = zxingcpp.create_barcode(text, zxingcpp.QRCode, ec_level=level)
    drawn = Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False))
    side = drawn.width * int(module)
    return _code(made, layer, x, y + QR_OFFSET, (side, side), drawn)


def _code(
    made: Printed, layer: Image.Image, x: int, y: int, size: tuple[int, int], drawn: Image.Image
) -> Image.Image:
    _inside(layer, x, y, *size)
    made.codes.append((x, y, x + size[0], y + size[1]))
    layer.paste(drawn.resize(size, Image.Resampling.NEAREST).convert("L"), (x, y))
    return layer


def _text(
    made: Printed, layer: Image.Image, x: int, y: int, commands: dict[str, str]
) -> Image.Image:
    _, height, _ = commands["A0"].split(",")
    said, anchor = _data(commands), "ls"
    if "FB" in commands:
        width, lines, _, justified, _ = commands["FB"].split(",")
        assert lines == "1"
        # Inside a block a backslash commands: two of them are one.
        assert not re.search(r"\\[^\\]", said.replace("\\\\", "")), said
        said = said.replace("\\\\", "\\")
        x, anchor = {"C": (x + int(width) // 2, "ms"), "R": (x + int(width), "rs")}[justified]
    made.texts.append(said)
    pen = ImageDraw.Draw(layer)
    pen.text((x, y), said, fill=0, font=fonts.pixels(False, int(height)), anchor=anchor)
    left, top, right, bottom = pen.textbbox(
        (x, y), said, font=fonts.pixels(False, int(height)), anchor=anchor
    )
    _inside(layer, int(left), int(top), int(right - left), int(bottom - top))
    return layer


def _inside(layer: Image.Image, x: int, y: int, width: int, height: int) -> None:
    assert min(x, y) >= 0, (x, y)
    assert x + width <= layer.width, (x, width)
    assert y + height <= layer.height, (y, height)
