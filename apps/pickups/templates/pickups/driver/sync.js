// Sending what was kept, in its order, when there is a network; each with its own id, so that
// what is sent twice counts once.
import * as store from "/driver/store.js";

const API = "/api/v1";
// Answers that would be the same if the same were sent again.
const ABOUT_THE_CONTENT = [400, 404, 413, 415, 422];
let access = "";
let busy = false;
// Something was recorded while the last round was under way.
let more = false;

export class SignedOut extends Error {}

export async function logIn(email, password, code) {
  const body = { email, password };
  if (code) body.code = code;
  const answer = await fetch(`${API}/gateway/tokens`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.detail || told.title);
  access = told.access_token;
  await store.put("refresh", told.refresh_token);
}

async function renew() {
  const refresh = await store.get("refresh");
  if (!refresh) throw new SignedOut();
  const answer = await fetch(`${API}/gateway/tokens/refresh`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ refresh_token: refresh }),
  });
  if (answer.status === 401 || answer.status === 403) {
    await store.put("refresh", "");
    throw new SignedOut();
  }
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const told = await answer.json();
  access = told.access_token;
  await store.put("refresh", told.refresh_token);
}

async function ask(path, options = {}, again = true) {
  if (!access) await renew();
  const headers = { Authorization: `Bearer ${access}`, ...(options.headers || {}) };
  const answer = await fetch(`${API}/pickups/${path}`, { ...options, headers });
  if (answer.status === 401) {
    access = "";
    if (again) return ask(path, options, false);
    await store.put("refresh", "");
    throw new SignedOut();
  }
  // Anything else that says nothing of what was sent: it is kept, and sent again.
  if (!answer.ok && !ABOUT_THE_CONTENT.includes(answer.status)) throw new Error(`HTTP ${answer.status}`);
  return answer;
}

const asJson = (body) => ({
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

async function sendActions() {
  let most = 50;
  for (;;) {
    const rows = await store.all("actions", most);
    if (!rows.length) return;
    const actions = rows.map(({ seq, ...action }) => action);
    const answer = await ask("driver/actions", asJson({ actions }));
    const told = await answer.json();
    // Whether there is a driver behind the account says nothing of what was done.
    if (answer.status === 404) throw new Error(told.detail || told.title);
    if (!answer.ok && rows.length > 1) {
      // One of them cannot be read: the others must not go with it.
      most = 1;
      continue;
    }
    if (!answer.ok) {
      // Kept apart, so that what comes after is not held up.
      await refuse(rows.map((row) => ({ ...row, message: told.detail || told.title })));
    } else {
      const refused = told.results.filter((result) => result.outcome === "refused");
      await refuse(refused.map((result) => ({
        ...rows.find((row) => row.id === result.id), message: result.message || result.code,
      })));
    }
    await store.drop("actions", rows.map((row) => row.seq));
  }
}

async function refuse(rows) {
  if (!rows.length) return;
  const known = (await store.get("refused")) || [];
  const fresh = rows.filter((row) => !known.some((old) => old.id === row.id));
  await store.put("refused", [...known, ...fresh].slice(-50));
}

async function sendEvidence() {
  for (const picture of await store.all("evidence", 20)) {
    const form = new FormData();
    for (const name of ["id", "stop_id", "attempt_id", "kind", "at"]) form.append(name, picture[name]);
    form.append("file", picture.file, `${picture.kind}.png`);
    const answer = await ask("driver/evidence", { method: "POST", body: form });
    if (!answer.ok) await refuse([{ ...picture, file: undefined, kind: picture.kind, message: `HTTP ${answer.status}` }]);
    await store.drop("evidence", [picture.id]);
  }
}

async function sendPings() {
  const rows = await store.all("pings", 200);
  if (!rows.length) return;
  await ask("driver/pings", asJson({ pings: rows.map(({ seq, ...ping }) => ping) }));
  await store.drop("pings", rows.map((row) => row.seq));
}

// The run as the server has it, unless something is still to be told.
async function fetchRun() {
  if (await store.count("actions")) return;
  const answer = await ask("driver/run");
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.detail || told.title);
  if (!(await store.count("actions"))) await store.put("run", told);
}

// True when everything is sent and the run is fresh, false when it could not be, undefined
// while it is being tried. Throws SignedOut.
export async function synchronise() {
  if (busy) {
    more = true;
    return undefined;
  }
  busy = true;
  try {
    do {
      more = false;
      // Pictures first: a delivery is proven by those that have arrived. Where they don't get
      // through, what happened must not wait for them.
      const stuck = await sendEvidence().catch((error) => error);
      await sendActions();
      if (stuck) throw stuck;
      await sendPings();
      await fetchRun();
    } while (more);
    return true;
  } catch (error) {
    if (error instanceof SignedOut) throw error;
    return false;
  } finally {
    busy = false;
  }
}

export async function waiting() {
  return (await store.count("actions")) + (await store.count("evidence"));
}
