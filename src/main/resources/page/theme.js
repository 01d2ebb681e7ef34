"use strict";
// Runs before the first paint, so that a dark page does not flash and a dense list does not jump.
{
  const stored = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // storage is forbidden
    }
  };
  const { dataset } = document.documentElement;
  const theme = stored("theme");
  if (theme === "light" || theme === "dark") {
    dataset.theme = theme;
  }
  dataset.density = stored("density") === "cards" ? "cards" : "compact";
}
