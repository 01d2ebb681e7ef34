// The address of a source's feed, on its page. It may hold a secret, so that only the API tells it.
import { call, Refusal, source } from "./api.js";
import { onShown } from "./rendered.js";
import { endIfExpired, isOpen, onChange } from "./session.js";

let known = ""; // the address as of the last answer

async function show(root) {
  const place = root.querySelector?.("[data-slot=address]") ?? null;
  if (place === null || !isOpen()) {
    return;
  }
  place.textContent = known; // until it is asked for again: it can be edited
  try {
    const state = await call("GET", source(place.dataset.id));
    known = state.url;
    place.textContent = known;
  } catch (failure) {
    if (!(failure instanceof Refusal)) {
      throw failure;
    }
    endIfExpired(failure); // without an answer the page says that it is stale
  }
}

onShown(show);
onChange(() => {
  known = "";
  show(document);
});
