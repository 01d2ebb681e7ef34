"use strict";
// Before anything is painted, so that a dark page does not begin with a flash of light.
{
  let theme = null;
  try {
    theme = localStorage.getItem("theme");
  } catch {
    // Where storage is forbidden, the system's theme is the theme.
  }
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
  }
}
