/** Appearance that the reader chooses; theme.js applies it before the first paint. */

import * as settings from "./settings.js";

const { dataset } = document.documentElement;

offer("theme", "auto");
offer("density", "compact");

function offer(name, standard) {
  const choice = document.getElementById(name);
  choice.value = dataset[name] ?? standard;
  choice.addEventListener("change", () => {
    settings.set(name, choice.value);
    if (choice.value === "auto") {
      delete dataset[name];
    } else {
      dataset[name] = choice.value;
    }
  });
}
