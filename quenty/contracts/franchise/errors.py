"""The codes of franchise; those of a file's rows are in import_errors.py."""

from quenty.contracts.franchise.commission_errors import CommissionError, SettlementError
from quenty.contracts.franchise.dispute_errors import DisputeError
from quenty.contracts.franchise.franchise_errors import NetworkError
from quenty.contracts.franchise.import_errors import ImportProblem
from quenty.kernel.errors import ErrorCodes, code

__all__ = [
    "CommissionError",
    "DisputeError",
    "FranchiseError",
    "ImportProblem",
    "NetworkError",
    "SettlementError",
]


class FranchiseError(ErrorCodes, prefix="franchise"):
    SHEET_NOT_FOUND = code(
        404, en="There is no such published rate sheet.", es="No existe esa tarifa publicada."
    )
    SERVICE_NOT_FOUND = code(404, en="There is no such service.", es="No existe ese servicio.")
    OPERATOR_NOT_FOUND = code(404, en="There is no such operator.", es="No existe ese operador.")
    NIT_INVALID = code(
        422,
        en="{nit} is not a NIT: nine digits and its check digit.",
        es="{nit} no es un NIT: nueve dígitos y su dígito de verificación.",
    )
    NIT_TAKEN = code(
        409, en="An operator has the NIT {nit} already.", es="Ya hay un operador con el NIT {nit}."
    )
    CODE_TAKEN = code(409, en="The code {code} is in use.", es="El código {code} ya está en uso.")
    SERVICE_INVALID = code(
        422,
        en="{setting} does not fit the service: {limit}.",
        es="{setting} no es compatible con el servicio: {limit}.",
    )
    ROUTE_NOT_FOUND = code(
        404,
        en="There is no such priority of a route.",
        es="No existe esa prioridad de una ruta.",
    )
    ROUTE_INVALID = code(
        422,
        en="A route has an origin, a destination or a zone of the operator: {part} {value}",
        es="Una ruta tiene un origen, un destino o una zona del operador: {part} {value}",
    )
    TOO_MANY_ROUTES = code(
        409,
        en="An operator has at most {limit} priorities of routes.",
        es="Un operador tiene como máximo {limit} prioridades por ruta.",
    )
    OPERATOR_TRANSITION = code(
        409,
        en="An operator that is {status} cannot be changed by {action}.",
        es="Un operador en estado {status} no admite {action}.",
    )
    OPERATOR_INCOMPLETE = code(
        409,
        en="The operator cannot be activated: {missing} is missing.",
        es="El operador no se puede activar: falta {missing}.",
    )
    SHEET_NOT_DRAFT = code(
        409,
        en="The rate sheet is {status}; only a draft can be changed or published.",
        es="La tarifa está {status}; solo un borrador se puede cambiar o publicar.",
    )
    SHEET_INVALID = code(
        409,
        en="Faults of the rate sheet over the present coverage: {count}; the first: {first}",
        es="Fallas de la tarifa sobre la cobertura actual: {count}; la primera: {first}",
    )
    SHEET_DATES = code(
        422,
        en="A rate sheet ends after it starts.",
        es="Una tarifa termina después de su inicio.",
    )
    COVERAGE_MISSING = code(
        409,
        en="The service has no coverage; import it before publishing rates.",
        es="El servicio no tiene cobertura; impórtela antes de publicar tarifas.",
    )
    SHEETS_UNLIKE = code(
        422,
        en="Only versions of one service and side can be compared.",
        es="Solo se comparan versiones del mismo servicio y lado.",
    )
    FILE_TOO_LARGE = code(
        413,
        en="The file has more than {limit} MB.",
        es="El archivo pesa más de {limit} MB.",
    )
    INVOICE_NOT_FOUND = code(
        404, en="There is no such operator invoice.", es="No existe esa factura de operador."
    )
    INVOICE_TAKEN = code(
        409,
        en="The operator's invoice {number} was taken already.",
        es="La factura {number} del operador ya fue recibida.",
    )
