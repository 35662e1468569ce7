// One parcel that waits: who it is for, what is due, and to whom it goes.
import { ask } from "/desk/api.js";
import { pesos, t } from "/desk/texts.js";
import { el, field } from "/driver/parts.js";

const KINDS = ["CC", "CE", "PP", "PPT", "NIT"];
const due = (parcel) => (parcel.purpose === "delivery" ? Number(parcel.collect?.amount ?? 0) : 0);
const button = (text, tone, onclick) => el("button", { class: `button ${tone}`, type: "button", onclick }, text);

export function parcelCard(parcel, open) {
  return el("button", { class: "card", type: "button", "data-parcel": parcel.id, onclick: open },
    el("div", { class: "row" }, el("strong", {}, parcel.guide_number), el("span", { class: "tag" }, t[parcel.purpose] ?? parcel.purpose)),
    el("div", { class: "row soft" }, el("span", {}, t.pieces(parcel.pieces.length, parcel.expected_pieces)),
      due(parcel) ? el("span", { class: "money" }, `${t.collect} ${pesos(parcel.collect)}`) : null));
}

// `path`: of the point. `done`: told what was said, once it is over.
export function parcelView(parcel, path, back, done) {
  const wrong = el("p", { class: "note bad", hidden: true, role: "alert" });
  const say = (text) => { wrong.textContent = text; wrong.hidden = !text; };
  const name = field(t.name, { autocomplete: "off", maxLength: 120, name: "name" });
  const proof = parcel.purpose === "delivery" ? proving(parcel, path, say) : null;
  const money = due(parcel) ? paying(parcel) : null;
  const give = button(t.give, "go", async () => {
    const body = { name: name.input.value.trim(), ...proof?.body(), ...money?.body() };
    if (!body.name) return say(t.needName);
    if (proof && !body.code && !body.document) return say(t.needProof);
    give.disabled = true;
    try {
      await ask(`${path}/parcels/${parcel.id}/hand-over`, body);
      done(`${t.given}: ${parcel.guide_number}`);
    } catch (error) {
      say(error.message);
    } finally {
      give.disabled = false;
    }
  });
  return el("section", {}, el("button", { class: "back", type: "button", onclick: back }, `‹ ${t.back}`),
    el("div", { class: "card" }, el("div", { class: "row" }, el("h2", {}, parcel.guide_number), el("span", { class: "tag" }, t[parcel.purpose] ?? parcel.purpose)),
      el("p", { class: "soft" }, t.pieces(parcel.pieces.length, parcel.expected_pieces)),
      name.node, proof?.node, money?.node, wrong, give));
}

function proving(parcel, path, say) {
  const code = field(t.code, { inputMode: "numeric", maxLength: 6, autocomplete: "off", name: "code" });
  const kind = field(t.documentKind, { name: "document_kind" }, "select");
  kind.input.append(...KINDS.map((value) => el("option", { value }, value === "PP" ? t.passport : value)));
  const paper = field(t.document, { maxLength: 20, autocomplete: "off", name: "document" });
  const told = el("p", { class: "soft" }, parcel.code_sent_to ? `${t.codeSent} ${parcel.code_sent_to} · ${t.triesLeft(parcel.code_tries_left)}` : t.noCode);
  const again = el("button", { class: "back", type: "button", onclick: async () => {
    try {
      const fresh = await ask(`${path}/parcels/${parcel.id}/code`, {});
      told.textContent = `${t.sentAgain} ${fresh.code_sent_to}`;
      say("");
    } catch (error) {
      say(error.message);
    }
  } }, t.again);
  return {
    node: el("div", {}, told, parcel.code_sent_to ? [code.node, again] : null, el("div", { class: "pair" }, kind.node, paper.node)),
    body: () => {
      const shown = paper.input.value.replace(/[\s.,-]/g, "").toUpperCase();
      if (shown) return { document_kind: kind.input.value, document: shown };
      return code.input.value.trim() ? { code: code.input.value.trim() } : {};
    },
  };
}

function paying(parcel) {
  const taken = field(t.collected, { inputMode: "numeric", placeholder: String(due(parcel)), name: "collected" });
  const method = field(t.method, { name: "method" }, "select");
  method.input.append(el("option", { value: "cash" }, t.bills), el("option", { value: "qr" }, t.qr), el("option", { value: "link" }, t.link));
  return {
    node: el("div", {}, el("p", { class: "money" }, `${t.collect} ${pesos(parcel.collect)}`), el("div", { class: "pair" }, taken.node, method.node)),
    body: () => ({ collected: taken.input.value.replace(/\D/g, "") || "0", method: method.input.value }),
  };
}
