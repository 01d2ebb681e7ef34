// Commands of the operator on the lists of stories: saves a search as a view, edits and deletes views.
import { call, Refusal, view } from "./api.js";
import { open, submit } from "./form.js";
import { report } from "./report.js";
import { authenticated } from "./session.js";

const place = document.getElementById("console");
const { root, view: shown } = place.dataset;
const editing = document.getElementById("view-dialog");
const deletion = document.getElementById("view-delete-dialog");
const form = editing.querySelector("form");
const fields = form.elements;

let edited = null; // the view as the service has it; null while one is added

const COMMANDS = {
  save() {
    const search = new URLSearchParams(location.search);
    const words = search.get("q")?.trim() ?? "";
    show(null, { title: words, q: words, source: all(search, "source"), tag: all(search, "tag"), lang: all(search, "lang") });
    suggestId();
  },
  async edit() {
    try {
      const found = await authenticated(() => call("GET", view(shown)));
      show(found, found);
    } catch (failure) {
      if (!(failure instanceof Refusal)) {
        throw failure;
      }
      report(failure.words, false);
    }
  },
  delete: () => open(deletion),
};

for (const button of place.querySelectorAll("button[data-action]")) {
  button.addEventListener("click", COMMANDS[button.dataset.action]);
}

const all = (search, name) => search.getAll(name).filter((value) => value.trim() !== "");

function show(view, values) {
  edited = view;
  form.reset();
  fields.title.value = values.title ?? "";
  fields.description.value = values.description ?? "";
  fields.q.value = values.q ?? "";
  for (const name of ["source", "tag", "lang"]) {
    fields[name].value = (values[name] ?? []).join(", ");
  }
  for (const element of form.querySelectorAll("[data-mode]")) {
    element.hidden = element.dataset.mode !== (view === null ? "add" : "edit");
  }
  open(editing);
}

// ---- The id is made from the title until the operator has written one

let written = false;

function suggestId() {
  written = false;
  fields.id.value = slug(fields.title.value);
}

const slug = (title) =>
  title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(0, 64);

fields.title.addEventListener("input", () => {
  if (edited === null && !written) {
    fields.id.value = slug(fields.title.value);
  }
});
fields.id.addEventListener("input", () => (written = true));

// ---- Requests

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const id = edited?.id ?? fields.id.value.trim();
  // RFC 9110 section 13.1.2: a new view must not replace another one.
  const headers = edited === null ? { "If-None-Match": "*" } : {};
  if (await submit(form, () => authenticated(() => call("PUT", view(id), definition(), headers)))) {
    location.assign(`${root}${view(id)}`);
  }
});

/** The definition as the form has it; an empty field is none. The service keeps the secrets. */
function definition() {
  const text = (name) => fields[name].value.trim() || undefined;
  const list = (name) =>
    fields[name].value
      .split(",")
      .map((value) => value.trim())
      .filter((value) => value !== "");
  return {
    title: text("title"),
    description: text("description"),
    q: text("q"),
    source: list("source"),
    tag: list("tag"),
    lang: list("lang"),
    webhooks: edited?.webhooks?.map(({ url, events }) => ({ url, events })),
  };
}

deletion?.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (await submit(event.target, () => authenticated(() => call("DELETE", view(shown))))) {
    location.assign(root);
  }
});
