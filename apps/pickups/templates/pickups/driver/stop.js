// One stop: go, arrive, scan, sign, photograph, hand over, or say why not.
import { el, field, position, signature, smaller, uuid } from "/driver/parts.js";
import { hour, pesos, t } from "/driver/texts.js";

const KINDS = ["CC", "CE", "PP", "PPT", "NIT"];
// As the server reads them; it also knows a NIT's check digit.
const SHAPES = { CC: /^[1-9]\d{2,9}$/, CE: /^\d{4,10}$/, PP: /^(?=.*\d)[A-Z0-9]{5,16}$/, PPT: /^\d{4,15}$/, NIT: /^[1-9]\d{7,10}$/ };
const OPEN = ["planned", "en_route", "arrived"];

// `look`: asks again how a stop stands, while it is on the screen. `full`: what is due here is
// more cash than may be carried.
export function stopView(stop, started, act, back, look, full) {
  const view = el("section", {}, el("button", { class: "back", onclick: back }, `‹ ${t.back}`), head(stop));
  if (!started || !OPEN.includes(stop.status)) return view;
  const go = (kind, data, pictures) => act(kind, stop, data, pictures);
  if (full && stop.status !== "arrived") view.append(el("p", { class: "note bad", role: "alert" }, t.depositFirst));
  else if (stop.status === "planned") view.append(button(t.depart, "", async () => go("depart", { position: await position() })));
  if (stop.status !== "arrived" && !full) view.append(button(t.arrive, stop.status === "en_route" ? "" : "plain", async () => go("arrive", { position: await position() })));
  if (stop.status === "arrived") view.append(stop.kind === "pickup" ? collecting(stop, go) : delivering(stop, go, look));
  if (!(stop.called_off && stop.status === "arrived")) view.append(failing(go, back));
  return view;
}

function head(stop) {
  const where = `geo:${stop.latitude},${stop.longitude}?q=${stop.latitude},${stop.longitude}`;
  return el("div", { class: "card" },
    el("div", { class: "row" }, el("h2", {}, `${work(stop)} · ${stop.contact_name}`), tag(stop.status)),
    el("p", { class: "address" }, [stop.address, stop.complement].filter(Boolean).join(" · ")),
    el("p", { class: "soft" }, `${t.window} ${hour(stop.window_start)}–${hour(stop.window_end)} · ${t.eta} ${hour(stop.eta)} · ${t.pieces(stop.pieces)} · ${stop.guide_number || stop.pickup_number}`),
    due(stop) ? el("p", { class: "money" }, `${stop.paid ? t.paid : t.collect} ${pesos(stop.collect)}`) : null,
    stop.notes ? el("p", { class: "note" }, stop.notes) : null,
    el("div", { class: "pair" },
      el("a", { class: "button plain", href: where }, t.navigate),
      el("a", { class: "button plain", href: `tel:${stop.phone}` }, t.call)));
}

// What there is to do at its door.
export const work = (stop) => t[stop.to_sender ? "toSender" : stop.kind];

export function tag(status) {
  const tone = { done: "go", failed: "bad", en_route: "warn", arrived: "warn" }[status] || "";
  return el("span", { class: `tag ${tone}` }, t.status[status] || status);
}

const due = (stop) => (stop.collect ? Math.round(Number(stop.collect.amount)) : 0);
const button = (text, tone, onclick) => el("button", { class: `button ${tone}`, type: "button", onclick }, text);

