/**
 * Reader of the stream of server-sent events. Not EventSource, which tells a script neither the
 * heartbeat, which is a comment, nor why a stream was refused.
 */

const FIRST_RETRY = 1000; // ms, doubled up to the last
const LAST_RETRY = 30000;
const POLL = 60000;
const MISSED = 2.5; // heartbeats without a byte, after which the connection counts as lost

/**
 * Reads a stream until it is closed, and reconnects by itself.
 *
 * @param url of the stream
 * @param from position after which to begin; null for new events alone
 * @param heartbeat ms between two heartbeats of the service
 * @param emit receives {state, reason} with "live", "reconnecting", "offline" or "polling"; and
 *     {event, id, position} with the events of the stream, {event: "open", resumed} for each new
 *     connection, before which events may have been missed unless it has resumed at a position, and
 *     {event: "poll"} in place of a stream
 * @return a function that closes the stream
 */
export function read(url, from, heartbeat, emit) {
  let lastId = from;
  let failures = 0;
  let connection = null;
  let retry = null;
  let watchdog = null;

  async function connect() {
    const current = new AbortController();
    connection = current;
    clearTimeout(retry);
    alive();
    try {
      const headers = { Accept: "text/event-stream" };
      if (lastId) {
        headers["Last-Event-ID"] = lastId;
      }
      const options = { headers, cache: "no-store", signal: current.signal };
      const response = await fetch(url, options);
      if (!response.ok) {
        await refused(response);
      } else {
        opened("Last-Event-ID" in headers);
        await events(response.body.getReader());
        ended(current);
      }
    } catch {
      ended(current); // the service or the network is away
    }
  }

  // An aborted connection is not the current one any more.
  function ended(which) {
    if (connection === which) {
      again(delay());
    }
  }

  function opened(resumed) {
    failures = 0;
    emit({ state: "live" });
    emit({ event: "open", resumed });
  }

  async function events(reader) {
    const decoder = new TextDecoder();
    const event = { type: "", data: "" };
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) {
        return;
      }
      alive();
      const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
      rest = lines.pop();
      lines.forEach((line) => take(event, line));
    }
  }

  // WHATWG HTML section 9.2.6, as far as the service uses it: one line of data an event.
  function take(event, line) {
    if (line.startsWith("event: ")) {
      event.type = line.slice(7);
    } else if (line.startsWith("id: ")) {
      lastId = line.slice(4);
    } else if (line.startsWith("data: ")) {
      event.data = line.slice(6);
    } else if (line === "") {
      if (event.type) {
        // Others are only signals: the service filters, sorts and renders the stories.
        const id = event.type === "withdrawn" ? JSON.parse(event.data).id : null;
        emit({ event: event.type, id, position: lastId });
      }
      event.type = event.data = "";
    }
  }

  async function refused(response) {
    if (response.status === 429) {
      const problem = await response.json().catch(() => ({})); // a proxy may limit, too
      emit({ state: "polling", reason: problem.detail ?? response.statusText });
      emit({ event: "poll" });
      later(POLL);
      return;
    }
    if (response.status === 400 || response.status === 410) {
      lastId = null; // events were missed; the list is read anew on "open"
    }
    again(1000 * Number(response.headers.get("Retry-After")) || delay());
  }

  // Jitter: not all readers should return to a restarted service at once.
  const delay = () =>
    Math.min(FIRST_RETRY * 2 ** failures++, LAST_RETRY) * (0.5 + Math.random());

  function again(ms) {
    emit({ state: navigator.onLine ? "reconnecting" : "offline" });
    later(ms);
  }

  function later(ms) {
    clearTimeout(watchdog);
    clearTimeout(retry);
    retry = setTimeout(connect, ms);
  }

  function alive() {
    clearTimeout(watchdog);
    watchdog = setTimeout(drop, heartbeat * MISSED);
  }

  function drop() {
    disconnect();
    again(delay());
  }

  function disconnect() {
    const current = connection;
    connection = null;
    clearTimeout(retry);
    clearTimeout(watchdog);
    current?.abort();
  }

  function goOffline() {
    disconnect();
    emit({ state: "offline" });
  }

  function goOnline() {
    disconnect();
    emit({ state: "reconnecting" });
    connect();
  }

  addEventListener("offline", goOffline);
  addEventListener("online", goOnline);
  connect();

  return () => {
    removeEventListener("offline", goOffline);
    removeEventListener("online", goOnline);
    disconnect();
  };
}
