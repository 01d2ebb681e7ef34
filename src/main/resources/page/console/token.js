// The token of the administration. Imports nothing: every page of stories asks if there is one.

const KEY = "admin-token";

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

/** True while a token is kept. */
export const isOperator = () => Boolean(token.get());
