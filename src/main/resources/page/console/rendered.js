// What the server renders anew while the page is open: those who add to it, and the focus, which
// must not get lost with it. On a page where nothing is rendered anew it is all of the page.

const region = document.getElementById("health") ?? document.body;
const listeners = [];

/** Calls a listener with each element of the server that is shown, and with those of now. */
export function onShown(listener) {
  listeners.push(listener);
  listener(region);
}

/** Tells the listeners of an element that is about to be shown. */
export function shown(element) {
  listeners.forEach((listener) => listener(element));
}

/** Where the focus is in the region: elements are replaced, their places stay. */
export function focusPlace() {
  const focused = document.activeElement;
  if (!region.contains(focused)) {
    return null;
  }
  const row = focused.closest("[data-source]");
  return {
    row: row?.id ?? null,
    next: row?.nextElementSibling?.id ?? null,
    key: focused.dataset.action ?? focused.dataset.sort ?? null,
  };
}

/** Focuses what is at a place now; beside it where it is gone. */
export function restoreFocus(place) {
  const focused = document.activeElement;
  // A button of a dialog that was closed has the focus until the next frame.
  if (place === null || (focused !== document.body && focused?.checkVisibility())) {
    return;
  }
  const byId = (id) => id && document.getElementById(id);
  const within = place.row === null ? region : byId(place.row);
  const key = place.key && CSS.escape(place.key);
  const found = key && within?.querySelector(`[data-action="${key}"], [data-sort="${key}"]`);
  // A command of another row must not be where that of a deleted one was.
  (found || (within || byId(place.next) || region).querySelector("a, button"))?.focus();
}
