// The log of a build: appends what is new by byte offset, as a terminal would show it, with numbered lines; follows the
// end unless the reader has scrolled away. Text only ever enters the page as text.

import { bare, plain, write } from "./ansi.js";
import { refresh } from "./fresh.js";

const LINES_PER_BLOCK = 1000;
const MAX_BLOCKS = 20;

const log = document.getElementById("log");
const follow = document.getElementById("follow");
const state = document.getElementById("log-state");
const earlier = document.getElementById("log-earlier");
const decoder = new TextDecoder();
let start = Number(log.dataset.start);
let number = Number(log.dataset.line);
let block = null;
let style = plain();
/** The last line while its end is missing: its text, its element, the style before it. */
let rest = "";
let open = null;
let styleBefore = style;

function classOf(line) {
  if (/^\[igor\].*(failed|timed out|timeout|stopped)/.test(line) || /^Finished: (FAILURE|ABORTED)/.test(line)) return "bad";
  if (/\b(ERROR|FATAL|CRITICAL)\b|^Traceback |^[\w.]*(Error|Exception)(:|$)|^(error|fatal):/.test(line)) return "bad";
  if (/^Finished: SUCCESS/.test(line)) return "good";
  if (/^Finished: UNSTABLE/.test(line) || /^(WARN|WARNING)\b/.test(line)) return "warn";
  if (/^(\[igor\]|Started by|Running as|Building |\+ |Finished:)/.test(line)) return "own";
  return "";
}

/** Lines go by blocks: the browser leaves those out of sight undrawn, and the oldest goes when there are too many. */
function blockFor() {
  if (block && block.childElementCount < LINES_PER_BLOCK) return block;
  block = document.createElement("span");
  block.className = "block";
  log.append(block);
  if (log.childElementCount > MAX_BLOCKS) {
    log.firstElementChild.remove();
    earlier.hidden = false;
  }
  return block;
}

function addLine(text) {
  const made = document.createElement("span");
  made.id = `L${number}`;
  made.dataset.n = number++;
  const [shown, ...overwritten] = text.replace(/\r+$/, "").split("\r").reverse();
  for (const part of overwritten.reverse()) style = write(null, part, style);
  made.className = `line ${classOf(bare(shown))}`.trim();
  style = write(made, shown, style);
  made.append("\n");
  blockFor().append(made);
  return made;
}

function paint(text) {
  const lines = (rest + text).split("\n");
  rest = lines.pop();
  if (open) {
    open.remove();
    open = null;
    number--;
    style = styleBefore;
  }
  const dropped = Math.max(0, lines.length - LINES_PER_BLOCK * MAX_BLOCKS);
  if (dropped) {
    log.replaceChildren();
    block = null;
    number += dropped;
    earlier.hidden = false;
  }
  lines.slice(dropped).forEach(addLine);
  styleBefore = style;
  if (rest) open = addLine(rest);
}

/** Some frames in a row: blocks get their true height only as they come into sight. */
function toEnd(frames = 5) {
  log.scrollTop = log.scrollHeight;
  if (frames) requestAnimationFrame(() => toEnd(frames - 1));
}

/** Show and mark the line that the address names; false when it names none of these. */
function aim() {
  log.querySelector(".aimed")?.classList.remove("aimed");
  const line = /^#L\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
  if (!line) return false;
  line.classList.add("aimed");
  line.scrollIntoView({ block: "center" });
  return true;
}

async function more() {
  const answer = await fetch(`${log.dataset.source}?start=${start}`);
  if (!answer.ok) throw new Error(answer.statusText);
  const body = await answer.arrayBuffer();
  paint(decoder.decode(body, { stream: true }).replaceAll("\r\n", "\n"));
  start = Number(answer.headers.get("X-Text-Size"));
  if (body.byteLength && follow.checked) toEnd();
  return answer.headers.get("X-More-Data") === "true";
}

async function run() {
  try {
    const running = await more();
    state.textContent = running ? "running…" : "finished";
    follow.parentElement.hidden = !running;
    if (running) setTimeout(run, 700);
    else await refresh();
  } catch {
    state.textContent = "no connection, trying again…";
    setTimeout(run, 3000);
  }
}

/** When the reader last did something that may scroll. */
let moved = -Infinity;
for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
  log.addEventListener(kind, () => { moved = performance.now(); }, { passive: true });
}
log.addEventListener("scroll", () => {
  if (log.dataset.running !== "true" || performance.now() - moved > 1000) return;
  const distance = log.scrollHeight - log.scrollTop - log.clientHeight;
  if (distance < 4) follow.checked = true;
  else if (distance > 60) follow.checked = false;
});
log.addEventListener("click", (event) => {
  if (event.target.matches(".line") && event.offsetX < 0) location.hash = event.target.id;
});
follow.addEventListener("change", () => follow.checked && toEnd());
addEventListener("hashchange", aim);

const written = log.textContent;
log.replaceChildren();
log.classList.add("numbered");
paint(written);
if (log.dataset.running === "true") run();
if (!aim() && log.dataset.from === "end") toEnd();
