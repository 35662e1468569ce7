// Elements, a signature to draw, and pictures made small enough to send over a bad network.
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else if (name in node && name !== "list") node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

let fieldNumber = 0;
export function field(label, props = {}, tag = "input") {
  const id = `f${(fieldNumber += 1)}`;
  const input = el(tag, { id, ...props });
  return { input, node: el("div", {}, el("label", { htmlFor: id }, label), input) };
}

export function signature(label) {
  const canvas = el("canvas", { width: 640, height: 340, role: "img", ariaLabel: label });
  const pen = canvas.getContext("2d");
  let drawn = false;
  const wipe = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    Object.assign(pen, { lineWidth: 4, lineCap: "round", strokeStyle: "#111" });
    drawn = false;
  };
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...at(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!event.buttons) return;
    pen.lineTo(...at(event));
    pen.stroke();
    drawn = true;
  });
  wipe();
  return { canvas, wipe, drawn: () => drawn, file: () => new Promise((done) => canvas.toBlob(done, "image/png")) };
}

export async function smaller(file, side = 1280) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = el("canvas", { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
}

// Without this device's leave, or within two seconds, there is no position: the work goes on.
export function position() {
  return new Promise((done) => {
    if (!navigator.geolocation) return done(null);
    const wait = setTimeout(() => done(null), 2000);
    navigator.geolocation.getCurrentPosition(
      (here) => { clearTimeout(wait); done([here.coords.latitude, here.coords.longitude]); },
      () => { clearTimeout(wait); done(null); },
      { enableHighAccuracy: true, maximumAge: 30000, timeout: 2000 },
    );
  });
}

export const uuid = () => crypto.randomUUID();
