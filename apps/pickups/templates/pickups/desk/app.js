// The desk of a point: scan in, see what lies here, hand it over.
import { ask, logIn, logOut, signedIn } from "/desk/api.js";
import { parcelCard, parcelView } from "/desk/parcel.js";
import { pesos, t } from "/desk/texts.js";
import { el, field } from "/driver/parts.js";

const view = document.getElementById("view");
let points = [];
let point = null;
let lying = { waiting: [], expected: [] };
let report = null;
let sought = "";

const path = () => `points/${point.point_id}`;
const list = async (status) => (await ask(`${path()}/parcels?status=${status}&page_size=100`)).results;

async function load() {
  if (!points.length) points = (await ask("points/desks")).points;
  point ??= points[0] ?? null;
  if (!point) return;
  const [waiting, expected, day] = await Promise.all([list("waiting"), list("expected"), ask(`${path()}/report`)]);
  lying = { waiting, expected };
  report = day;
}

function note(text, bad) {
  return text ? el("p", { class: `note ${bad ? "bad" : ""}`, role: bad ? "alert" : "status" }, text) : null;
}

function scanning() {
  const label = field(t.scan, { autocomplete: "off", maxLength: 200, name: "label" });
  const form = el("form", { class: "card" }, label.node, el("button", { class: "button", type: "submit" }, t.receive));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = label.input.value.trim();
    if (!text) return;
    label.input.value = "";
    try {
      const got = await ask(`${path()}/receive`, { label: text });
      await show(`${t.received}: ${got.guide_number} · ${t.pieces(got.pieces.length, got.expected_pieces)}`);
    } catch (error) {
      await show(error.message, true);
    }
    view.querySelector("[name=label]")?.focus();
  });
  return form;
}

function choosing() {
  if (points.length < 2) return null;
  const chosen = field(t.point, { name: "point" }, "select");
  chosen.input.append(...points.map((one) => el("option", { value: one.point_id, selected: one === point }, one.open ? one.name : `${one.name} (${t.closed})`)));
  chosen.input.addEventListener("change", () => {
    point = points.find((one) => one.point_id === chosen.input.value);
    show();
  });
  return el("div", { class: "card" }, chosen.node);
}

function counts() {
  const figures = [[t.handedOver, report.handed_over], [t.late, report.late], [t.cash, pesos(report.cash)]];
  return el("div", { class: "card" }, figures.map(([words, figure]) => el("div", { class: "row" }, el("span", {}, words), el("strong", {}, String(figure)))));
}

function parcels() {
  const found = (rows) => rows.filter((parcel) => parcel.guide_number.toUpperCase().includes(sought));
  const box = el("div", {});
  const fill = () => box.replaceChildren(...Object.entries(lying).flatMap(([status, rows]) => [
    el("h2", {}, `${t[status]} (${rows.length})`),
    el("div", { class: "list" }, found(rows).map((parcel) => (status === "waiting" ? parcelCard(parcel, () => open(parcel)) : expectedCard(parcel)))),
  ]), ...(lying.waiting.length + lying.expected.length ? [] : [el("p", { class: "soft" }, t.nothing)]));
  const search = field(t.find, { type: "search", value: sought, autocomplete: "off", name: "find" });
  search.input.addEventListener("input", () => { sought = search.input.value.trim().toUpperCase(); fill(); });
  fill();
  return el("div", {}, search.node, box);
}

const expectedCard = (parcel) => el("div", { class: "card done" }, el("div", { class: "row" }, el("strong", {}, parcel.guide_number),
  el("span", { class: "tag" }, t[parcel.purpose] ?? parcel.purpose)), el("p", { class: "soft" }, t.pieces(parcel.pieces.length, parcel.expected_pieces)));

function open(parcel) {
  view.replaceChildren(parcelView(parcel, path(), () => show(), show));
  scrollTo(0, 0);
}

function logInView(message = "") {
  const email = field(t.email, { type: "email", autocomplete: "username", name: "email" });
  const password = field(t.password, { type: "password", autocomplete: "current-password", name: "password" });
  const form = el("form", { class: "card" }, el("h1", {}, "Quenty"), email.node, password.node, note(message, true),
    el("button", { class: "button", type: "submit" }, t.logIn));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await logIn(email.input.value, password.input.value);
      await show();
    } catch (error) {
      view.replaceChildren(logInView(error.message));
    }
  });
  return form;
}

function bar() {
  document.getElementById("bar").hidden = !point;
  document.getElementById("run-number").textContent = point?.name ?? "";
  document.getElementById("net").replaceChildren(el("button", { class: "out", type: "button", onclick: () => { logOut(); points = []; point = null; show(); } }, t.logOut));
}

async function show(message = "", bad = false) {
  if (!signedIn()) {
    bar();
    return view.replaceChildren(logInView(message));
  }
  try {
    await load();
  } catch (error) {
    [message, bad] = [error.message, true];
    if (!signedIn()) return view.replaceChildren(logInView(message));
  }
  bar();
  if (!point) return view.replaceChildren(...[note(message, bad), el("p", { class: "card" }, t.noDesk)].filter(Boolean));
  const parts = [note(message, bad), choosing(), scanning(), report && counts(), parcels()];
  return view.replaceChildren(...parts.filter(Boolean));
}

show();
