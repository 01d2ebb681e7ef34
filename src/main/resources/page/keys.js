/** Keyboard shortcuts. WCAG 2.1.4: keys of a single character can be turned off. */

import * as settings from "./settings.js";

const byId = (id) => document.getElementById(id);
const help = byId("keys");
const on = byId("keys-on");

byId("keys-offer").hidden = false;
byId("keys-open").addEventListener("click", () => help.showModal());
on.checked = settings.get("keys") !== "off";
on.addEventListener("change", () => settings.set("keys", on.checked ? "on" : "off"));

function step(by) {
  const links = [...document.querySelectorAll("#stories h2 a")];
  const here = document.activeElement?.closest("article")?.querySelector("h2 a");
  const at = links.indexOf(here);
  // Without a current story, both keys go to the first one.
  const next = links[at < 0 ? 0 : at + by];
  next?.focus();
  next?.closest("article").scrollIntoView({ block: "nearest" });
}

function search() {
  byId("q")?.focus();
  byId("q")?.select();
}

const ACTIONS = {
  j: () => step(1),
  k: () => step(-1),
  o: () => document.activeElement?.closest("article")?.querySelector("h2 a")?.click(),
  n: () => byId("arrived")?.click(),
  "/": search,
  "?": () => help.showModal(),
};

addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, select, textarea, dialog");
  const action = Object.hasOwn(ACTIONS, event.key) ? ACTIONS[event.key] : null;
  if (action && on.checked && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    action();
  }
});
