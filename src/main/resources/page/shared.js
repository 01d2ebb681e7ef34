/**
 * One stream for all pages of a browser, which opens at most six connections to a host: a Web Lock
 * elects the page that reads it, and a BroadcastChannel passes on what it reads. A SharedWorker
 * would need a policy of Trusted Types, and Chrome for Android has none.
 */

import { read } from "./stream.js";

/**
 * Follows the shared stream.
 *
 * @param url of the stream
 * @param from position after which this page lacks events; null where it does not matter
 * @param heartbeat ms between two heartbeats of the service
 * @param emit receives what stream.js emits
 * @return a function that ends it; the stream passes to another page
 */
export function follow(url, from, heartbeat, emit) {
  // Locks exist in secure contexts only: elsewhere each visible page has a stream of its own.
  if (!navigator.locks || !window.BroadcastChannel) {
    return read(url, from, heartbeat, emit);
  }
  const name = "stream " + new URL(url, location.href);
  const channel = new BroadcastChannel(name);
  const ended = new AbortController();
  let state = null; // of the stream, where this page reads it
  let position = from; // after the last event that another page has read
  let greeting = true; // until the page that reads the stream has answered

  function lead() {
    const close = read(url, position, heartbeat, (message) => {
      state = message.state ? message : state;
      emit(message);
      channel.postMessage(message);
    });
    return new Promise((release) => {
      ended.signal.addEventListener("abort", () => {
        close();
        release();
      });
    });
  }

  channel.addEventListener("message", ({ data }) => {
    if (data.event === "hello") {
      if (state) {
        channel.postMessage({ ...state, joined: true });
      }
      return;
    }
    position = data.position ?? position;
    // The other page resumed at its own position, and may have read events before this page came.
    emit({ ...data, resumed: false });
    if (data.joined && greeting) {
      emit({ event: "open", resumed: false });
    }
    greeting = false;
  });
  channel.postMessage({ event: "hello" });
  navigator.locks.request(name, { signal: ended.signal }, lead).catch((error) => {
    // Storage, and with it locks, may be forbidden.
    if (!ended.signal.aborted) {
      console.info("No shared stream:", error);
      const close = read(url, position, heartbeat, emit);
      ended.signal.addEventListener("abort", close);
    }
  });
  return () => {
    ended.abort();
    channel.close();
  };
}
