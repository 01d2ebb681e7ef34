/** Stored settings; where storage is forbidden or full, they last as long as the page. */

const unstored = new Map();

export function get(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return unstored.get(name) ?? null;
  }
}

export function set(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    unstored.set(name, value);
  }
}

/** A stored JSON value; the fallback where there is none, or another program's. */
export const getJson = (name, fallback) => parsed(() => get(name), fallback);

export const setJson = (name, value) => set(name, JSON.stringify(value));

/** The same for this tab only, and as long as it is open. */
export const getTabJson = (name, fallback) => parsed(() => sessionStorage.getItem(name), fallback);

export function setTabJson(name, value) {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // What it was for is a convenience.
  }
}

function parsed(read, fallback) {
  try {
    return JSON.parse(read()) ?? fallback;
  } catch {
    return fallback;
  }
}
