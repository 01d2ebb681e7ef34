/** Stored settings; where storage is forbidden, they last as long as the page. */

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
    unstored.set(name, value); // forbidden, or full
  }
}
