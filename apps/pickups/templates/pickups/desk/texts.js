// What who runs a desk reads, in Spanish and English.
const ES = {
  logIn: "Entrar", email: "Correo", password: "Contraseña", logOut: "Salir", noDesk: "Esta cuenta no atiende ningún punto.",
  point: "Punto", closed: "cerrado", scan: "Escanear o escribir la guía", receive: "Recibir", received: "Recibido", find: "Buscar una guía",
  waiting: "Esperan", expected: "Por llegar", nothing: "No hay paquetes aquí.", counts: "Hoy", late: "Llevan mucho",
  handedOver: "Entregados", cash: "Efectivo de hoy", pieces: (here, all) => `${here} de ${all} pieza${all === 1 ? "" : "s"}`,
  collect: "Cobrar", delivery: "Para el destinatario", drop_off: "Para el mensajero", back: "Lista",
  name: "Quién lo recibe", code: "Código de 6 dígitos", codeSent: "El código se envió a", noCode: "No tiene código: pida un documento.",
  triesLeft: (count) => `${count} intento${count === 1 ? "" : "s"} de código`, again: "Enviar otro código", sentAgain: "Se envió otro código.",
  document: "Documento", documentKind: "Tipo", passport: "Pasaporte", collected: "Recibido", method: "Medio", qr: "QR", link: "Enlace de pago",
  bills: "Efectivo", give: "Entregar", given: "Entregado", needName: "Falta el nombre.", needProof: "Falta el código o un documento.", offline: "Sin red: intente de nuevo.",
};
const EN = {
  logIn: "Log in", email: "E-mail", password: "Password", logOut: "Log out", noDesk: "This account runs no point.",
  point: "Point", closed: "closed", scan: "Scan or type the waybill", receive: "Receive", received: "Received", find: "Find a waybill",
  waiting: "Waiting", expected: "Expected", nothing: "There are no parcels here.", counts: "Today", late: "Waiting long",
  handedOver: "Handed over", cash: "Cash of today", pieces: (here, all) => `${here} of ${all} piece${all === 1 ? "" : "s"}`,
  collect: "Charge", delivery: "For its recipient", drop_off: "For the courier", back: "List",
  name: "Who takes it", code: "Code of 6 digits", codeSent: "The code was sent to", noCode: "There is no code: ask for a document.",
  triesLeft: (count) => `${count} tr${count === 1 ? "y" : "ies"} of the code left`, again: "Send another code", sentAgain: "Another code was sent.",
  document: "Document", documentKind: "Kind", passport: "Passport", collected: "Received", method: "Method", qr: "QR", link: "Payment link",
  bills: "Cash", give: "Hand over", given: "Handed over", needName: "The name is missing.", needProof: "The code or a document is missing.", offline: "No network: try again.",
};
export const t = (navigator.language || "es").startsWith("en") ? EN : ES;
document.documentElement.lang = t === EN ? "en" : "es";

export const pesos = (money) => (money ? "$ " + Math.round(Number(money.amount)).toLocaleString("es-CO") : "");
