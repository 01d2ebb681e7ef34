// Texts are rendered by the server in the reader's language; a script only fills their slots.

const texts = document.getElementById("console-texts").content;

/** Slots for texts of the service, which are English in a page of any language. */
const ENGLISH = ["detail", "reason"];

const LONGEST_NAME = 100;

const template = (name) => texts.querySelector(`[data-text="${CSS.escape(name)}"]`)?.textContent;

/** The first of these texts that the page has. */
export const available = (...names) => names.find((name) => template(name) !== undefined);

/**
 * A text of the page with values in its slots.
 *
 * @param {string} name its key
 * @param {Record<string, string | number>} values by the names of the slots, as in "%name%"
 */
export function text(name, values = {}) {
  return phrase(name, values)
    .map((part) => part.textContent ?? part)
    .join("");
}

/** The same as strings and elements, which mark the language of English texts. */
export function phrase(name, values = {}) {
  const found = template(name);
  if (found === undefined) {
    throw new Error(`the page has no text "${name}"`);
  }
  return found
    .split(/%(\w+)%/)
    .map((part, position) => (position % 2 === 0 ? part : value(part, values[part])));
}

function value(slot, given) {
  const string = String(given ?? `%${slot}%`);
  if (ENGLISH.includes(slot)) {
    const element = document.createElement("span");
    element.lang = "en";
    element.textContent = string;
    return element;
  }
  return slot === "name" ? named(string) : string;
}

/** A name is any text of a publisher: short, and without effect on the direction of the rest. */
function named(name) {
  const element = document.createElement("bdi");
  element.textContent = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
  return element;
}

/** The name of an outcome, such as "not_modified"; a newer service may have outcomes of its own. */
export const outcome = (label) => template(`outcome-${label}`) ?? label;
