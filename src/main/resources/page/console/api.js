// Calls of the admin API. The token is sent in a header and no cookie exists, so that a request
// that another site forges carries no authority (CSRF).
import { available, outcome, phrase } from "./texts.js";

const KEY = "admin-token";
const ROOT = document.getElementById("console").dataset.root;

/** The bearer token (RFC 6750), kept for the session of this tab only. */
export const token = {
  get() {
    try {
      return sessionStorage.getItem(KEY);
    } catch {
      return token.here; // Storage is forbidden: it lasts as long as the page.
    }
  },
  set(value) {
    token.here = value;
    try {
      sessionStorage.setItem(KEY, value);
    } catch {
      // See get.
    }
  },
  forget() {
    token.here = null;
    try {
      sessionStorage.removeItem(KEY);
    } catch {
      // See get.
    }
  },
  here: null,
};

/** A request that was refused. */
export class Refusal extends Error {
  /**
   * @param {number} status 0 where no response arrived
   * @param {(string | Element)[]} words for people
   * @param {string | null} member the member of the body that is wrong
   */
  constructor(status, words, member = null) {
    super(words.map((part) => part.textContent ?? part).join(""));
    this.status = status;
    this.words = words;
    this.member = member;
  }

  /** True if the token is the reason. */
  get isUnauthenticated() {
    return this.status === 401;
  }
}

/**
 * Sends a request to a path below /admin/.
 *
 * @returns the response, which is a success
 * @throws {Refusal} for any other response, and for none
 */
export async function send(method, path, { body, type, accept, signal, bearer = token.get() } = {}) {
  let response;
  try {
    response = await fetch(`${ROOT}admin/${path}`, {
      method,
      body,
      signal,
      headers: {
        Accept: `${accept ?? "application/json, text/x-opml"}, application/problem+json`,
        ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}),
        ...(type ? { "Content-Type": type } : {}),
      },
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
    });
  } catch {
    throw new Refusal(0, phrase("unreachable"));
  }
  if (!response.ok) {
    throw await refusal(response);
  }
  return response;
}

/** Sends a JSON document, if any, and returns the one of the response; null for none. */
export async function call(method, path, document) {
  const body = document === undefined ? undefined : JSON.stringify(document);
  const response = await send(method, path, { body, type: body && "application/json" });
  const answer = await response.text();
  return answer === "" ? null : JSON.parse(answer);
}

async function refusal(response) {
  let problem = {};
  try {
    problem = await response.json();
  } catch {
    // A proxy in between has other error pages.
  }
  const after = response.headers.get("Retry-After");
  return new Refusal(response.status, words({ ...problem, after, status: response.status }), problem.parameter);
}

/** A problem document (RFC 9457) in the language of the page, as far as its cause is known. */
export function words({ type, parameter, detail, outcome: label, after, status }) {
  const cause = type?.split(":").at(-1);
  const name = detail
    ? available(`problem-${cause}-${parameter}`, `problem-${cause}`, "problem")
    : "refused";
  return phrase(name, { detail, after, status, outcome: label && outcome(label) });
}

/** The path of a source. */
export const source = (id) => `sources/${encodeURIComponent(id)}`;
