/** Buttons that copy an address. */

import { text } from "./texts.js";

const BACK = 2000; // ms after which a button has its name again

export function offerCopies(root) {
  // The clipboard exists in secure contexts only; without it the address is there to be selected.
  if (navigator.clipboard) {
    root.querySelectorAll("[data-copy]").forEach((button) => (button.hidden = false));
  }
}

addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) {
    return;
  }
  await navigator.clipboard.writeText(button.dataset.copy);
  const name = button.textContent;
  button.textContent = text("copied");
  button.disabled = true;
  setTimeout(() => {
    button.textContent = name;
    button.disabled = false;
  }, BACK);
});

offerCopies(document);
