/**
 * The stories before and after one, in the list from which the reader came. The service knows only
 * those of the whole stream.
 */

import * as settings from "./settings.js";

const list = document.getElementById("stories");
const story = document.querySelector("main > article.whole");

if (list) {
  addEventListener("pagehide", () => settings.setTabJson("list", [...cards()]));
}
if (story) {
  const stories = settings.getTabJson("list", []);
  const at = stories.findIndex(({ id }) => id === story.dataset.id);
  if (at >= 0) {
    lead("prev", stories[at - 1]);
    lead("next", stories[at + 1]);
  }
}

function* cards() {
  for (const card of list.querySelectorAll("article[id]")) {
    const title = card.querySelector("h3 a");
    if (title) {
      yield { id: card.id, href: title.href, title: title.textContent, lang: title.closest("h3").lang };
    }
  }
}

/** Without a neighbour in the list the link stays that of the whole stream. */
function lead(rel, neighbour) {
  const link = document.querySelector(`.neighbours a[rel=${rel}]`);
  if (link && neighbour) {
    link.href = neighbour.href;
    link.querySelector("bdi").textContent = neighbour.title;
    link.querySelector("bdi").lang = neighbour.lang;
  }
}
