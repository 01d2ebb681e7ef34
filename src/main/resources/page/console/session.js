// The operator's session: the token is entered once, is kept for the tab, and can be forgotten.
import { Refusal, send, token } from "./api.js";
import { clear, open, refuse, submit } from "./form.js";
import { onShown } from "./region.js";
import { text } from "./texts.js";

const dialog = document.getElementById("token-dialog");
const form = dialog.querySelector("form");
const field = form.elements.token;
const listeners = [];

/** True while a token is kept. */
export const isOpen = () => Boolean(token.get());

/** Calls a listener when the session begins or ends. */
export const onChange = (listener) => listeners.push(listener);

function changed() {
  showCommands(document);
  listeners.forEach((listener) => listener());
}

/** Shows what is for the operator alone, or what is for all others. */
function showCommands(root) {
  for (const element of root.querySelectorAll("[data-operator]")) {
    element.hidden = !isOpen();
  }
  for (const element of root.querySelectorAll("[data-anonymous]")) {
    element.hidden = isOpen();
  }
}

/** Asks for the token. */
export function begin(problem = null) {
  field.value = "";
  open(dialog);
  if (problem !== null) {
    refuse(form, "token", problem);
  }
}

/** Forgets the token. */
export function end() {
  token.forget();
  changed();
}

/** Does what needs the token; where it is refused, another one is asked for. */
export async function authenticated(work) {
  try {
    return await work();
  } catch (failure) {
    if (failure instanceof Refusal && failure.isUnauthenticated) {
      document.querySelectorAll("dialog[open]").forEach((other) => other.close());
      end();
      begin(text("token-wrong"));
    }
    throw failure;
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  // A token is often copied with the scheme of its header before it.
  const bearer = field.value.trim().replace(/^Bearer\s+/i, "");
  // RFC 6750 section 2.1, and what more fits into a header.
  if (!/^[\x21-\x7e]+$/.test(bearer)) {
    clear(form);
    refuse(form, "token", text(bearer === "" ? "token-missing" : "token-form"));
    return;
  }
  const accepted = await submit(form, async () => {
    try {
      await send("GET", "sources?limit=1", { bearer });
    } catch (failure) {
      throw failure instanceof Refusal
        ? new Refusal(failure.status, explained(failure), "token")
        : failure;
    }
  });
  if (accepted) {
    token.set(bearer);
    field.value = "";
    changed();
    dialog.close();
  }
});

function explained(failure) {
  switch (failure.status) {
    case 401:
      return text("token-wrong");
    case 503:
      return `${failure.message} ${text("token-unset")}`;
    default:
      return failure.message;
  }
}

dialog.addEventListener("close", () => (field.value = ""));

onShown(showCommands);
changed();
