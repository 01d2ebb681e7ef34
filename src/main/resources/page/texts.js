/** Texts in the language of the page, which the server puts into it. */

const LANGUAGE = document.documentElement.lang;

/** The reader's own variant of the language of the page, such as en-GB for en. */
export const LOCALE = navigator.languages.find((tag) => tag.split("-")[0] === LANGUAGE) ?? LANGUAGE;

const NUMBER = new Intl.NumberFormat(LOCALE);
const PLURAL = new Intl.PluralRules(LANGUAGE);
const ALL = document.getElementById("texts").dataset;

export const text = (name) => ALL[name];

/** A text with a number, in its plural form: "newStories" has newStoriesOne and newStoriesOther. */
export function counted(name, count, more = "") {
  const category = PLURAL.select(count);
  const form = ALL[name + category[0].toUpperCase() + category.slice(1)] ?? ALL[name + "Other"];
  return form.replace("#", NUMBER.format(count) + more);
}
