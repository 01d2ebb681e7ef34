// Texts are rendered by the server in the reader's language; a script only fills their slots.

const texts = document.getElementById("console-texts").content;

/**
 * A text of the page with values in its slots.
 *
 * @param {string} name its key
 * @param {Record<string, string | number>} values by the names of the slots, as in "%name%"
 */
export function text(name, values = {}) {
  const found = texts.querySelector(`[data-text="${CSS.escape(name)}"]`);
  if (!found) {
    throw new Error(`the page has no text "${name}"`);
  }
  return found.textContent.replace(/%(\w+)%/g, (slot, key) => String(values[key] ?? slot));
}

/** The name of an outcome, such as "not_modified"; a newer service may have outcomes of its own. */
export function outcome(label) {
  const found = texts.querySelector(`[data-text="outcome-${CSS.escape(label)}"]`);
  return found ? found.textContent : label;
}
