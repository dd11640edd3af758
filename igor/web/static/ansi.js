// Terminal text as spans: SGR colours and weights become classes (and colours that only the text knows, styles), every
// other escape sequence and control character disappears. Source: ECMA-48 8.3.117 (SGR), xterm's 256 colours.

const PARTS = /\x1b\[([\d;:]*)m|\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\|$)|\x1b[ -/]*[0-~]?|[\x00-\x08\x0b-\x1f\x7f]/g;
const LEVELS = [0, 95, 135, 175, 215, 255];

/** The style at the start of a text: nothing set. `ink` and `ground` are 0 to 15 or a CSS colour. */
export const plain = () => ({ ink: null, ground: null, bold: false, dim: false, italic: false, underline: false, inverse: false });

/** One of the 256 colours: the first 16 follow the palette of the page. */
function indexed(number) {
  if (number < 16) return number;
  if (number >= 232) return `rgb(${Array(3).fill(8 + 10 * (number - 232)).join()})`;
  const cube = number - 16;
  return `rgb(${[Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((level) => LEVELS[level]).join()})`;
}

/** The colour behind 38 or 48, taken off the codes: `5;N` or `2;R;G;B`. */
function extended(codes) {
  const kind = codes.shift();
  if (kind === 5) return indexed(Math.min(255, codes.shift() || 0));
  if (kind === 2) return `rgb(${codes.splice(0, 3).map((part) => Math.min(255, part)).join()})`;
  return null;
}

/** The style after an SGR sequence with these parameters. */
export function styled(before, parameters) {
  let style = { ...before };
  const codes = parameters.split(/[;:]/).map(Number);
  while (codes.length) {
    const code = codes.shift();
    if (code === 0) style = plain();
    else if (code === 1) style.bold = true;
    else if (code === 2) style.dim = true;
    else if (code === 3) style.italic = true;
    else if (code === 4) style.underline = true;
    else if (code === 7) style.inverse = true;
    else if (code === 22) style.bold = style.dim = false;
    else if (code === 23) style.italic = false;
    else if (code === 24) style.underline = false;
    else if (code === 27) style.inverse = false;
    else if (code >= 30 && code <= 37) style.ink = code - 30;
    else if (code === 38) style.ink = extended(codes);
    else if (code === 39) style.ink = null;
    else if (code >= 40 && code <= 47) style.ground = code - 40;
    else if (code === 48) style.ground = extended(codes);
    else if (code === 49) style.ground = null;
    else if (code >= 90 && code <= 97) style.ink = code - 82;
    else if (code >= 100 && code <= 107) style.ground = code - 92;
  }
  return style;
}

function span(text, style) {
  const names = ["bold", "dim", "italic", "underline", "inverse"].filter((name) => style[name]);
  if (typeof style.ink === "number") names.push(`ink${style.ink}`);
  if (typeof style.ground === "number") names.push(`ground${style.ground}`);
  const free = typeof style.ink === "string" || typeof style.ground === "string";
  if (!names.length && !free) return document.createTextNode(text);
  const made = document.createElement("span");
  made.className = names.join(" ");
  if (typeof style.ink === "string") made.style.color = style.ink;
  if (typeof style.ground === "string") made.style.backgroundColor = style.ground;
  made.textContent = text;
  return made;
}

/** Append a text to a node (or to nothing: null), beginning with a style; the style after it. */
export function write(node, text, style) {
  let from = 0;
  for (const found of text.matchAll(PARTS)) {
    if (node && found.index > from) node.append(span(text.slice(from, found.index), style));
    from = found.index + found[0].length;
    if (found[1] !== undefined) style = styled(style, found[1]);
  }
  if (node && from < text.length) node.append(span(text.slice(from), style));
  return style;
}

/** The text without its escape sequences. */
export const bare = (text) => text.replace(PARTS, "");
