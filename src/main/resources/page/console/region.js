// The part of the page that shows states. It is rendered by the server, fetched again every few
// seconds, and sorted and filtered without a reload: the address says what it shows.
import { fragment } from "../fragment.js";
import { LOCALE } from "../texts.js";
import { localizeTimes } from "../times.js";
import { focusPlace, restoreFocus, shown } from "./rendered.js";
import { text } from "./texts.js";

const PERIOD = 15000; // ms between two refreshes, with jitter of up to a fifth as much
const TIMEOUT = 20000; // ms
const TYPING = 250; // ms after the last key

const region = document.getElementById("health");
const stale = document.getElementById("stale");
const announcer = document.getElementById("announcer");
let timer = null;
let latest = null;

/** Elements as the server rendered them: listeners change what is shown. */
const rendered = new WeakMap();

function adopt(node) {
  const copy = document.importNode(node, true);
  if (copy.nodeType === Node.ELEMENT_NODE) {
    remember(copy);
    localizeTimes(copy);
    shown(copy);
  }
  return copy;
}

function remember(element) {
  for (const row of [element, ...element.querySelectorAll("[data-source]")]) {
    rendered.set(row, row.outerHTML);
  }
}

/**
 * Fetches the region again.
 *
 * @param {boolean} asked whether the reader asked for it: otherwise no row moves while the pointer
 *     or the focus is among them
 */
export async function refresh(asked = true) {
  clearTimeout(timer);
  latest?.abort(); // a late response must not replace a newer one
  const request = new AbortController();
  latest = request;
  region.toggleAttribute("data-waiting", asked);
  const timeout = setTimeout(() => request.abort(), TIMEOUT);
  const fresh = await fetched(request.signal);
  clearTimeout(timeout);
  if (latest === request) {
    region.removeAttribute("data-waiting");
    if (fresh !== null) {
      merge(fresh, asked);
    }
    tellAge(fresh !== null);
    schedule();
  }
}

/** The region as it is now; null without an answer. */
async function fetched(signal) {
  const address = new URL(location.href);
  address.searchParams.set("fragment", "health");
  try {
    return (await fragment(address, signal)).getElementById("health");
  } catch {
    return null; // the page says that it is stale
  }
}

function schedule() {
  clearTimeout(timer);
  if (!document.hidden) {
    timer = setTimeout(() => refresh(false), PERIOD * (1 + Math.random() / 5));
  }
}

let since = new Date();

function tellAge(isFresh) {
  if (isFresh) {
    since = new Date();
    stale.textContent = "";
  } else if (stale.textContent === "") {
    const time = since.toLocaleTimeString(LOCALE);
    stale.textContent = text("stale", { time });
  }
}

function merge(fresh, asked) {
  const place = focusPlace();
  const rows = region.querySelector("tbody");
  if (!asked && rows && fresh.querySelector("tbody") && isInUse(rows)) {
    updateInPlace(fresh);
  } else {
    region.replaceChildren(...[...fresh.childNodes].map(adopt));
    if (form) {
      form.hidden = region.querySelector(".overview") === null; // no source yet
    }
  }
  restoreFocus(place);
}

function isInUse(rows) {
  return rows.matches(":focus-within") || (matchMedia("(hover: hover)").matches && rows.matches(":hover"));
}

function updateInPlace(fresh) {
  for (const row of fresh.querySelectorAll("tbody [data-source]")) {
    const before = document.getElementById(row.id);
    if (before && rendered.get(before) !== row.outerHTML) {
      before.replaceWith(adopt(row));
    }
  }
  region.querySelector(".overview").replaceWith(adopt(fresh.querySelector(".overview")));
}

// ---- Sorting and filtering

/** Shows another selection or order, whose address stays in the history. */
async function go(address, isNew) {
  history[isNew ? "pushState" : "replaceState"](null, "", address);
  await refresh();
  announcer.textContent = region.querySelector("caption")?.textContent ?? "";
}

function isPlain(event) {
  return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
}

region.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-sort], .overview a");
  if (link && isPlain(event)) {
    event.preventDefault();
    const state = new URL(link.href).searchParams.get("state");
    if (form && !link.dataset.sort) {
      form.elements.state.value = state ?? "";
    }
    go(link.href, true);
  }
});

const form = document.getElementById("filter");

addEventListener("popstate", () => {
  const shown = new URL(location.href).searchParams;
  for (const name of form ? ["q", "state"] : []) {
    form.elements[name].value = shown.get(name) ?? "";
  }
  refresh();
});

let typing = null;

function filter() {
  clearTimeout(typing);
  const address = new URL(location.href);
  for (const field of [form.elements.q, form.elements.state]) {
    if (field.value.trim() === "") {
      address.searchParams.delete(field.name);
    } else {
      address.searchParams.set(field.name, field.value);
    }
  }
  address.searchParams.delete("page");
  go(address, false);
}

form?.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(filter, TYPING);
});
form?.addEventListener("submit", (event) => {
  event.preventDefault();
  filter();
});

document.addEventListener("visibilitychange", () => (document.hidden ? schedule() : refresh(false)));

remember(region);
schedule();
