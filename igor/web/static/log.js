// The log of a build: appends what is new by byte offset, colours Igor's own lines, follows the end unless the reader
// has scrolled away. Text only ever enters the page as text.

const log = document.getElementById("log");
const follow = document.getElementById("follow");
const state = document.getElementById("log-state");
let start = Number(log.dataset.start);
let rest = "";

function classOf(line) {
  if (/^\[igor\].*(failed|timed out|stopped)/.test(line) || /^(ERROR|Finished: (FAILURE|ABORTED))/.test(line)) return "bad";
  if (/^Finished: SUCCESS/.test(line)) return "good";
  if (/^(\[igor\]|Started by|Building |\+ |Finished:)/.test(line)) return "own";
  return "";
}

function paint(text) {
  const lines = (rest + text).split("\n");
  rest = lines.pop();
  const fragment = document.createDocumentFragment();
  for (const line of lines) {
    const name = classOf(line);
    const piece = name ? document.createElement("span") : document.createTextNode(line + "\n");
    if (name) { piece.className = name; piece.textContent = line + "\n"; }
    fragment.append(piece);
  }
  log.append(fragment);
}

function toEnd() {
  if (follow.checked) log.scrollTop = log.scrollHeight;
}

async function more() {
  const answer = await fetch(`${log.dataset.source}?start=${start}`);
  if (!answer.ok) throw new Error(answer.statusText);
  paint((await answer.text()).replaceAll("\r\n", "\n"));
  start = Number(answer.headers.get("X-Text-Size"));
  toEnd();
  return answer.headers.get("X-More-Data") === "true";
}

async function run() {
  try {
    const running = await more();
    state.textContent = running ? "running…" : "";
    if (running) return setTimeout(run, 700);
    if (rest) paint("\n");
    if (log.dataset.running === "true") location.reload();
  } catch {
    state.textContent = "no connection, trying again…";
    setTimeout(run, 3000);
  }
}

log.addEventListener("wheel", (event) => { if (event.deltaY < 0) follow.checked = false; }, { passive: true });
follow.addEventListener("change", toEnd);
const written = log.lastChild && log.lastChild.nodeType === Node.TEXT_NODE ? log.lastChild : null;
if (written) {
  const text = written.data;
  written.remove();
  paint(text);
}
if (log.dataset.running === "true") run(); else if (rest) paint("\n");
