/** Reading pane beside the list on wide screens; elsewhere a title leads to the story's page. */

import { offerCopies } from "./copy.js";
import { fragment } from "./fragment.js";
import * as reading from "./reading.js";
import { text } from "./texts.js";
import { localizeTimes } from "./times.js";

const WIDE = matchMedia("(min-width: 75rem)");

const pane = document.getElementById("pane");
const list = document.getElementById("stories");
let request = null;

export const isOpen = () => pane !== null && !pane.hidden;

/** Opens a story of the list. */
export async function open(card) {
  const { href } = card.querySelector("h3 a");
  const page = new URL(href);
  page.searchParams.set("fragment", "story");
  request?.abort();
  request = new AbortController();
  let answer;
  try {
    answer = await fragment(page, request.signal);
  } catch (error) {
    if (error.message !== "aborted") {
      location.assign(href); // the page itself says what is wrong
    }
    return;
  }
  const story = answer.querySelector("article");
  // Relative addresses are meant from the story's page.
  story.querySelectorAll("a[href]").forEach((link) => link.setAttribute("href", link.href));
  pane.replaceChildren(bar(href), document.importNode(story, true));
  pane.hidden = false;
  document.documentElement.dataset.pane = "";
  pane.scrollTop = 0;
  localizeTimes(pane);
  offerCopies(pane);
  list.querySelectorAll("[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
  card.setAttribute("aria-current", "true");
  card.scrollIntoView({ block: "nearest" });
  reading.mark([card.id], true);
}

function bar(href) {
  const element = document.createElement("p");
  const page = document.createElement("a");
  const close = document.createElement("button");
  element.className = "pane-bar";
  page.href = href;
  page.textContent = text("openPage");
  close.type = "button";
  close.textContent = text("close");
  close.addEventListener("click", shut);
  element.append(page, close);
  return element;
}

/** Closes the pane; the focus returns to the story's title. */
export function shut() {
  request?.abort();
  pane.hidden = true;
  pane.replaceChildren();
  delete document.documentElement.dataset.pane;
  list.querySelector("[aria-current] h3 a")?.focus();
}

list?.addEventListener("click", (event) => {
  const title = event.target.closest("h3 a");
  const plain =
    event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (title && plain && WIDE.matches) {
    event.preventDefault();
    open(title.closest("article"));
    // From the keyboard, what was opened is read next.
    if (event.detail === 0) {
      pane.focus({ preventScroll: true });
    }
  }
});
