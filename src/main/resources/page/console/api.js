// Calls of the admin API. The token is sent in a header and no cookie exists, so that a request
// that another site forges carries no authority (CSRF).
import { available, outcome, phrase } from "./texts.js";
import { token } from "./token.js";

const ROOT = document.getElementById("console").dataset.root;

/** A request that was refused. */
export class Refusal extends Error {
  /**
   * @param {number} status 0 where no response arrived
   * @param {(string | Element)[]} words for people
   * @param {string | null} member the member of the body that is wrong
   * @param {{ cause?: string, outcome?: string }} reason of the problem document
   */
  constructor(status, words, member = null, { cause = null, outcome = null } = {}) {
    super(words.map((part) => part.textContent ?? part).join(""));
    this.status = status;
    this.words = words;
    this.member = member;
    this.cause = cause;
    this.outcome = outcome;
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
export async function send(method, path, { body, type, accept, signal, headers = {}, bearer = token.get() } = {}) {
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
        ...headers,
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
export async function call(method, path, document, headers) {
  const body = document === undefined ? undefined : JSON.stringify(document);
  const response = await send(method, path, { body, type: body && "application/json", headers });
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
  return new Refusal(response.status, words({ ...problem, after, status: response.status }), problem.parameter, {
    cause: causeOf(problem.type),
    outcome: problem.outcome,
  });
}

const causeOf = (type) => type?.split(":").at(-1);

/** A problem document (RFC 9457) in the language of the page, as far as its cause is known. */
export function words({ type, parameter, detail, outcome: label, after, status }) {
  const cause = causeOf(type);
  const name = detail
    ? available(`problem-${cause}-${parameter}`, `problem-${cause}`, "problem")
    : "refused";
  return phrase(name, { detail, after, status, outcome: label && outcome(label) });
}

/** The path of a view. */
export const view = (id) => `views/${encodeURIComponent(id)}`;

/** The path of a source. */
export const source = (id) => `sources/${encodeURIComponent(id)}`;
