// Commands for one source, in its row or on its page.
import { call, Refusal, source } from "./api.js";
import { open, submit } from "./form.js";
import { importFeeds, exportFeeds } from "./opml.js";
import { refresh } from "./region.js";
import { onShown } from "./rendered.js";
import { report } from "./report.js";
import { authenticated, begin, end, isOpen, onChange } from "./session.js";
import { addSource, editSource } from "./source-form.js";
import { outcome, phrase, text } from "./texts.js";

const template = document.getElementById("source-actions").content;

/** A source as an element of the page names it. */
function subjectOf(element) {
  const { source: id, name, enabled } = element.closest("[data-source]").dataset;
  return { id, name, enabled: enabled === "true" };
}

const COMMANDS = {
  begin: () => begin(),
  forget() {
    end();
    report(text("forgotten"));
    document.querySelector("[data-action=begin]").focus();
  },
  add: () => addSource(),
  import: () => importFeeds(),
  export: () => attempt(exportFeeds),
  poll: (subject, button) => attempt(() => poll(subject), button),
  pause: (subject, button) => attempt(() => enable(subject, false), button),
  resume: (subject, button) => attempt(() => enable(subject, true), button),
  edit: (subject, button) => attempt(() => editSource(subject), button),
  delete: (subject) => confirmDeletion(subject),
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-action]");
  const command = button && COMMANDS[button.dataset.action];
  if (command) {
    const subject = button.closest("[data-source]") ? subjectOf(button) : null;
    command(subject, button);
  }
});

/** Does a command that no form belongs to; a refusal is reported. */
async function attempt(work, button) {
  if (button?.getAttribute("aria-busy") === "true") {
    return;
  }
  button?.setAttribute("aria-busy", "true");
  try {
    await authenticated(work);
  } catch (failure) {
    if (!(failure instanceof Refusal)) {
      throw failure;
    }
    report(failure.words, false);
    refresh(); // such as of a source that was deleted in another tab
  } finally {
    button?.removeAttribute("aria-busy");
  }
}

async function poll({ id, name }) {
  const result = await call("POST", `${source(id)}/poll`);
  if (result === null) {
    report(phrase("polled-elsewhere", { name }));
  } else {
    // The reason of whatever is neither read nor unchanged.
    const reason = result.reason ?? null;
    const values = { ...result, name, reason, outcome: outcome(result.outcome) };
    report(phrase(reason === null ? "polled" : "poll-failed", values), reason === null);
  }
  refresh(); // not awaited: the button is ready for another poll as soon as this one is reported
}

async function enable({ id, name }, enabled) {
  const { definition } = await call("GET", source(id));
  await call("PUT", source(id), { ...definition, enabled });
  report(phrase(enabled ? "resumed" : "paused", { name }));
  await refresh();
}

// ---- Deletion

const deletion = document.getElementById("delete-dialog");
let doomed = null;

function confirmDeletion(subject) {
  doomed = subject;
  deletion.querySelector("[data-slot=name]").textContent = subject.name;
  open(deletion);
}

deletion.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const { id, name } = doomed;
  const done = await submit(event.target, () => authenticated(() => call("DELETE", source(id))));
  if (done) {
    deletion.close();
    report(phrase("deleted", { name }));
    await refresh();
  }
});

// ---- Buttons

function showCommands(root) {
  const subjects = root.matches("[data-source]") ? [root] : root.querySelectorAll("[data-source]");
  for (const subject of subjects) {
    const place = subject.querySelector(".actions");
    place?.replaceChildren(...(isOpen() ? buttons(subject) : []));
  }
}

function buttons(subject) {
  const { name, enabled } = subjectOf(subject);
  const all = [...template.cloneNode(true).children];
  for (const button of all) {
    button.setAttribute("aria-label", `${button.title}: ${name}`);
  }
  return all.filter((button) => button.dataset.action !== (enabled ? "resume" : "pause"));
}

onShown(showCommands);
onChange(() => showCommands(document.body));
