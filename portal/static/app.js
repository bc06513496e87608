// Small improvements: every page works without them.

const body = document.body;
const on = (type, act) => document.addEventListener(type, act);

// Keys: data-key names the key that uses an element, unless someone is typing.

const FIELD = "textarea, select, input:not([type=checkbox], [type=radio])";

function findByKey(key) {
  const name = key.length === 1 ? key.toLowerCase() : key;
  const screen = document.querySelector("dialog[open]") ?? document;
  return [...screen.querySelectorAll(`[data-key="${CSS.escape(name)}"]`)].find(
    (each) => !each.disabled && each.getClientRects().length > 0,
  );
}

function useKey(event) {
  const { key, target } = event;
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  if (key === "Enter" && target.closest(`a, button, summary, ${FIELD}`)) return;
  const found = findByKey(key);
  if (!found || (target.closest(FIELD) && !("keyTyping" in found.dataset))) return;
  event.preventDefault();
  if (found.matches(FIELD)) found.focus();
  else found.click();
}

if (body.dataset.keys === "on") on("keydown", useKey);

// Leave quickly: empty the screen first, end the session on the way out.

const PRESSES = 3;
const PRESSED_WITHIN = 5000;
const exit = document.querySelector("[data-leave-to]");
let presses = [];

function leave(event) {
  event.preventDefault();
  body.replaceChildren();
  navigator.sendBeacon("/weg");
  location.replace(exit.dataset.leaveTo);
}

function countShift(event) {
  presses = presses.filter((at) => event.timeStamp - at < PRESSED_WITHIN);
  presses.push(event.timeStamp);
  const left = PRESSES - presses.length;
  if (!left) return leave(event);
  const words = exit.dataset.left.replace("{n}", left);
  document.getElementById("weg-teller").textContent = words;
}

if (exit) {
  exit.addEventListener("click", leave);
  on("keydown", (event) => event.key !== "Shift" && (presses = []));
  on("keyup", (event) => event.key === "Shift" && countShift(event));
}

// A page that the browser kept is asked again: its session may be over.

addEventListener("pageshow", (event) => event.persisted && location.reload());

// After a swap the focus goes to the news, and a lost connection is said. Who types on
// keeps it: the next letter would be a key.

const message = document.getElementById("melding");

function moveFocus(part) {
  const news = part.matches("[data-focus]") ? part : part.querySelector("[data-focus]");
  news?.focus();
}

function isTypingOn({ detail }) {
  const isSent = detail.requestConfig?.triggeringEvent?.type === "submit";
  return !isSent && document.activeElement.matches(FIELD);
}

function sayOffline(event) {
  message.innerHTML = '<p class="note warn" tabindex="-1" data-focus></p>';
  message.firstChild.textContent = message.dataset.offline;
  if (!isTypingOn(event)) moveFocus(message);
}

moveFocus(body);
on("htmx:beforeRequest", () => message.replaceChildren());
on("htmx:afterSettle", (event) => isTypingOn(event) || moveFocus(event.target));
on("htmx:sendError", sayOffline);
on("htmx:beforeSwap", (event) => {
  const { detail } = event;
  if (detail.xhr.status < 500 || detail.xhr.getResponseHeader("HX-Retarget")) return;
  detail.shouldSwap = false; // not our page: something in between answered
  sayOffline(event);
});

// The session: warn before it ends, and stay while someone is at work here.

const WARN = 120;
const RENEW_BELOW = 660;
const MINUTE = 60;
const dialog = document.getElementById("sessie");
const now = () => Date.now() / 1000;
let endsAt, livelyAt, askedAt, warnedFor;

function hear(secondsLeft) {
  if (secondsLeft !== null) endsAt = now() + Number(secondsLeft);
}

async function stay() {
  askedAt = now();
  const headers = JSON.parse(body.getAttribute("hx-headers"));
  const answer = await fetch("/ingelogd", { method: "POST", headers });
  hear(answer.headers.get("Session-Seconds"));
  if (endsAt - now() > WARN) dialog.close();
  else warn(false);
}

function warn(canStay) {
  warnedFor = endsAt;
  for (const part of dialog.querySelectorAll("[data-stay], [data-go]")) {
    part.hidden = "stay" in part.dataset !== canStay;
  }
  if (!dialog.open) dialog.show();
}

function watch() {
  const left = endsAt - now();
  const isLively = now() - livelyAt < MINUTE && !(now() - askedAt < MINUTE);
  if (left <= 0) {
    body.replaceChildren();
    location.replace("/inloggen");
  } else if (left < RENEW_BELOW && isLively) stay();
  else if (left < WARN && warnedFor !== endsAt) warn(true);
}

if (dialog) {
  hear(body.dataset.sessionSeconds);
  for (const sign of ["keydown", "pointerdown", "pointermove", "scroll"]) {
    addEventListener(sign, () => (livelyAt = now()), { passive: true });
  }
  dialog.querySelector("button").addEventListener("click", stay);
  on("htmx:afterRequest", ({ detail }) => hear(detail.xhr.getResponseHeader("Session-Seconds")));
  setInterval(watch, 5000);
}

// htmx writes down which page this is. Nothing of a visit stays in the browser.

sessionStorage.clear();
