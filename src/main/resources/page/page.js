"use strict";
// Progressive enhancement: the page works without it. Nothing here creates HTML from strings:
// stories are rendered by the server and parsed by the browser into a document without scripts.
{
  const byId = (id) => document.getElementById(id);

  /** Stored settings; where storage is forbidden, they last as long as the page. */
  const settings = {
    get(name) {
      try {
        return localStorage.getItem(name);
      } catch {
        return null;
      }
    },
    set(name, value) {
      try {
        localStorage.setItem(name, value);
      } catch {
        // Storage is forbidden.
      }
    },
  };

  // ---- Theme

  const theme = byId("theme");
  theme.closest("label").hidden = false;
  theme.value = document.documentElement.dataset.theme ?? "auto";
  theme.addEventListener("change", () => {
    settings.set("theme", theme.value);
    if (theme.value === "auto") {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = theme.value;
    }
  });

  // ---- Times in the reader's zone

  const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  const DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
  const FULL = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "long" });

  function formatted(time) {
    const minutes = Math.round((time - Date.now()) / 60000);
    if (Math.abs(minutes) < 60) {
      return minutes === 0 ? "just now" : RELATIVE.format(minutes, "minute");
    }
    return Math.abs(minutes) < 24 * 60
      ? RELATIVE.format(Math.round(minutes / 60), "hour")
      : DATE.format(time);
  }

  function localizeTimes(root) {
    for (const element of root.querySelectorAll("time[datetime]")) {
      const time = new Date(element.dateTime);
      // The content of a story may have any text in a time element.
      if (!Number.isNaN(time.valueOf()) && !element.closest(".content")) {
        element.textContent = formatted(time);
        element.title = FULL.format(time);
      }
    }
  }

  localizeTimes(document);
  setInterval(() => localizeTimes(document), 60000);

  // A picture that fails to load is removed.
  addEventListener("error", (event) => event.target.closest?.(".lead")?.remove(), true);

  // ---- Keys

  const keys = byId("keys");
  const keysOn = byId("keys-on");
  byId("keys-offer").hidden = false;
  byId("keys-open").addEventListener("click", () => keys.showModal());
  // WCAG 2.1.4: keys of a single character can be turned off.
  keysOn.checked = settings.get("keys") !== "off";
  keysOn.addEventListener("change", () => settings.set("keys", keysOn.checked ? "on" : "off"));

  function step(by) {
    const links = [...document.querySelectorAll("#stories h2 a")];
    const here = document.activeElement?.closest("article")?.querySelector("h2 a");
    const at = links.indexOf(here);
    // Without a current story, both keys go to the first one.
    const next = links[at < 0 ? 0 : at + by];
    next?.focus();
    next?.closest("article").scrollIntoView({ block: "nearest" });
  }

  function search() {
    byId("q")?.focus();
    byId("q")?.select();
  }

  const ACTIONS = {
    j: () => step(1),
    k: () => step(-1),
    o: () => document.activeElement?.closest("article")?.querySelector("h2 a")?.click(),
    n: () => byId("arrived")?.click(),
    "/": search,
    "?": () => keys.showModal(),
  };

  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, select, textarea, dialog");
    const action = Object.hasOwn(ACTIONS, event.key) ? ACTIONS[event.key] : null;
    if (action && keysOn.checked && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      action();
    }
  });

  // ---- Live

  const list = byId("stories");
  if (list?.dataset.stream) {
    live(list);
  }

  /**
   * Events of the stream only signal a change. The new list is fetched from the page itself, so
   * that the server filters, sorts and renders, and a burst of events is one request.
   */
  function live(stories) {
    const MOST = 300; // stories on the page
    // ms, with jitter of up to as much again: stories arrive in bursts, the view is slightly behind
    // the stream, and not all readers should request at once
    const DEBOUNCE = 300;
    const RETRY = 2000; // ms until the list is fetched again where it lacks an announced story
    const RECONNECT = 5000; // ms, with jitter of up to as much again

    const status = byId("live");
    const arrived = byId("arrived");
    let source = null;
    let timer = null;
    let pending = null;
    const announced = new Set();
    let latest = null;

    function connect() {
      source = new EventSource(stories.dataset.stream);
      source.addEventListener("open", () => {
        say("Live");
        refresh(false); // stories from before the stream was open
      });
      source.addEventListener("error", () => {
        say("Not live at the moment");
        if (source?.readyState === EventSource.CLOSED) {
          setTimeout(reconnect, RECONNECT * (1 + Math.random()));
        }
      });
      for (const type of ["published", "updated", "duplicated"]) {
        source.addEventListener(type, (event) => expect(JSON.parse(event.data).id));
      }
      source.addEventListener("withdrawn", (event) => byId(JSON.parse(event.data).id)?.remove());
    }

    function disconnect() {
      source?.close();
      source = null;
    }

    function reconnect() {
      if (!document.hidden && (!source || source.readyState === EventSource.CLOSED)) {
        connect();
      }
    }

    function say(text) {
      status.classList.toggle("off", source?.readyState !== EventSource.OPEN);
      if (status.textContent !== text) {
        status.textContent = text;
      }
    }

    function expect(id) {
      announced.add(id);
      timer ??= setTimeout(() => refresh(true), DEBOUNCE * (1 + Math.random()));
    }

    function refresh(repeat) {
      clearTimeout(timer);
      timer = null;
      pending?.abort(); // a late response must not replace a newer one
      const request = new XMLHttpRequest();
      const expected = [...announced];
      pending = request;
      request.open("GET", location.href);
      request.responseType = "document";
      request.addEventListener("load", () => {
        if (request.status !== 200) {
          return;
        }
        expected.forEach((id) => announced.delete(id));
        merge(request.response);
        if (repeat && expected.some((id) => !request.response.getElementById(id))) {
          timer ??= setTimeout(() => refresh(false), RETRY);
        }
      });
      request.send();
    }

    function merge(page) {
      latest = [...page.querySelectorAll("#stories > article")];
      for (const story of latest) {
        const shown = byId(story.id);
        // A focused story is not replaced.
        if (shown && differs(shown, story) && !shown.contains(document.activeElement)) {
          shown.replaceWith(prepared(story));
        }
      }
      prune();
      const fresh = latest.filter((story) => !byId(story.id));
      if (fresh.length === 0) {
        arrived.hidden = true;
      } else if (isReading()) {
        offer(fresh.length);
      } else {
        show();
      }
    }

    /** Removes stories that were withdrawn while disconnected: the list is complete down to its last. */
    function prune() {
      const still = new Set(latest.map((story) => story.id));
      const last = latest.map((story) => byId(story.id)).findLast((shown) => shown);
      for (let shown = last?.previousElementSibling; shown; ) {
        const previous = shown.previousElementSibling;
        if (!still.has(shown.id)) {
          shown.remove();
        }
        shown = previous;
      }
    }

    const differs = (a, b) => a.dataset.revision !== b.dataset.revision;

    // A reader who has scrolled down or focused a story must not see it move.
    const isReading = () => scrollY > 120 || stories.contains(document.activeElement);

    const counted = (count) => (count === 1 ? "1 new story" : `${count} new stories`);

    function offer(count) {
      arrived.textContent = `Show ${counted(count)}`;
      arrived.hidden = false;
      say(counted(count));
    }

    /** Inserts all new stories in their places; returns them. */
    function show() {
      arrived.hidden = true;
      byId("empty")?.remove();
      if (!latest.some((story) => byId(story.id))) {
        stories.replaceChildren(); // too many new stories: the shown ones do not follow them directly
      }
      const added = [];
      let before = null;
      for (const story of latest) {
        let shown = byId(story.id);
        if (!shown) {
          shown = prepared(story);
          shown.classList.add("fresh");
          added.push(shown);
          if (before) {
            before.after(shown);
          } else {
            stories.prepend(shown);
          }
        }
        before = shown;
      }
      while (stories.children.length > MOST) {
        stories.lastElementChild.remove();
      }
      say(added.length > 0 ? counted(added.length) : "Live");
      return added;
    }

    function prepared(story) {
      const copy = document.importNode(story, true);
      localizeTimes(copy);
      return copy;
    }

    arrived.addEventListener("click", () => {
      const added = show();
      scrollTo({ top: 0 });
      added[0]?.querySelector("h2 a").focus({ preventScroll: true });
    });

    // A hidden page holds no connection: browsers allow six for a host.
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) {
        disconnect();
      } else {
        reconnect();
      }
    });
    addEventListener("pagehide", disconnect);
    addEventListener("pageshow", (event) => event.persisted && reconnect());

    reconnect();
  }
}
