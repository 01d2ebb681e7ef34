// The operator's session: the token is entered once, is kept for the tab, and can be forgotten.
import { Refusal, send } from "./api.js";
import { clear, open, refuse, submit } from "./form.js";
import { onShown } from "./rendered.js";
import { report } from "./report.js";
import { phrase, text } from "./texts.js";
import { isOperator, token } from "./token.js";

const dialog = document.getElementById("token-dialog");
const form = dialog.querySelector("form");
const field = form.elements.token;
const listeners = [];

/** True while a token is kept. */
export const isOpen = isOperator;

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
export function begin() {
  field.value = "";
  open(dialog);
}

let asking = null;

/** Asks for another token, above a form that is being filled in; true if there is one then. */
function askAgain() {
  asking ??= new Promise((answered) => {
    begin();
    refuse(form, "token", phrase("token-expired"));
    const closed = () => {
      asking = null;
      answered(isOpen());
    };
    dialog.addEventListener("close", closed, { once: true });
  });
  return asking;
}

/** Forgets the token. */
export function end() {
  token.forget();
  changed();
}

/** Ends the session if a request that nobody asked for shows that the token is refused. */
export function endIfExpired(failure) {
  // A wrong token that is sent again and again would lock the operator out (429).
  if (failure.isUnauthenticated || failure.status === 429) {
    end();
    report(text("token-expired"), false);
  }
}

/** Does what needs the token; where it is refused, it is done with another one. */
export async function authenticated(work) {
  for (;;) {
    try {
      return await work();
    } catch (failure) {
      if (!(failure instanceof Refusal && failure.isUnauthenticated)) {
        throw failure;
      }
      end();
      if (!(await askAgain())) {
        throw failure;
      }
    }
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  // A token is often copied with the scheme of its header before it.
  const bearer = field.value.trim().replace(/^Bearer\s+/i, "");
  // RFC 6750 section 2.1, and what more fits into a header.
  if (!/^[\x21-\x7e]+$/.test(bearer)) {
    clear(form);
    refuse(form, "token", phrase(bearer === "" ? "token-missing" : "token-form"));
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
      return phrase("token-wrong");
    case 503:
      return [...failure.words, " ", ...phrase("token-unset")];
    default:
      return failure.words;
  }
}

dialog.addEventListener("close", () => (field.value = ""));

onShown(showCommands);
changed();
