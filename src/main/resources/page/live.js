/**
 * The live list. Events of the stream only signal a change; the list is fetched as the service
 * renders it: the cards and the link to older stories come from one answer, so that together they
 * are always the whole feed.
 */

import { fragment } from "./fragment.js";
import * as settings from "./settings.js";
import { follow } from "./shared.js";
import { counted, text } from "./texts.js";
import { localizeTimes } from "./times.js";

// ms, with jitter of up to as much again: stories arrive in bursts, and not all readers should
// request at once
const DEBOUNCE = 300;
const LEAST = 3000; // ms between two requests; also until a replica that is behind is asked again
const ANNOUNCE = 60000; // ms between two announcements

const byId = (id) => document.getElementById(id);
const list = byId("stories");

if (list?.dataset.stream) {
  live(list.dataset);
}

function live({ stream, from, heartbeat, fragment: url }) {
  const status = byId("live");
  const offer = byId("arrived");
  const insert = byId("insert");
  const cards = () => [...list.querySelectorAll("article")];

  let latest = null; // document of the last answer
  let fresh = []; // its stories that are not shown yet
  let end = null; // ends following the stream
  let request = null;
  let timer = null;
  let requested = -LEAST;
  let unsettled = false; // whether to ask once more
  let inserting = settings.get("insert") === "on";

  // ---- Connection

  /**
   * @param position of the stream at which the list was rendered: it has all stories after it. Null
   *     for a list that is shown again after a while, which is fetched: that takes less than the
   *     events of hours
   */
  function start(position) {
    end ??= follow(stream, position, Number(heartbeat), receive);
    if (!position) {
      changed();
    }
  }

  function stop() {
    end?.();
    end = null;
    request?.abort();
    clearTimeout(timer);
    timer = null;
  }

  function receive({ state, reason, event, id, resumed }) {
    if (state) {
      showState(state, reason);
    } else if (event === "withdrawn") {
      blank(byId(id));
      changed();
    } else if (!resumed) {
      changed();
    }
  }

  function showState(state, reason) {
    status.dataset.state = state;
    status.textContent = text(state).replace("#", reason);
  }

  // ---- Changes

  function changed() {
    unsettled = true;
    const wait = Math.max(DEBOUNCE * (1 + Math.random()), requested + LEAST - performance.now());
    timer ??= setTimeout(refresh, wait);
  }

  async function refresh() {
    timer = null;
    requested = performance.now();
    const again = unsettled;
    unsettled = false;
    request?.abort(); // a late answer must not replace a newer one
    request = new AbortController();
    try {
      latest = await fragment(url, request.signal);
    } catch {
      return; // a later event or connection refreshes
    }
    compare();
    if (again) {
      timer ??= setTimeout(refresh, LEAST); // another replica may be behind the stream
    }
  }

  function compare() {
    const now = [...latest.querySelectorAll("#stories article")];
    const shown = new Map(cards().map((card) => [card.id, card]));
    fresh = now.filter((card) => !shown.has(card.id));
    const altered = now
      .filter((card) => shown.has(card.id))
      .filter((card) => !isSame(shown.get(card.id), card))
      .filter((card) => !replaced(shown.get(card.id), card));
    withdrawn(now).forEach(blank);
    if (inserting && !isReading()) {
      show();
    } else {
      const more = fresh.length === now.length && fresh.length > 0 ? "+" : "";
      suggest(fresh.length, more, altered.length);
    }
    announce(fresh.length);
  }

  const isSame = (shown, card) =>
    shown.dataset.revision === card.dataset.revision && !shown.classList.contains("withdrawn");

  const heightOf = (card) => card.getBoundingClientRect().height;

  /** Replaces a card in place, unless others would move or it has the focus. */
  function replaced(shown, card) {
    if (shown.contains(document.activeElement)) {
      return false;
    }
    const copy = prepared(card);
    const height = heightOf(shown);
    shown.replaceWith(copy);
    if (heightOf(copy) !== height) {
      copy.replaceWith(shown);
    }
    return copy.isConnected;
  }

  /** Shown stories that the answer lacks, although it has later ones. */
  function withdrawn(now) {
    const still = new Set(now.map((card) => card.id));
    const shown = cards();
    const last = shown.findLastIndex((card) => still.has(card.id));
    return shown.slice(0, Math.max(last, 0)).filter((card) => !still.has(card.id));
  }

  /** Removes the words of a withdrawn story and leaves its place, so that nothing moves. */
  function blank(card) {
    if (card && !card.classList.contains("withdrawn")) {
      card.style.height = `${heightOf(card)}px`;
      card.classList.add("withdrawn");
      const note = document.createElement("p");
      note.textContent = text("withdrawn");
      card.replaceChildren(note);
    }
  }

  // ---- New stories

  function suggest(count, more, altered) {
    offer.hidden = count === 0 && altered === 0;
    if (!offer.hidden) {
      offer.textContent =
        count > 0 ? counted("newStories", count, more) : counted("changedStories", altered);
    }
  }

  // A reader who has scrolled down or focused a story must not see it move.
  const isReading = () => scrollY > 120 || list.contains(document.activeElement);

  /** Shows the last answer, with the cards that are there already where they did not change. */
  function show() {
    const added = new Set(fresh.map((card) => card.id));
    const next = [...latest.getElementById("stories").children].map((element) => {
      const shown = element.id ? byId(element.id) : null;
      return shown?.dataset.revision && isSame(shown, element) ? shown : prepared(element);
    });
    arrange(next);
    for (const card of cards()) {
      card.classList.toggle("fresh", added.has(card.id));
    }
    fresh = [];
    offer.hidden = true;
    list.dispatchEvent(new Event("arranged", { bubbles: true }));
  }

  /** Moves as little as possible: an element that is moved loses the focus. */
  function arrange(elements) {
    let at = list.firstElementChild;
    const kept = new Set(elements);
    for (const element of elements) {
      while (at && !kept.has(at)) {
        const gone = at;
        at = at.nextElementSibling;
        gone.remove();
      }
      if (element === at) {
        at = at.nextElementSibling;
      } else {
        list.insertBefore(element, at);
      }
    }
    while (at) {
      const gone = at;
      at = at.nextElementSibling;
      gone.remove();
    }
  }

  function prepared(element) {
    const copy = document.importNode(element, true);
    localizeTimes(copy);
    return copy;
  }

  offer.addEventListener("click", () => {
    const first = fresh[0]?.id;
    show();
    scrollTo({ top: 0 });
    byId(first)?.querySelector("h3 a").focus({ preventScroll: true });
  });

  // ---- Insertion without a click, which WCAG 2.2.2 leaves to the reader

  const nameInsertion = () => (insert.textContent = text(inserting ? "insertOn" : "insertOff"));

  nameInsertion();
  insert.addEventListener("click", () => {
    inserting = !inserting;
    settings.set("insert", inserting ? "on" : "off");
    nameInsertion();
    if (inserting && latest && !isReading()) {
      show();
    }
  });

  // ---- For screen readers: one count a minute, apart from the state

  let announced = -ANNOUNCE;
  let told = null;

  function announce(count) {
    clearTimeout(told);
    if (count > 0) {
      told = setTimeout(
        () => {
          announced = performance.now();
          byId("announcement").textContent = counted("newStories", count);
        },
        Math.max(0, announced + ANNOUNCE - performance.now()),
      );
    }
  }

  // A hidden page holds no connection: another page of the browser reads the stream.
  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : start(null)));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (event) => event.persisted && start(null));

  if (!document.hidden) {
    // The history of a browser has old pages.
    const [visit] = performance.getEntriesByType("navigation");
    start(visit?.type === "back_forward" ? null : from);
  }
}
