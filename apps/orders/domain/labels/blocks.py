"""The blocks of a label, from top to bottom: carrier, route, code, people."""

from apps.orders.domain.labels import words
from apps.orders.domain.labels.content import GuideContent, Party, PieceMeasure, scan_text
from apps.orders.domain.labels.drawing import WIDTH
from apps.orders.domain.labels.sheet import Part, Sheet
from apps.orders.domain.labels.symbologies import CODE_128, module_for, widths

LEFT = 20
RIGHT = WIDTH - 20
INNER = RIGHT - LEFT
_QR = 232


def carrier(sheet: Sheet, y: int, content: GuideContent, piece: PieceMeasure) -> int:
    """Who carries it and with which service; which piece of how many."""
    width = INNER - 190
    sheet.text(
        content.carrier.name.upper(),
        x=LEFT + 4,
        y=y,
        width=width,
        height=56,
        size=46,
        least=22,
        bold=True,
        middle=True,
    )
    mode = words.MODES.get(content.mode, content.mode.upper())
    service = f"{content.service} · {mode}"
    sheet.text(service, x=LEFT + 4, y=y + 58, width=width, size=26)
    box = RIGHT - 170
    sheet.frame(box, y - 2, 170, 92, 3)
    sheet.text("PIEZA", x=box, y=y + 4, width=170, size=18, align="centre")
    count = f"{piece.number}/{len(content.pieces)}"
    sheet.text(count, x=box + 8, y=y + 26, width=154, size=58, bold=True, align="centre")
    return y + 98


def route(sheet: Sheet, y: int, content: GuideContent) -> int:
    """Where it goes, in letters that a sorter reads at arm's length."""
    to = content.recipient
    sheet.fill(LEFT, y, INNER, 116)
    width = INNER - 230
    city = to.city.upper()
    sheet.text(
        city,
        x=LEFT + 14,
        y=y + 9,
        width=width,
        height=66,
        size=56,
        least=26,
        bold=True,
        white=True,
        middle=True,
    )
    sheet.text(to.department.upper(), x=LEFT + 14, y=y + 78, width=width, size=26, white=True)
    edge = RIGHT - 214
    code = words.route(to.dane_code)
    sheet.text(code, x=edge, y=y + 10, width=200, size=50, bold=True, align="right", white=True)
    zone = f"ZONA {words.ZONES.get(content.zone, content.zone.upper())}"
    sheet.text(zone, x=edge, y=y + 78, width=200, size=24, align="right", white=True)
    return y + 124


def code(sheet: Sheet, y: int, content: GuideContent) -> int:
    """The guide number as Code 128, as wide as its bars allow, and in figures below; in half
    the height where the carrier's own number stands below it."""
    figures = words.spaced(content.number)
    if not content.operator_number:
        _bars(sheet, content.number, CODE_128, y=y + 6, height=140)
        sheet.text(figures, x=LEFT, y=y + 152, width=INNER, size=38, bold=True, align="centre")
        return y + 202
    _bars(sheet, content.number, CODE_128, y=y + 4, height=62)
    sheet.text(figures, x=LEFT, y=y + 68, width=INNER, size=26, bold=True, align="centre")
    own = content.operator_number
    _bars(sheet, own, content.operator_code, y=y + 103, height=62)
    said = f"{content.carrier.name}: {own}"
    sheet.text(said, x=LEFT, y=y + 168, width=INNER, size=26, bold=True, align="centre")
    return y + 202


def _bars(sheet: Sheet, text: str, kind: str, *, y: int, height: int) -> None:
    """Centred; nothing where the text is longer than the label is wide."""
    if module := module_for(kind, text, INNER):
        bars = sum(widths(kind, text)) * module
        x = (WIDTH - bars) // 2
        sheet.barcode(text, x=x, y=y, height=height, module=module, kind=kind)


def recipient(sheet: Sheet, y: int, content: GuideContent, piece: PieceMeasure, height: int) -> int:
    """To whom, and the QR beside it."""
    sheet.frame(LEFT, y, INNER, height)
    sheet.qr(scan_text(content, piece), x=RIGHT - _QR - 4, y=y + 4, side=_QR)
    follow = RIGHT - _QR
    sheet.text("Siga su envío", x=follow, y=y + _QR + 2, width=_QR - 8, size=20, align="centre")
    width = INNER - _QR - 24
    at = sheet.text("DESTINATARIO", x=LEFT + 10, y=y + 8, width=width, size=18, bold=True)
    person = _person(content.recipient, name=32, address=28, place=26)
    at = sheet.stack(person, x=LEFT + 10, y=at + 2, width=width, height=y + height - at - 6)
    room = y + height - at - 6
    if content.notes and room >= 18:
        note = f"Obs.: {content.notes}"
        sheet.text(note, x=LEFT + 10, y=at + 2, width=width, height=room, size=18, least=13)
    return y + height


def sender(sheet: Sheet, y: int, content: GuideContent, height: int) -> int:
    sheet.frame(LEFT, y, INNER, height)
    width = INNER - 20
    at = sheet.text("REMITENTE", x=LEFT + 10, y=y + 7, width=width, size=16, bold=True)
    person = _person(content.sender, name=22, address=19, place=0)
    sheet.stack(person, x=LEFT + 10, y=at, width=width, height=y + height - at - 3)
    return y + height


def _person(party: Party, *, name: int, address: int, place: int) -> list[Part]:
    """`place`: the size of the city's own line; 0 sets it behind the address."""
    who = f"{party.name} · {party.company}" if party.company else party.name
    where = f"{party.address}, {party.complement}" if party.complement else party.address
    city = words.place(party.city, party.department)
    contact = f"Tel. {words.phone(party.phone)}" if party.phone else ""
    if party.document:
        contact = f"{contact} · {party.document}".strip(" ·")
    if place:
        return [
            Part(who, name, bold=True),
            Part(where, address),
            Part(city, place, bold=True),
            Part(contact, place),
        ]
    return [
        Part(who, name, bold=True),
        Part(f"{where} · {city}", address),
        Part(contact, address),
    ]
