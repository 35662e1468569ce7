"""A carrier on loopback that answers in the documented shapes of two national ones.

`mode`: ok, hang (takes the request and says nothing), err (500), trickle (a byte now and
then, for as long as one listens), garbage, list (JSON of another shape), deaf (nobody listens).
"""

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from xml.etree import ElementTree

from apps.orders.tests import carrier_shapes as shapes

# What an account of each national one needs.
NATIONAL = {
    "servientrega": {"login": "quenty", "password": "s3cret", "billing_code": "SER408"},
    "interrapidisimo": {"signature": "sig", "token": "tok"},
}
PDF = base64.b64encode(b"%PDF-1.4 label").decode()


class Carrier:
    """What the carrier knows: its bookings by our reference, and what it was asked."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.mode = "ok"
        self.delay = 0.0
        self.refuses: str = ""
        self.price = 12_345
        self.asked: list[tuple[str, str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.booked: dict[str, str] = {}
        self.cancelled: list[str] = []
        self.solved: dict[str, str] = {}
        self.told: dict[str, list[dict[str, str]]] = {}
        self.loses_answer = False
        self.stop = threading.Event()

    def new_number(self, reference: str) -> str:
        """A carrier makes a new number each time it is asked: it does not look for repeats."""
        number = str(2_191_988_000 + len(self.booked) + 1)
        if reference in self.booked:
            reference = f"{reference} again"
        self.booked[reference] = number
        return number

    def new_solution(self, reference: str) -> str:
        """As with bookings: each time it is asked it is another one."""
        number = str(770_001 + len(self.solved))
        self.solved[f"{reference} again" if reference in self.solved else reference] = number
        return number

    def paths(self) -> list[str]:
        return [path for _, path, _ in self.asked]

    def answer(self, method: str, path: str, body: str) -> tuple[int, str]:
        if path.endswith(".asmx"):
            return self._soap(body)
        return self._rest(path.partition("?")[0], json.loads(body or "null"))

    def _soap(self, body: str) -> tuple[int, str]:
        root = ElementTree.fromstring(body)  # noqa: S314

        def text(name: str) -> str:
            found = [e for e in root.iter() if e.tag.rpartition("}")[2] == name]
            return (found[0].text or "") if found else ""

        body_tag = "{http://schemas.xmlsoap.org/soap/envelope/}Body"
        operation = next(root.iter(body_tag))[0]
        name = operation.tag.rpartition("}")[2]
        if name == "CargueMasivoExterno":
            if self.refuses:
                return 200, shapes.soap_refusal(self.refuses)
            return 200, shapes.soap_booked(self.new_number(text("Doc_Relacionado")))
        if name == "EstadoGuiasIdDocumentoCliente":
            return 200, shapes.soap_known(self.booked.get(text("RelacionDocumentos"), ""))
        if name == "AnularGuias":
            self.cancelled.append(text("num_Guia"))
            return 200, shapes.soap_cancelled(text("num_Guia"))
        if name == "GenerarManifiesto":
            return 200, self._soap_manifest(text("Numero_Guia"))
        if name == "GenerarGuiaSticker":
            return 200, shapes.soap_label(PDF)
        if "SolucionNovedad" in name:
            return 200, self._soap_solution(name, text("Doc_Relacionado"))
        if name == "ConsultarGuia":
            number = text("NumeroGuia")
            return 200, shapes.soap_tracking(number, self.told.get(number, []))
        return 500, shapes.soap_fault(f"no {name}")

    def _soap_manifest(self, number: str) -> str:
        if self.refuses:
            return shapes.soap_no_manifest(number, self.refuses)
        return shapes.soap_manifest("88001", PDF)

    def _soap_solution(self, name: str, reference: str) -> str:
        if name == "ConsultarSolucionNovedad":
            return shapes.soap_solution(self.solved.get(reference, ""))
        if self.refuses:
            return shapes.soap_not_solved(self.refuses)
        return shapes.soap_solved(self.new_solution(reference))

    def _rest(self, path: str, body: Any) -> tuple[int, str]:  # noqa: C901
        if path.endswith("/login"):
            if "wrong" in str(body["password"]):
                return 401, json.dumps({"message": "Usuario o clave incorrectos"})
            return 200, json.dumps({"token": "t-1"})
        if path.endswith("/Cotizacion"):
            return 200, json.dumps(shapes.quotation(self.price))
        if "ResultadoListaCotizarValidaContrapago" in path:
            return 200, json.dumps(shapes.price_list(self.price))
        if path.endswith("/InsertarAdmision"):
            if self.refuses:
                return 400, json.dumps({"Message": self.refuses})
            number = self.new_number(body["NumeroReferencia"])
            return 200, json.dumps({"idPreenvio": 7, "numeroPreenvio": int(number)})
        if "ObtenerBase64PdfPreGuia" in path:
            return 200, json.dumps(PDF)
        if path.endswith("/AnularPreenvio"):
            self.cancelled.append(body["numeroPreenvio"])
            return 200, json.dumps({"anulado": True})
        if path.endswith("/ConsultarEstadosGuiasCliente"):
            return 200, json.dumps(self._states(body))
        if "InsertarRecogidaCliente" in path:
            return 200, json.dumps({"idRecogida": 5501})
        if path.endswith("/InsertarSolucionNovedad"):
            if self.refuses:
                return 400, json.dumps({"Message": self.refuses})
            number = self.new_solution(body["numeroReferencia"])
            return 200, json.dumps({"idSolucion": int(number)})
        if path.endswith("/ConsultarSolucionesNovedad"):
            known = [
                {"idSolucion": int(number), "numeroReferencia": reference}
                for reference, number in self.solved.items()
            ]
            return 200, json.dumps(known)
        if "ObtenerSucursalesActivasPorCliente" in path:
            return 200, "[]"
        return 404, json.dumps({"Message": f"no {path}"})

    def _states(self, body: Any) -> list[dict[str, Any]]:
        by_reference = [self.booked[r] for r in body.get("referencias", ()) if r in self.booked]
        numbers = body.get("numeroGuias", ()) or by_reference
        return [{"numeroGuia": n, "estados": self.told.get(n, [])} for n in numbers]


class _Handler(BaseHTTPRequestHandler):
    carrier: Carrier

    def log_message(self, *args: Any) -> None:
        """Silent."""

    def _serve(self) -> None:
        carrier = self.carrier
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        carrier.asked.append((self.command, self.path, body))
        carrier.headers.append({k.lower(): v for k, v in self.headers.items()})
        if carrier.mode == "hang":
            carrier.stop.wait(20)
            return
        if carrier.delay:
            time.sleep(carrier.delay)
        if carrier.mode == "err":
            self._say(500, b"<html>Runtime Error</html>")
        elif carrier.mode == "garbage":
            self._say(200, b"\x00\xff{[<")
        elif carrier.mode == "list":
            self._say(200, b"[1]")
        elif carrier.mode == "trickle":
            self._trickle()
        else:
            status, text = carrier.answer(self.command, self.path, body)
            if carrier.loses_answer:
                carrier.loses_answer = False
                return
            self._say(status, text.encode())

    do_GET = _serve  # noqa: N815
    do_POST = _serve  # noqa: N815
    do_PUT = _serve  # noqa: N815
    do_DELETE = _serve  # noqa: N815

    def _say(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _trickle(self) -> None:
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for index in range(400):
                if self.carrier.stop.wait(0.05):
                    return
                self.wfile.write(f"X-{index}: {index}\r\n".encode())
                self.wfile.flush()
        except OSError:
            return


@contextmanager
def carrier(kind: type[Carrier] = Carrier) -> Iterator[Any]:
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    handler.carrier = kind(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield handler.carrier
    finally:
        handler.carrier.stop.set()
        server.shutdown()
        server.server_close()
        thread.join()
