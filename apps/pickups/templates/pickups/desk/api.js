// What a desk asks of the server. Signed in for as long as the tab is open.
import { t } from "/desk/texts.js";

const API = "/api/v1";
const KEPT = "quenty-desk";
let access = "";

export const signedIn = () => Boolean(sessionStorage.getItem(KEPT));

export function logOut() {
  access = "";
  sessionStorage.removeItem(KEPT);
}

async function send(path, options) {
  const answer = await fetch(`${API}/${path}`, options).catch(() => { throw new Error(t.offline); });
  const told = answer.status === 204 ? null : await answer.json().catch(() => ({ title: `HTTP ${answer.status}` }));
  return [answer, told];
}

const asJson = (body, headers = {}) => ({
  method: "POST",
  headers: { "Content-Type": "application/json", ...headers },
  body: JSON.stringify(body),
});

function keep(told) {
  access = told.access_token;
  sessionStorage.setItem(KEPT, told.refresh_token);
}

export async function logIn(email, password) {
  const [answer, told] = await send("gateway/tokens", asJson({ email, password }));
  if (!answer.ok) throw new Error(told.detail || told.title);
  keep(told);
}

async function renew() {
  const [answer, told] = await send("gateway/tokens/refresh", asJson({ refresh_token: sessionStorage.getItem(KEPT) }));
  if (answer.status === 401 || answer.status === 403) logOut();
  if (!answer.ok) throw new Error(told.detail || told.title);
  keep(told);
}

// `body`: what is posted; nothing where something is only read. Throws in the reader's words.
export async function ask(path, body, again = true) {
  if (!access) await renew();
  const headers = { Authorization: `Bearer ${access}`, "Accept-Language": document.documentElement.lang };
  const [answer, told] = await send(`pickups/${path}`, body ? asJson(body, headers) : { headers });
  if (answer.status === 401 && again) {
    access = "";
    return ask(path, body, false);
  }
  if (!answer.ok) throw new Error(told.errors?.[0]?.detail || told.detail || told.title);
  return told;
}
