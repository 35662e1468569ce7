// The driver's page: what is seen, what is done, and what is still to be sent.
import { el, field, position, uuid } from "/driver/parts.js";
import { stopView, tag, work } from "/driver/stop.js";
import * as store from "/driver/store.js";
import { SignedOut, logIn, synchronise, waiting } from "/driver/sync.js";
import { hour, pesos, t } from "/driver/texts.js";

const view = document.getElementById("view");
const OVER = ["done", "failed"];
let open = null;
let day = null;
// Whether the last attempt to send got through: a phone may be on a network that leads nowhere.
let reached = true;

// What an action makes of a stop, here and now; the server says the same later.
const AFTER = { depart: "en_route", arrive: "arrived", deliver: "done", collect: "done", fail: "failed" };

async function act(kind, shown, data = {}, pictures = []) {
  // The run may have been fetched anew since the stop was drawn.
  const stop = shown && (day.stops.find((row) => row.id === shown.id) ?? shown);
  const at = new Date().toISOString();
  const clean = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null && value !== undefined && value !== ""));
  const action = { id: uuid(), kind, at, run_id: day.run.id, stop_id: stop?.id ?? null, data: clean };
  if (stop && AFTER[kind]) stop.status = AFTER[kind];
  if (kind === "start") day.run.status = "started";
  if (kind === "finish") day.run.status = "completed";
  if (data.collected && data.method === "cash") hold(data.collected);
  if (kind === "deposit") hold(-data.amount);
  if (kind === "scan") mark(stop, data.label, at);
  const kept = pictures.map((picture) => ({ ...picture, stop_id: stop.id, attempt_id: action.id, at }));
  await store.record(action, kept, day);
  if (stop && OVER.includes(stop.status)) open = null;
  await draw();
  send();
}

// Cash in the bag counts at once, with a network or without.
function hold(amount) {
  const held = day.cash_held ?? { amount: "0", currency: "COP" };
  day.cash_held = { ...held, amount: String(Number(held.amount) + Number(amount)) };
}

// Whether what is due here, with the bag and the doors under way, is more than may be carried.
function overLimit(stop) {
  const due = (row) => (row.paid ? 0 : Number(row.collect?.amount ?? 0));
  const going = day.stops.filter((row) => row.id !== stop.id && ["en_route", "arrived"].includes(row.status));
  const bag = [stop, ...going].reduce((sum, row) => sum + due(row), Number(day.cash_held?.amount ?? 0));
  return due(stop) > 0 && bag > Number(day.driver.cash_limit.amount);
}

function mark(stop, label, at) {
  const text = label.trim().toUpperCase();
  for (const piece of stop.listed) {
    const whole = text === piece.guide_number;
    if (whole || text === `${piece.guide_number}-${piece.piece}`) piece.scanned_at ??= at;
  }
}

function stopCard(stop, next) {
  return el("button", { class: `card ${OVER.includes(stop.status) ? "done" : ""} ${stop === next ? "next" : ""}`, type: "button",
    "data-stop": stop.id, onclick: () => { open = stop.id; draw(); scrollTo(0, 0); } },
  el("div", { class: "row" }, el("span", {}, el("span", { class: "num" }, String((stop.position ?? 0) + 1)), `${work(stop)} · ${stop.contact_name}`), tag(stop.status)),
  el("p", { class: "address" }, stop.address),
  el("div", { class: "row soft" }, el("span", {}, `${hour(stop.window_start)}–${hour(stop.window_end)} · ${t.eta} ${hour(stop.eta)}`),
    Number(stop.collect?.amount) ? el("span", { class: "money" }, pesos(stop.collect)) : null));
}

function runView() {
  const stops = day.stops;
  const next = stops.find((stop) => !OVER.includes(stop.status));
  const parts = [el("h1", {}, `${day.run.start_depot} · ${day.run.plate}`)];
  if (day.run.status === "published") parts.push(starting());
  parts.push(...stops.map((stop) => stopCard(stop, next)));
  if (day.run.status === "started") parts.push(depositing());
  if (day.run.status === "started" && !next) parts.push(finishing());
  return el("section", {}, parts);
}

function starting() {
  const km = field(t.odometer, { inputMode: "numeric", name: "odometer" });
  return el("div", { class: "card" }, km.node, el("button", { class: "button go", type: "button",
    onclick: async () => act("start", null, { odometer_km: number(km), position: await position() }) }, t.start));
}

