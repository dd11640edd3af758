// Keeps the parts of a page that are marked `data-fresh` as new as the server has them, without losing the reader's
// place: elements stay, only what differs changes. The server renders; this asks for the same page again every
// `data-fresh` seconds while the page is visible. An empty `data-fresh` follows when the others or a form ask.

const parts = () => [...document.querySelectorAll("[data-fresh]")];
const said = document.getElementById("said");

/** Say a sentence at the edge of the page. */
export function say(text, kind = "") {
  said.textContent = text;
  said.className = `said ${kind}`.trim();
  said.hidden = !text;
}

function patchAttributes(old, fresh) {
  const readers = old.nodeName === "DETAILS" ? "open" : ""; // what the reader unfolded stays so
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && name !== readers) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
}

/** Make `old` like `fresh`. Children with the same `data-key` are the same thing, others go by kind and order. */
function patch(old, fresh) {
  patchAttributes(old, fresh);
  const left = [...old.childNodes];
  const take = (wanted) => {
    const key = wanted.dataset?.key;
    const at = left.findIndex((node) => node.nodeName === wanted.nodeName && node.dataset?.key === key);
    return at < 0 ? null : left.splice(at, 1)[0];
  };
  let next = old.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    const kept = take(wanted);
    if (kept && kept.nodeType === Node.ELEMENT_NODE) patch(kept, wanted);
    else if (kept && kept.nodeValue !== wanted.nodeValue) kept.nodeValue = wanted.nodeValue;
    const node = kept || wanted;
    if (node === next) next = next.nextSibling;
    else old.insertBefore(node, next);
  }
  left.forEach((node) => node.remove());
}

/** Ask for the page and take over what is new. */
export async function refresh() {
  const answer = await fetch(location.href, { headers: { "X-Igor-Fresh": "1" } });
  if (answer.status === 403) location.reload();
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const focused = document.activeElement;
  for (const part of parts()) {
    const fresh = page.getElementById(part.id);
    if (fresh) patch(part, fresh);
  }
  if (focused !== document.activeElement && focused.isConnected) focused.focus({ preventScroll: true });
  if (said.dataset.lost) { delete said.dataset.lost; say(""); }
}

function lost() {
  say("No connection to the controller, trying again…", "bad");
  said.dataset.lost = "true";
}

function wait() {
  const seconds = parts().map((part) => Number(part.dataset.fresh)).filter(Boolean);
  if (!seconds.length) return;
  setTimeout(async () => {
    if (!document.hidden) await refresh().catch(lost);
    wait();
  }, 1000 * Math.min(...seconds));
}

/** Forms marked `data-said` act without leaving the page, and say so; without scripts they are ordinary forms. */
async function send(form, button) {
  const data = new FormData(form);
  const body = form.enctype === "multipart/form-data" ? data : new URLSearchParams(data);
  const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
  const done = answer.ok || answer.type === "opaqueredirect";
  say(done ? form.dataset.said : answer.headers.get("X-Error") || `Refused: ${answer.status} ${answer.statusText}`, done ? "" : "bad");
  if (done) setTimeout(() => { if (said.textContent === form.dataset.said) say(""); }, 4000);
  await refresh();
  button?.focus({ preventScroll: true });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-said]")) return;
  event.preventDefault();
  const button = event.submitter;
  if (button) button.disabled = true;
  send(form, button).catch(lost).finally(() => { if (button) button.disabled = button.hasAttribute("data-off"); });
});

wait();