function delivering(stop, go, look) {
  const name = field(t.receivedBy, { autocomplete: "off", maxLength: 120, name: "received_by" });
  const kind = field(t.documentKind, { name: "document_kind" }, "select");
  kind.input.append(...KINDS.map((value) => el("option", { value }, value === "PP" ? t.passport : value)));
  const paper = field(t.document, { maxLength: 20, name: "document" });
  // Its sender was sent no code.
  const code = stop.to_sender ? null : field(t.code, { inputMode: "numeric", maxLength: 4, name: "code" });
  const sign = signature(t.signature);
  const photo = pictures();
  const asks = due(stop) && !stop.paid;
  const money = asks ? field(t.collected, { inputMode: "numeric", value: "", placeholder: String(due(stop)), name: "collected" }) : null;
  const method = asks ? field(t.method, {}, "select") : null;
  method?.input.append(el("option", { value: "cash" }, t.cash), el("option", { value: "qr" }, t.qr), el("option", { value: "link" }, t.link));
  const wrong = el("p", { class: "note bad", hidden: true, role: "alert" });
  const done = async () => {
    const taken = [...(sign.drawn() ? [["signature", await sign.file()]] : []), ...photo.taken.map((file) => ["photo", file])];
    const proven = taken.length || code?.input.value || paper.input.value;
    const paid = money ? money.input.value.replace(/\D/g, "") : "";
    const shown = paper.input.value.replace(/[\s.,-]/g, "").toUpperCase();
    wrong.textContent = !name.input.value.trim() || !proven ? t.needProof : money && Number(paid) !== due(stop) ? t.needMoney
      : shown && !SHAPES[kind.input.value].test(shown) ? t.needDocument : "";
    // A parcel is not handed over on a promise: orders has to say that it is paid.
    if (!wrong.textContent && money && method.input.value !== "cash" && !(await look())?.paid) wrong.textContent = t.notPaid;
    wrong.hidden = !wrong.textContent;
    if (wrong.textContent) return;
    const data = { received_by: name.input.value.trim(), evidence: [...new Set(taken.map(([kind]) => kind))], position: await position() };
    if (code?.input.value) data.code = code.input.value;
    if (shown) Object.assign(data, { document_kind: kind.input.value, document: shown });
    if (money) Object.assign(data, { collected: paid, method: method.input.value });
    go("deliver", data, taken.map(([kind, file]) => ({ id: uuid(), kind, file })));
  };
  return el("div", { class: "card" }, name.node,
    code?.node, el("div", { class: "pair" }, kind.node, paper.node),
    el("label", {}, t.signature), sign.canvas, el("button", { class: "back", type: "button", onclick: sign.wipe }, t.clear),
    photo.node, money && el("div", { class: "pair" }, money.node, method.node), wrong, button(stop.to_sender ? t.givenBack : t.deliver, "go", done));
}

function pictures() {
  const taken = [];
  const thumbs = el("div", { class: "thumbs" });
  const input = field(t.photo, { type: "file", accept: "image/*", capture: "environment", name: "photo" });
  input.input.addEventListener("change", async () => {
    for (const file of input.input.files) {
      const small = await smaller(file);
      taken.push(small);
      thumbs.append(el("img", { src: URL.createObjectURL(small), alt: t.photo }));
    }
    input.input.value = "";
  });
  return { taken, node: el("div", {}, input.node, thumbs) };
}

function collecting(stop, go) {
  if (stop.called_off) return el("div", { class: "card" }, el("p", { class: "note", role: "status" }, t.calledOff),
    button(t.close, "go", async () => go("fail", { reason: "other", position: await position() })));
  const label = field(t.scan, { autocomplete: "off", maxLength: 200, name: "label" });
  const add = () => {
    const text = label.input.value.trim();
    if (!text) return;
    label.input.value = "";
    go("scan", { label: text });
  };
  label.input.addEventListener("keydown", (event) => event.key === "Enter" && add());
  const name = field(t.handsOver, { maxLength: 120, name: "received_by" });
  const listed = stop.listed.map((piece) => el("li", {},
    el("span", {}, `${piece.guide_number}-${piece.piece}`),
    el("span", { class: `tag ${piece.scanned_at ? "go" : ""}` }, piece.scanned_at ? t.inHand : t.missing)));
  const inHand = stop.listed.filter((piece) => piece.scanned_at).length;
  return el("div", { class: "card" }, label.node, button(t.add, "plain", add),
    el("ul", { class: "pieces" }, listed), name.node,
    el("button", { class: "button go", type: "button", disabled: Boolean(stop.listed.length) && !inHand,
      onclick: async () => go("collect", { received_by: name.input.value.trim(), position: await position() }) },
    `${t.settle} (${inHand}/${stop.listed.length})`));
}

function failing(go) {
  const reason = field(t.reason, { name: "reason" }, "select");
  reason.input.append(...Object.entries(t.reasons).map(([value, text]) => el("option", { value }, text)));
  const comment = field(t.comment, { maxLength: 300, name: "comment" }, "textarea");
  const form = el("div", { class: "card", hidden: true }, reason.node, comment.node,
    button(t.confirmFail, "bad", async () => go("fail", { reason: reason.input.value, comment: comment.input.value.trim(), position: await position() })));
  return el("div", {}, button(t.fail, "bad", () => { form.hidden = !form.hidden; }), form);
}
