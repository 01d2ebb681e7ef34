/** Stories that were read, in this browser only, and those that are new since the last visit. */

import * as settings from "./settings.js";
import { LOCALE, text } from "./texts.js";

const MOST = 5000; // remembered ids, the newest
const PAUSE = 30 * 60000; // ms without a page, after which the next one is another visit

const byId = (id) => document.getElementById(id);
const list = byId("stories");
const cards = () => [...(list?.querySelectorAll("article[id]") ?? [])];

const stored = () => new Set(settings.getJson("read", []));
let read = stored();

export const isRead = (id) => read.has(id);

/** Marks stories as read or unread. */
export function mark(ids, asRead) {
  read = stored(); // other pages mark too
  for (const id of ids) {
    read.delete(id);
    if (asRead) {
      read.add(id);
    }
  }
  settings.setJson("read", [...read].slice(-MOST));
  show();
}

function show() {
  for (const card of cards()) {
    card.classList.toggle("read", isRead(card.id));
  }
}

// ---- New since the last visit

const visit = lastVisit();

/** End of the visit before this one; one lasts as long as pages follow within half an hour. */
function lastVisit() {
  const now = Date.now();
  let { since, until } = settings.getJson("visit", {});
  if (until && now - until > PAUSE) {
    since = until;
  }
  settings.setJson("visit", { since, until: now });
  return since ?? null;
}

function keepVisit() {
  settings.setJson("visit", { ...settings.getJson("visit", {}), until: Date.now() });
}

function showNew() {
  const shown = cards();
  const old = shown.findIndex((card) => Date.parse(card.dataset.arrived) <= visit);
  shown.forEach((card, index) => card.classList.toggle("boundary", index === old && old > 0));
  if (visit && old !== 0 && shown.length > 0) {
    byId("since").textContent = text("since").replace("#", clock(visit));
  }
}

function clock(time) {
  const today = new Date().toDateString() === new Date(time).toDateString();
  const style = today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" };
  return new Intl.DateTimeFormat(LOCALE, style).format(time);
}

// ---- Pages

function exported() {
  const content = { exported: new Date().toISOString(), read: [...read] };
  const file = new Blob([JSON.stringify(content, null, 2)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = "rendezvous-read.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

const story = document.querySelector("main > article.whole");
if (story) {
  mark([story.dataset.id], true);
}

if (list) {
  byId("reading").hidden = false;
  byId("read-all").addEventListener("click", () =>
    mark(cards().map((card) => card.id), true),
  );
  byId("read-export").addEventListener("click", exported);
  list.addEventListener("arranged", () => {
    show();
    showNew();
  });
  addEventListener("storage", (event) => {
    if (event.key === "read") {
      read = stored();
      show();
    }
  });
  document.addEventListener("visibilitychange", keepVisit);
  show();
  showNew();
}
