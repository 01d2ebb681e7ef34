// Adding and editing a source.
import { call, Refusal, source } from "./api.js";
import { open, submit } from "./form.js";
import { refresh } from "./region.js";
import { report } from "./report.js";
import { authenticated } from "./session.js";
import { phrase } from "./texts.js";

const dialog = document.getElementById("source-dialog");
const form = dialog.querySelector("form");
const choices = document.getElementById("choices");
const list = document.getElementById("choice-list");
const template = document.getElementById("choice").content;

/** Members of a definition that are one text each, named as in the API. */
const TEXTS = ["title", "interval", "language", "zone", "edition", "links_base"];

const settings = form.querySelector("details");
const anyway = document.getElementById("anyway");
const authorization = form.elements.authorization;

let edited = null; // the definition of the source; null while one is added
let discovered = null; // the address at which the choices that are shown were found

// ---- Adding

/** Asks for the address of a feed or of a site. */
export function addSource() {
  show(null, {}, null, phrase("add-title"));
  settings.open = false;
}

async function add() {
  const address = form.elements.url.value.trim();
  const url = discovered === address ? form.elements.choice.value : await feedAt(address);
  return url === null ? null : create(url);
}

/** The only feed at an address; null where there are several, which are then offered. */
async function feedAt(address) {
  let feeds;
  try {
    feeds = await call("POST", "discover", { url: address });
    if (feeds.length === 0) {
      throw new Refusal(422, phrase("no-feed"), "url");
    }
  } catch (failure) {
    // A feed that cannot be read now may be one tomorrow.
    anyway.hidden = !(failure instanceof Refusal && failure.status === 422);
    throw failure;
  }
  if (feeds.length === 1) {
    return feeds[0].url;
  }
  offer(feeds);
  discovered = address;
  return null;
}

async function create(url) {
  const source = await call("POST", "sources", { ...members(), url });
  return phrase("added", { name: source.title ?? source.id });
}

function offer(feeds) {
  const options = feeds.map((feed, position) => {
    const option = template.firstElementChild.cloneNode(true);
    const input = option.querySelector("input");
    input.value = feed.url;
    input.checked = position === 0;
    for (const slot of option.querySelectorAll("[data-slot]")) {
      slot.textContent = feed[slot.dataset.slot] ?? "";
    }
    return option;
  });
  list.replaceChildren(...options);
  choices.hidden = false;
  list.querySelector("input").focus();
}

function withdrawOffer() {
  discovered = null;
  anyway.hidden = true;
  choices.hidden = true;
  list.replaceChildren();
}

form.elements.url.addEventListener("input", withdrawOffer);

anyway.addEventListener("click", () => finish(() => create(form.elements.url.value.trim())));

// ---- Editing

/** Asks for changes of a source. */
export async function editSource({ id, name }) {
  const state = await call("GET", source(id));
  show(state.definition, state.definition, state.authorization, phrase("edit-title", { name }));
  settings.open = true;
}

async function save() {
  const url = form.elements.url.value.trim();
  const { id, enabled, backfill } = edited;
  const saved = await call("PUT", source(id), { ...members(), id, url, enabled, backfill });
  return phrase("saved", { name: saved.title ?? saved.id });
}

// ---- The form

/**
 * Opens the form.
 *
 * @param {object | null} definition of an edited source
 * @param {object} values of the fields
 * @param {string | null} scheme of the credentials, which are never shown
 */
function show(definition, values, scheme, title) {
  edited = definition;
  form.reset();
  withdrawOffer();
  form.elements.url.value = values.url ?? "";
  for (const name of TEXTS) {
    form.elements[name].value = values[name] ?? "";
  }
  form.elements.headers.value = Object.entries(values.headers ?? {})
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
  for (const element of form.querySelectorAll("[data-mode]")) {
    element.hidden = element.dataset.mode !== (definition === null ? "add" : "edit");
  }
  authorization.value = scheme === null ? "none" : "keep";
  authorization.querySelector("[value=keep]").hidden = scheme === null;
  showCredentials();
  dialog.querySelector("h2").replaceChildren(...title);
  open(dialog);
}

function showCredentials() {
  for (const field of form.querySelectorAll("[data-authorization]")) {
    field.hidden = field.dataset.authorization !== authorization.value;
  }
}

authorization.addEventListener("change", showCredentials);

/** The members that both requests have; an empty field is none. */
function members() {
  const all = {};
  for (const name of edited === null ? ["id", ...TEXTS] : TEXTS) {
    const value = form.elements[name].value.trim();
    if (value !== "") {
      all[name] = value;
    }
  }
  if (edited === null && form.elements.backfill.value !== "") {
    all.backfill = Number(form.elements.backfill.value);
  }
  return { ...all, headers: headers(), ...credentials() };
}

function headers() {
  const all = {};
  form.elements.headers.value.split("\n").forEach((line, position) => {
    const [, name, value] = /^\s*([^:\s]+)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    if (name) {
      all[name] = value;
    } else if (line.trim() !== "") {
      throw new Refusal(422, phrase("header-form", { line: position + 1 }), "headers");
    }
  });
  return all;
}

// Without the member, the credentials of an edited source stay.
function credentials() {
  const value = (name) => form.elements[`authorization.${name}`].value;
  switch (authorization.value) {
    case "basic":
      return { authorization: { basic: { user: value("basic.user"), password: value("basic.password") } } };
    case "bearer":
      return { authorization: { bearer: value("bearer").trim() } };
    case "none":
      return { authorization: null };
    default:
      return {};
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  finish(edited === null ? add : save);
});

/** Does the work of the form, which returns what is to be reported; null where it goes on. */
async function finish(work) {
  let done = null;
  await submit(form, async () => {
    done = await authenticated(work);
  });
  if (done !== null) {
    dialog.close();
    report(done);
    await refresh();
  }
}
