// Keeps the part of a page that is marked `id="fresh"` as new as the server has it, without losing the reader's place.
// The server renders it; this asks for the same page again every `data-fresh-s` seconds while the page is visible.

const part = document.getElementById("fresh");

async function refresh() {
  if (document.hidden || part.contains(document.activeElement) && document.activeElement.matches("input, select, textarea")) return;
  const answer = await fetch(location.href, { headers: { "X-Igor-Fresh": "1" } });
  if (answer.redirected && new URL(answer.url).pathname.endsWith("/login")) location.reload();
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("fresh");
  if (fresh && fresh.innerHTML !== part.innerHTML) part.replaceChildren(...fresh.childNodes);
}

if (part) {
  const wait = () => setTimeout(() => refresh().catch(() => {}).finally(wait), 1000 * Number(part.dataset.freshS));
  wait();
}
