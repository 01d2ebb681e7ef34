/** Keyboard shortcuts. WCAG 2.1.4: keys of a single character can be turned off. */

import * as pane from "./pane.js";
import * as reading from "./reading.js";
import * as settings from "./settings.js";

const byId = (id) => document.getElementById(id);
const help = byId("keys");
const on = byId("keys-on");

byId("keys-offer").hidden = false;
byId("keys-open").addEventListener("click", () => help.showModal());
on.checked = settings.get("keys") !== "off";
on.addEventListener("change", () => settings.set("keys", on.checked ? "on" : "off"));

const steps = () => [...document.querySelectorAll("[data-step]")];

/** The step with the focus, else the one that the pane shows. */
const current = () =>
  document.activeElement?.closest("[data-step]") ?? document.querySelector("[data-step][aria-current]");

const linkOf = (step) => step?.querySelector("h2 a, h3 a") ?? step?.querySelector("a");

/** Goes to the next story or source of the list, or from one story's page to the next. */
function step(by) {
  const all = steps();
  if (all.length === 0) {
    document.querySelector(`.neighbours a[rel=${by > 0 ? "next" : "prev"}]`)?.click();
    return;
  }
  const at = all.indexOf(current());
  const next = at < 0 ? firstInView(all) : all[at + by];
  if (next) {
    linkOf(next)?.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    if (pane.isOpen()) {
      pane.open(next);
    }
  }
}

const firstInView = (all) =>
  all.find((element) => element.getBoundingClientRect().top >= 0) ?? all.at(-1);

function toggleRead() {
  const story = current();
  const id = story?.id ?? document.querySelector("article.whole")?.dataset.id;
  if (id) {
    reading.mark([id], !reading.isRead(id));
  }
}

function search() {
  byId("q")?.focus();
  byId("q")?.select();
}

const ACTIONS = {
  j: () => step(1),
  k: () => step(-1),
  o: () => linkOf(current())?.click(),
  v: () => (current() ?? document).querySelector("a.publisher")?.click(),
  m: toggleRead,
  n: () => byId("arrived")?.click(),
  "/": search,
  "?": () => help.showModal(),
};

function escape() {
  const open = document.querySelector("details.carriers[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  } else if (pane.isOpen()) {
    pane.shut();
  }
}

addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, select, textarea, dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (event.key === "Escape") {
    escape();
  } else if (Object.hasOwn(ACTIONS, event.key) && on.checked) {
    event.preventDefault();
    ACTIONS[event.key]();
  }
});

// A list of carriers closes when something else is clicked.
addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.carriers[open]")) {
    open.open = open.contains(event.target);
  }
});
