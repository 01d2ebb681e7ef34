/** Appearance that the reader chooses; theme.js applies it before the first paint. */

import * as settings from "./settings.js";

const theme = document.getElementById("theme");
theme.closest("label").hidden = false;
theme.value = document.documentElement.dataset.theme ?? "auto";
theme.addEventListener("change", () => {
  settings.set("theme", theme.value);
  if (theme.value === "auto") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme.value;
  }
});

// A picture that fails to load is removed.
addEventListener("error", (event) => event.target.closest?.(".lead")?.remove(), true);
