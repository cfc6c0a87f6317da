"use strict";
// Keeps the page fresh and the keyboard useful; every page works without it.

const body = document.body;
const fresh = document.getElementById("fresh");
const away = document.getElementById("away");
const STALE = 12; // seconds without a word from the server
const TICK = 60_000; // milliseconds until "3 minutes ago" is another
const page = body.dataset.page ?? location.pathname + location.search; // what a form answered has no address
let heard = Date.now();
let asking = false;
let again = false;
let behind = false;

if (document.querySelector("[data-once]")) history.replaceState(null, "", page); // what was done is said once
if (document.querySelector("[data-retried]")) setTimeout(() => location.reload(), 10_000); // what was away may be back

/** Put what the server would show now in place of each live part, but never under somebody's hands. */
async function renew() {
  if (asking) { again = true; return; }
  asking = true;
  try {
    const answer = await fetch(page, { headers: { Accept: "text/html", "Vorlaut-Renews": "yes" }, redirect: "manual" });
    if (answer.status === 401) { location.assign("/sign-in"); return; }
    if (answer.ok) replaced(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // The server is gone: the page says so by itself, and hears of it when it is back.
  } finally {
    asking = false;
    if (again) { again = false; renew(); }
  }
}

function replaced(answer) {
  behind = false;
  for (const part of document.querySelectorAll("[data-part]")) {
    if (!part.isConnected) continue; // what held it was replaced just now
    const newer = answer.querySelector(`[data-part="${part.dataset.part}"]`);
    const inner = part.parentElement.closest("[data-part]");
    if (inner || !newer || newer.innerHTML === part.innerHTML) continue;
    if (busy(part)) { behind = true; continue; }
    const chosen = part.querySelector(".row.chosen")?.id;
    const held = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    part.replaceChildren(...document.importNode(newer, true).childNodes);
    if (chosen) document.getElementById(chosen)?.classList.add("chosen");
    if (held) part.querySelector(`a[href="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  }
  tell();
}

/** Whether somebody fills in a form there; who only stands on a link does not lose it. */
function busy(part) {
  const active = document.activeElement;
  return part.contains(active) && active.closest("form, details[open]") !== null || part.querySelector("details[open]") !== null;
}

function listen() {
  const source = new EventSource("/live");
  let number = null;
  source.addEventListener("news", (event) => {
    heard = Date.now();
    if (number !== null && event.data !== number) renew();
    number = event.data;
    tell();
  });
  source.addEventListener("open", () => { if (number !== null) renew(); });
  source.addEventListener("error", () => {
    if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    renew(); // leads to the door where nobody is signed in any more
    setTimeout(listen, 5000);
  });
}

function tell() {
  const stale = Date.now() - heard > STALE * 1000;
  fresh.classList.toggle("stale", stale);
  write(fresh, stale ? body.dataset.stale : behind ? body.dataset.behind : body.dataset.updated);
  const zoned = { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short" };
  const when = new Date(heard).toLocaleTimeString(document.documentElement.lang === "de" ? "de-DE" : "en-GB", zoned);
  write(away, stale ? `${body.dataset.stale}: ${away.dataset.away.replace("{when}", when)}` : "");
  away.hidden = !stale;
}

function write(place, said) {
  if (place.textContent !== said) place.textContent = said;
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
  else if (event.key === "/") { event.preventDefault(); [...document.querySelectorAll("input[type=search]")].find((one) => one.offsetParent)?.focus(); }
});

/** On a narrow window the list comes first, and the filters open when they are asked for. */
function fold(narrow) {
  for (const box of document.querySelectorAll("details.narrowing")) box.open = !narrow.matches;
}

const narrow = matchMedia("(max-width: 60rem)");
fold(narrow);
narrow.addEventListener("change", fold);

if ("live" in body.dataset) {
  const here = document.querySelector('form[action="/language"]');
  here.action = `/language?from=${encodeURIComponent(page)}`;
  listen();
  setInterval(tell, 1000);
  setInterval(() => { if (document.querySelector("[data-ticks]")) renew(); }, TICK);
  for (const over of ["focusout", "toggle"]) document.addEventListener(over, () => { if (behind) setTimeout(renew); }, true);
}
