"""What can be wrong with a file of orders, and with one of its rows."""

from dataclasses import dataclass, field
from typing import Any

from quenty.kernel.errors import ErrorCode, ErrorCodes, code


class FileProblem(ErrorCodes, prefix="orders.import"):
    """The file as a whole can't be read: nothing of it is taken."""

    NOT_FOUND = code(404, en="There is no such import.", es="No existe esa importación.")
    PRESET_UNKNOWN = code(
        404,
        en="There is no layout “{preset}”.",
        es="No existe el formato «{preset}».",
    )
    FIELD_UNKNOWN = code(
        422,
        en="This layout has no field “{name}”.",
        es="Ese formato no tiene el campo «{name}».",
    )
    EMPTY_FILE = code(422, en="The file has no rows.", es="El archivo no tiene filas.")
    FILE_TOO_LARGE = code(
        413,
        en="The file is larger than {limit} MB.",
        es="El archivo pesa más de {limit} MB.",
    )
    TOO_MANY_ROWS = code(
        422,
        en="The file has more than {limit} rows; split it.",
        es="El archivo tiene más de {limit} filas; divídalo.",
    )
    WRONG_ENCODING = code(
        422,
        en="The file is neither UTF-8 nor Windows-1252 text (byte {position}), but perhaps “CSV "
        "MS-DOS”. Save it as “CSV UTF-8”.",
        es="El archivo no es texto UTF-8 ni Windows-1252 (byte {position}; tal vez «CSV MS-DOS»)."
        " Guárdelo como «CSV UTF-8».",
    )
    NOT_XLSX = code(
        422,
        en="The file looks like an Excel workbook, but it is damaged, has no sheet, or is too "
        "large inside. Save it again as XLSX or as “CSV UTF-8”.",
        es="El archivo parece un libro de Excel, pero está dañado, no tiene hojas o es demasiado "
        "grande por dentro. Guárdelo de nuevo como XLSX o como «CSV UTF-8».",
    )
    OLD_EXCEL = code(
        422,
        en="This is a workbook of Excel 97-2003 (XLS). Save it as XLSX or as “CSV UTF-8”.",
        es="Es un libro de Excel 97-2003 (XLS). Guárdelo como XLSX o como «CSV UTF-8».",
    )
    ALREADY_RUNNING = code(
        409,
        en="An import of yours is still running ({import_id}). Wait until it ends.",
        es="Todavía está en curso una importación suya ({import_id}). Espere a que termine.",
    )
    INTERRUPTED = code(
        500,
        en="The import stopped midway. Send the file again: what was made is not made twice.",
        es="La importación se detuvo a medias. Envíe el archivo otra vez: lo ya creado no se "
        "repite.",
    )
    NOT_CSV = code(
        422,
        en="Line {line} can't be read as CSV: an open quote, or no text at all.",
        es="La línea {line} no se puede leer como CSV: comillas abiertas, o no es texto.",
    )
    MISSING_COLUMN = code(
        422,
        en="The column “{column}” is missing.",
        es="Falta la columna «{column}».",
    )
    REPEATED_COLUMN = code(
        422,
        en="The column “{column}” stands twice.",
        es="La columna «{column}» está repetida.",
    )


class RowProblem(ErrorCodes, prefix="orders.import"):
    """One order of the file can't be taken; the others go on."""

    REQUIRED = code(422, en="It is empty.", es="Está vacío.")
    UNKNOWN_CITY = code(
        422,
        en="“{value}” names no single municipality of Colombia.",
        es="«{value}» no nombra un único municipio de Colombia.",
    )
    FOREIGN_COUNTRY = code(422, en="“{value}” is not Colombia.", es="«{value}» no es Colombia.")
    BAD_PHONE = code(422, en="“{value}” is no telephone number.", es="«{value}» no es un teléfono.")
    PHONE_ROUNDED = code(
        422,
        en="A spreadsheet rounded this number ({value}) and its last digits are lost.",
        es="Una hoja de cálculo redondeó este número ({value}) y perdió sus últimas cifras.",
    )
    PHONE_EXTENSION = code(
        422,
        en="“{value}” has an extension, which no operator can dial; put it in the notes.",
        es="«{value}» tiene una extensión, que ningún operador marca; póngala en las notas.",
    )
    UNPRINTABLE = code(
        422,
        en="The label cannot print {characters}; write it in Latin letters.",
        es="El rótulo no puede imprimir {characters}; escríbalo en letras latinas.",
    )
    BAD_EMAIL = code(422, en="“{value}” is no e-mail.", es="«{value}» no es un correo.")
    BAD_NUMBER = code(422, en="“{value}” is no number.", es="«{value}» no es un número.")
    OUT_OF_RANGE = code(
        422,
        en="{value} is not between {least} and {most}.",
        es="{value} no está entre {least} y {most}.",
    )
    TOO_LONG = code(
        422,
        en="It is longer than {limit} characters.",
        es="Tiene más de {limit} caracteres.",
    )
    UNKNOWN_CHOICE = code(
        422, en="“{value}” is none of: {choices}.", es="«{value}» no es ninguno de: {choices}."
    )
    UNKNOWN_STATUS = code(
        422,
        en="“{value}” is no status that this operator has explained.",
        es="«{value}» no es un estado que este operador haya explicado.",
    )
    BAD_INSTANT = code(
        422,
        en="“{value}” is no day with its hour, such as 05/03/2026 14:30.",
        es="«{value}» no es un día con su hora, como 05/03/2026 14:30.",
    )
    WRONG_CURRENCY = code(422, en="{value} is not COP.", es="{value} no es COP.")
    CANCELLED = code(422, en="The shop cancelled the order.", es="La tienda canceló el pedido.")
    REFUNDED = code(422, en="The order was refunded.", es="El pedido fue reembolsado.")
    FULFILLED = code(422, en="The order was shipped already.", es="El pedido ya fue despachado.")
    UNKNOWN_STATE = code(
        422,
        en="“{value}” is no state of a line that we know: it may have been shipped.",
        es="«{value}» no es un estado de línea conocido: tal vez ya fue despachada.",
    )
    PARTLY_FULFILLED = code(
        422,
        en="Part of this line was shipped, and the export doesn't say how many are left.",
        es="Parte de esta línea ya fue despachada, y el archivo no dice cuántas faltan.",
    )
    UNPAID = code(
        422,
        en="The order is neither paid nor cash on delivery.",
        es="El pedido no está pagado ni es contra entrega.",
    )
    NOTHING_TO_SHIP = code(
        422, en="No line of the order needs shipping.", es="Ninguna línea requiere envío."
    )
    REPEATED_REFERENCE = code(
        422,
        en="The reference stands on line {line} too.",
        es="La referencia también está en la línea {line}.",
    )
    TOO_MANY_CELLS = code(
        422,
        en="The row has more cells than the header has columns.",
        es="La fila tiene más celdas que columnas el encabezado.",
    )


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a row is refused. `column`: its header as the file writes it."""

    column: str
    error: ErrorCode
    params: dict[str, Any] = field(default_factory=dict)
    line: int = 0

    def message(self, language: str = "es") -> str:
        return self.error(**self.params).message(language)
