"use strict";
// Keeps the page fresh and the keyboard useful; every page works without it.

const body = document.body;
const fresh = document.getElementById("fresh");
let heard = Date.now();
let asking = false;
let again = false;

/** Put what the server would show now in place of each live part, but never under somebody's hands. */
async function renew() {
  if (asking) { again = true; return; }
  asking = true;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, redirect: "manual" });
    if (answer.status === 401) { location.assign("/sign-in"); return; }
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-part]")) {
      if (!part.isConnected) continue; // what held it was replaced just now
      const newer = page.querySelector(`[data-part="${part.dataset.part}"]`);
      const inner = part.parentElement.closest("[data-part]");
      if (inner || !newer || newer.innerHTML === part.innerHTML || busy(part)) continue;
      const chosen = part.querySelector(".row.chosen")?.id;
      part.replaceChildren(...document.importNode(newer, true).childNodes);
      if (chosen) document.getElementById(chosen)?.classList.add("chosen");
    }
  } finally {
    asking = false;
    if (again) { again = false; renew(); }
  }
}

function busy(part) {
  return part.contains(document.activeElement) && document.activeElement !== part || part.querySelector("details[open]") !== null;
}

function listen() {
  const source = new EventSource("/live");
  let number = null;
  source.addEventListener("news", (event) => {
    heard = Date.now();
    if (number !== null && event.data !== number) renew();
    number = event.data;
  });
  source.addEventListener("open", () => { if (number !== null) renew(); });
}

function tell() {
  const silent = Math.round((Date.now() - heard) / 1000);
  const stale = silent > 12;
  fresh.classList.toggle("stale", stale);
  const said = stale ? body.dataset.stale.replace("{n}", silent) : body.dataset.updated;
  if (fresh.textContent !== said) fresh.textContent = said;
}

function move(by) {
  const rows = [...document.querySelectorAll(".row")];
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.classList.contains("chosen"));
  const next = Math.max(0, Math.min(rows.length - 1, at < 0 ? 0 : at + by));
  rows[at]?.classList.remove("chosen");
  rows[next].classList.add("chosen");
  rows[next].scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "o") document.querySelector(".row.chosen a")?.click();
  else if (event.key === "/") { event.preventDefault(); document.querySelector("input[type=search]")?.focus(); }
});

if ("live" in body.dataset) {
  const here = document.querySelector('form[action="/language"]');
  here.action = `/language?from=${encodeURIComponent(location.pathname + location.search)}`;
  document.querySelector(".bar [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  listen();
  setInterval(tell, 1000);
}
