// What the phone keeps: the run as it was last seen, and what has not been sent yet.
const NAME = "quenty-driver";
let opening;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      const db = asked.result;
      db.createObjectStore("kept");
      db.createObjectStore("actions", { keyPath: "seq", autoIncrement: true });
      db.createObjectStore("evidence", { keyPath: "id" });
      db.createObjectStore("pings", { keyPath: "seq", autoIncrement: true });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opening;
}

async function within(names, mode, work) {
  const db = await open();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(names, mode);
    let found;
    transaction.oncomplete = () => resolve(found);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
    work(transaction, (value) => { found = value; });
  });
}

export function get(key) {
  return within("kept", "readonly", (t, give) => {
    const asked = t.objectStore("kept").get(key);
    asked.onsuccess = () => give(asked.result);
  });
}

export function put(key, value) {
  return within("kept", "readwrite", (t) => t.objectStore("kept").put(value, key));
}

export function all(name, limit = 200) {
  return within(name, "readonly", (t, give) => {
    const asked = t.objectStore(name).getAll(null, limit);
    asked.onsuccess = () => give(asked.result);
  });
}

export function count(name) {
  return within(name, "readonly", (t, give) => {
    const asked = t.objectStore(name).count();
    asked.onsuccess = () => give(asked.result);
  });
}

export function add(name, row) {
  return within(name, "readwrite", (t) => t.objectStore(name).put(row));
}

export function drop(name, keys) {
  return within(name, "readwrite", (t) => keys.forEach((key) => t.objectStore(name).delete(key)));
}

// An action, its pictures and the run as it looks afterwards: all of them or none.
export function record(action, pictures, run) {
  return within(["actions", "evidence", "kept"], "readwrite", (t) => {
    t.objectStore("actions").put(action);
    pictures.forEach((picture) => t.objectStore("evidence").put(picture));
    t.objectStore("kept").put(run, "run");
  });
}

export async function forget() {
  await within(["kept", "actions", "evidence", "pings"], "readwrite", (t) => {
    ["kept", "actions", "evidence", "pings"].forEach((name) => t.objectStore(name).clear());
  });
}
