// What the driver reads, in Spanish and English.
const ES = {
  logIn: "Entrar", email: "Correo", password: "Contraseña", noRun: "Hoy no hay una ruta publicada.",
  refresh: "Actualizar", start: "Iniciar ruta", odometer: "Kilometraje", finish: "Terminar ruta",
  pickup: "Recoger", delivery: "Entregar", toSender: "Devolver al remitente", next: "Siguiente", window: "Franja", eta: "Llegada",
  collect: "Cobrar", pieces: (count) => `${count} pieza${count === 1 ? "" : "s"}`, navigate: "Navegar", call: "Llamar", depart: "Voy en camino",
  arrive: "Llegué", back: "Ruta", receivedBy: "Quién recibe", handsOver: "Quién entrega",
  document: "Documento", code: "Código", signature: "Firma", clear: "Borrar firma", photo: "Foto",
  collected: "Recibido", method: "Medio", cash: "Efectivo", qr: "QR", link: "Enlace de pago", paid: "Ya pagado", deliver: "Entregado", givenBack: "Devuelto",
  fail: "No se pudo", reason: "Motivo", comment: "Comentario", confirmFail: "Registrar intento",
  scan: "Escanear o escribir la etiqueta", add: "Agregar", inHand: "en mano", missing: "falta",
  calledOff: "Anularon todo lo de esta recogida: no hay nada que llevar.", close: "Cerrar la visita",
  settle: "Recogido", online: "En línea", offline: "Sin red", toSend: "por enviar", refused: "No se aceptó",
  dismiss: "Entendido", deposit: "Consignar", amount: "Valor", slip: "Comprobante", held: "Efectivo en mano",
  needProof: "Falta el nombre o una prueba: firma, foto, código o documento.",
  notPaid: "El pago aún no está confirmado: no entregue el paquete.",
  needMoney: "Falta registrar el valor exacto a cobrar.", documentKind: "Tipo", passport: "Pasaporte",
  needDocument: "Ese no es un número de documento de ese tipo.",
  depositFirst: "Con este cobro pasaría de su límite de efectivo: consigne primero.", logOut: "Salir", camera: "Cámara",
  actions: { start: "Iniciar ruta", depart: "Voy en camino", arrive: "Llegué", scan: "Etiqueta", deliver: "Entrega",
    collect: "Recogida", fail: "Intento fallido", finish: "Terminar ruta", deposit: "Consignación", signature: "Firma", photo: "Foto" },
  status: { planned: "pendiente", en_route: "en camino", arrived: "en el sitio", done: "hecha", failed: "fallida" },
  reasons: { customer_absent: "No había nadie", address_not_found: "Dirección no existe", not_ready: "No está listo",
    refused: "No lo reciben", access: "Sin acceso", weather: "Clima", traffic: "Tráfico", vehicle: "Vehículo", other: "Otro" },
};
const EN = {
  logIn: "Log in", email: "E-mail", password: "Password", noRun: "No run is published for today.",
  refresh: "Refresh", start: "Start the run", odometer: "Odometer", finish: "Finish the run",
  pickup: "Collect", delivery: "Deliver", toSender: "Return to sender", next: "Next", window: "Window", eta: "Arrival",
  collect: "Charge", pieces: (count) => `${count} piece${count === 1 ? "" : "s"}`, navigate: "Navigate", call: "Call", depart: "On my way",
  arrive: "Arrived", back: "Run", receivedBy: "Who receives", handsOver: "Who hands over",
  document: "Document", code: "Code", signature: "Signature", clear: "Clear", photo: "Photo",
  collected: "Received", method: "Method", cash: "Cash", qr: "QR", link: "Payment link", paid: "Already paid", deliver: "Delivered", givenBack: "Given back",
  fail: "Could not", reason: "Reason", comment: "Comment", confirmFail: "Record the attempt",
  scan: "Scan or type the label", add: "Add", inHand: "in hand", missing: "missing",
  calledOff: "All of this pickup was voided: there is nothing to take.", close: "Close the visit",
  settle: "Collected", online: "Online", offline: "No network", toSend: "to send", refused: "Not accepted",
  dismiss: "Understood", deposit: "Deposit", amount: "Amount", slip: "Slip", held: "Cash in hand",
  needProof: "A name and a proof are missing: signature, photo, code or document.",
  notPaid: "The payment is not confirmed yet: do not hand the parcel over.",
  needMoney: "The exact amount due has to be recorded.", documentKind: "Kind", passport: "Passport",
  needDocument: "That is no number of a document of this kind.",
  depositFirst: "This would be more cash than you may carry: deposit first.", logOut: "Log out", camera: "Camera",
  actions: { start: "Start of the run", depart: "On my way", arrive: "Arrived", scan: "Label", deliver: "Delivery",
    collect: "Collection", fail: "Failed attempt", finish: "End of the run", deposit: "Deposit", signature: "Signature", photo: "Photo" },
  status: { planned: "pending", en_route: "on the way", arrived: "at the door", done: "done", failed: "failed" },
  reasons: { customer_absent: "Nobody there", address_not_found: "Address not found", not_ready: "Not ready",
    refused: "Refused", access: "No access", weather: "Weather", traffic: "Traffic", vehicle: "Vehicle", other: "Other" },
};
export const t = (navigator.language || "es").startsWith("en") ? EN : ES;
document.documentElement.lang = t === EN ? "en" : "es";

const hourOf = new Intl.DateTimeFormat("es-CO", { timeZone: "America/Bogota", hour: "2-digit", minute: "2-digit", hour12: false });
export const hour = (text) => (text ? hourOf.format(new Date(text)) : "–");
export const pesos = (money) => (money ? "$ " + Math.round(Number(money.amount)).toLocaleString("es-CO") : "");
