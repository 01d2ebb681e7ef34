/** Times in the reader's zone and language. */

import { LOCALE } from "./texts.js";

const RELATIVE = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto", style: "short" });
const DATE = new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium" });
const FULL = new Intl.DateTimeFormat(LOCALE, { dateStyle: "full", timeStyle: "long" });

function formatted(time) {
  const minutes = Math.round((time - Date.now()) / 60000);
  if (minutes === 0) {
    return RELATIVE.format(0, "second"); // now
  }
  if (Math.abs(minutes) < 60) {
    return RELATIVE.format(minutes, "minute");
  }
  return Math.abs(minutes) < 24 * 60
    ? RELATIVE.format(Math.round(minutes / 60), "hour")
    : DATE.format(time);
}

export function localizeTimes(root) {
  for (const element of root.querySelectorAll("time[datetime]:not(.ago)")) {
    const time = new Date(element.dateTime);
    // The content of a story may have any text in a time element.
    if (!Number.isNaN(time.valueOf()) && !element.closest(".content, .day")) {
      element.textContent = formatted(time);
      element.title = FULL.format(time);
    }
  }
}

localizeTimes(document);
setInterval(() => localizeTimes(document), 60000);
