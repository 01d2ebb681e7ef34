// Forms in dialogs: refusals beside the field that they concern, and buttons that say that they work.
import { Refusal } from "./api.js";
import { focusPlace, restoreFocus } from "./rendered.js";

/** Opens a dialog, and gives the focus back when it closes, also to what has been rendered anew. */
export function open(dialog) {
  const place = focusPlace();
  dialog.addEventListener("close", () => restoreFocus(place), { once: true });
  clear(dialog.querySelector("form"));
  dialog.showModal();
}

for (const button of document.querySelectorAll("dialog [data-close]")) {
  button.addEventListener("click", () => button.closest("dialog").close());
}

/** Removes what a refusal has shown. */
export function clear(form) {
  for (const problem of form.querySelectorAll(".problem")) {
    problem.textContent = "";
  }
  for (const field of form.elements) {
    field.removeAttribute("aria-invalid");
  }
}

/**
 * Shows a text beside the field of a name, else beside the button, and goes there.
 *
 * @param {(string | Element)[]} words the text
 */
export function refuse(form, member, words) {
  const field = fieldOf(form, member);
  const problem = field
    ? document.getElementById(field.getAttribute("aria-describedby").split(" ").at(-1))
    : form.querySelector(".problem.general");
  problem.replaceChildren(...words);
  const folded = field?.closest("details:not([open])");
  if (folded) {
    folded.open = true;
  }
  field?.setAttribute("aria-invalid", "true");
  (field ?? form.querySelector(".buttons button:not(.plain)")).focus({ preventScroll: true });
  problem.scrollIntoView({ block: "nearest" });
  field?.closest(".field").scrollIntoView({ block: "nearest" }); // with its label
}

// "authorization.basic.user" is in the field of that name, else in that of "authorization".
function fieldOf(form, member) {
  for (let name = member ?? ""; name !== ""; name = name.replace(/[.[]?[^.[]*$/, "")) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLElement && field.hasAttribute("aria-describedby") && !field.closest("[hidden]")) {
      return field;
    }
  }
  return null;
}

/**
 * Does a form's work: once at a time, with refusals shown.
 *
 * @returns whether it was done
 */
export async function submit(form, work) {
  if (form.getAttribute("aria-busy") === "true") {
    return false;
  }
  clear(form);
  form.setAttribute("aria-busy", "true");
  try {
    await work();
    return true;
  } catch (failure) {
    if (!(failure instanceof Refusal)) {
      throw failure;
    }
    refuse(form, failure.member, failure.words);
    return false;
  } finally {
    form.removeAttribute("aria-busy");
  }
}
