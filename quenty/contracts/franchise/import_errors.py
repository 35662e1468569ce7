"""What can be wrong in an imported file, row by row. Each becomes a line of the report."""

from quenty.kernel.errors import ErrorCodes, code


class ImportProblem(ErrorCodes, prefix="franchise.import"):
    EMPTY_FILE = code(422, en="The file has no rows.", es="El archivo no tiene filas.")
    TOO_MANY_ROWS = code(
        422, en="The file has more than {limit} rows.", es="El archivo tiene más de {limit} filas."
    )
    NOT_UTF8 = code(
        422,
        en="The file is not UTF-8 from this line on; save it as “CSV UTF-8”.",
        es="El archivo no es UTF-8 desde esta línea; guárdelo como «CSV UTF-8».",
    )
    NOT_XLSX = code(
        422,
        en="The workbook is damaged or too large.",
        es="El libro de Excel está dañado o es demasiado grande.",
    )
    NOT_CSV = code(422, en="The line is not CSV: {reason}.", es="La línea no es CSV: {reason}.")
    MISSING_COLUMN = code(422, en="The column {value} is missing.", es="Falta la columna {value}.")
    UNKNOWN_COLUMN = code(
        422, en="The column {value} is not known.", es="La columna {value} no se conoce."
    )
    DUPLICATE_COLUMN = code(
        422, en="The column {value} is there twice.", es="La columna {value} está repetida."
    )
    TOO_MANY_CELLS = code(
        422,
        en="The line has {count} cells and the header {limit}.",
        es="La línea tiene {count} celdas y el encabezado {limit}.",
    )
    REQUIRED = code(422, en="A value is required.", es="Falta un valor.")
    UNEXPECTED = code(
        422,
        en="A row of this record leaves the column empty.",
        es="Una fila de este registro deja vacía la columna.",
    )
    NOT_A_NUMBER = code(
        422,
        en="“{value}” is not a number; write 12500 or 12500.50, without thousands separators.",
        es="«{value}» no es un número; escriba 12500 o 12500,50, sin separador de miles.",
    )
    NEGATIVE = code(422, en="{value} is negative.", es="{value} es negativo.")
    TOO_PRECISE = code(
        422,
        en="{value} has more than {places} decimals.",
        es="{value} tiene más de {places} decimales.",
    )
    OUT_OF_RANGE = code(
        422,
        en="{value} is not between {least} and {most}.",
        es="{value} no está entre {least} y {most}.",
    )
    NOT_YES_NO = code(422, en="“{value}” is neither yes nor no.", es="«{value}» no es sí ni no.")
    NOT_A_DATE = code(
        422, en="“{value}” is not a date YYYY-MM-DD.", es="«{value}» no es una fecha AAAA-MM-DD."
    )
    NOT_AN_ID = code(
        422, en="“{value}” is no id of a merchant.", es="«{value}» no es un id de cliente."
    )
    NOT_A_CHOICE = code(
        422, en="“{value}” is none of {choices}.", es="«{value}» no es ninguno de {choices}."
    )
    NOT_A_NAME = code(
        422,
        en="“{value}” is not a name of lower-case letters, digits and _ (20 at most).",
        es="«{value}» no es un nombre de minúsculas, dígitos y _ (máximo 20).",
    )
    UNKNOWN_DANE = code(
        422,
        en="“{value}” is no DANE code; Excel may have dropped a leading zero.",
        es="«{value}» no es un código DANE; quizá Excel quitó el cero inicial.",
    )
    DUPLICATE_ROW = code(
        422, en="{value} is on line {first} already.", es="{value} ya está en la línea {first}."
    )
    MIXED_CURRENCY = code(
        422,
        en="The sheet is in {first}; this row is in {value}.",
        es="La tarifa está en {first}; esta fila está en {value}.",
    )
    UNSUPPORTED_CURRENCY = code(
        422, en="Rates are in COP, not in {value}.", es="Las tarifas van en COP, no en {value}."
    )
    UNKNOWN_ZONE = code(
        422,
        en="No zone row defines “{value}”.",
        es="Ninguna fila de zona define «{value}».",
    )
    MISSING_RECORD = code(
        422, en="There is no row for {value}.", es="No hay ninguna fila para {value}."
    )
    OVERLAP = code(
        422,
        en="{value} overlaps line {first}.",
        es="{value} se traslapa con la línea {first}.",
    )
    GAP = code(422, en="Nothing covers {value}.", es="Nada cubre {value}.")
    AMBIGUOUS_PAIR = code(
        422,
        en="{value} has two zones: this row and line {first}.",
        es="{value} tiene dos zonas: esta fila y la línea {first}.",
    )
    PRICE_FALLS_WITH_WEIGHT = code(
        422,
        en="{zone}: {heavier} kg cost {price}, less than {lighter} kg.",
        es="{zone}: {heavier} kg cuestan {price}, menos que {lighter} kg.",
    )
    PRICE_FALLS_WITH_ZONE = code(
        422,
        en="{weight} kg are cheaper to {farther} ({price}) than to {nearer}.",
        es="{weight} kg son más baratos a {farther} ({price}) que a {nearer}.",
    )
    EXTRA_KG_FALLS_WITH_ZONE = code(
        422,
        en="The extra kg is cheaper to {farther} ({price}) than to {nearer}.",
        es="El kg adicional es más barato a {farther} ({price}) que a {nearer}.",
    )