function finishing() {
  const km = field(t.odometer, { inputMode: "numeric", name: "odometer" });
  return el("div", { class: "card" }, km.node, el("button", { class: "button go", type: "button",
    onclick: () => act("finish", null, { odometer_km: number(km) }) }, t.finish));
}

function depositing() {
  const amount = field(t.amount, { inputMode: "numeric", name: "amount" });
  const slip = field(t.slip, { name: "slip", maxLength: 60 });
  const form = el("div", { hidden: true }, amount.node, slip.node, el("button", { class: "button", type: "button",
    onclick: () => number(amount) && act("deposit", null, { amount: String(number(amount)), slip: slip.input.value }) }, t.deposit));
  return el("div", { class: "card" }, el("div", { class: "row" }, el("span", {}, `${t.held}: ${pesos(day.cash_held)}`),
    el("button", { class: "back", type: "button", onclick: () => { form.hidden = !form.hidden; } }, t.deposit)), form);
}

const number = ({ input }) => Number(input.value.replace(/\D/g, "")) || null;

function logInView(message = "") {
  const email = field(t.email, { type: "email", autocomplete: "username", name: "email" });
  const password = field(t.password, { type: "password", autocomplete: "current-password", name: "password" });
  const wrong = el("p", { class: "note bad", hidden: !message, role: "alert" }, message);
  const form = el("form", { class: "card" }, el("h1", {}, "Quenty"), email.node, password.node, wrong,
    el("button", { class: "button", type: "submit" }, t.logIn));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await logIn(email.input.value, password.input.value);
      await send();
      await draw();
    } catch (error) {
      wrong.textContent = error.message;
      wrong.hidden = false;
    }
  });
  return form;
}

async function refusals() {
  const refused = (await store.get("refused")) || [];
  if (!refused.length) return null;
  return el("div", { class: "note bad" }, el("strong", {}, t.refused),
    el("ul", {}, refused.map((row) => el("li", {}, `${hour(row.at)} ${t.actions[row.kind] ?? row.kind}: ${row.message}`))),
    el("button", { class: "back", type: "button", onclick: async () => { await store.put("refused", []); draw(); } }, t.dismiss));
}

async function bar() {
  const left = await waiting();
  const net = document.getElementById("net");
  const online = navigator.onLine && reached;
  net.className = online ? "" : "off";
  net.textContent = (online ? t.online : t.offline) + (left ? ` · ${left} ${t.toSend}` : "");
  document.getElementById("bar").hidden = !day?.run;
  if (!day?.run) return;
  document.getElementById("run-number").textContent = day.run.number;
  const over = day.stops.filter((stop) => OVER.includes(stop.status)).length;
  document.getElementById("run-progress").textContent = `${over} / ${day.stops.length}`;
}

async function draw() {
  const signedIn = await store.get("refresh");
  day = await store.get("run");
  await bar();
  if (!signedIn && !day?.run) return view.replaceChildren(logInView());
  if (!day?.run) return view.replaceChildren(el("p", { class: "card" }, t.noRun), again());
  const stop = day.stops.find((row) => row.id === open);
  const body = stop ? stopView(stop, day.run.status === "started", act, () => { open = null; draw(); }, () => look(stop.id), overLimit(stop)) : runView();
  const parts = [await refusals(), body, signedIn ? null : logInView()].filter(Boolean);
  return view.replaceChildren(...parts);
}

// How a stop stands by now, without drawing it anew: what is typed and signed stays.
async function look(id) {
  await send();
  day = (await store.get("run")) ?? day;
  return day.stops.find((row) => row.id === id);
}

const again = () => el("button", { class: "button", type: "button", onclick: send }, t.refresh);

// While somebody types, the page is not drawn anew under their hands.
const typing = () => ["INPUT", "TEXTAREA", "SELECT"].includes(document.activeElement?.tagName);

async function send() {
  try {
    reached = (await synchronise()) ?? reached;
  } catch (error) {
    if (!(error instanceof SignedOut)) throw error;
  }
  if (typing() || open) await bar();
  else await draw();
}

async function ping() {
  if (day?.run?.status !== "started") return;
  const here = await position();
  if (here) await store.add("pings", { at: new Date().toISOString(), latitude: here[0], longitude: here[1] });
}

addEventListener("online", send);
addEventListener("offline", bar);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());
setInterval(send, 15000);
setInterval(ping, 60000);
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/driver/sw.js", { scope: "/driver" });
navigator.storage?.persist?.();
draw().then(send);
