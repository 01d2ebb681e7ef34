/** Groups the list by the reader's days; the service groups it by those of UTC. */

import { LOCALE } from "./texts.js";

const RELATIVE = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });
const DAY = new Intl.DateTimeFormat(LOCALE, {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});

const startOf = (time) => new Date(time).setHours(0, 0, 0, 0);

function name(day) {
  const ago = Math.round((startOf(Date.now()) - day) / 86400000);
  const words = ago < 2 ? RELATIVE.format(-ago, "day") : DAY.format(day);
  return words[0].toLocaleUpperCase(LOCALE) + words.slice(1);
}

function heading(day) {
  const element = document.createElement("h2");
  const time = document.createElement("time");
  element.className = "day";
  time.textContent = name(day);
  time.dataset.day = day;
  element.append(time);
  return element;
}

export function group(list) {
  const before = list.querySelectorAll(".day");
  let last = null;
  for (const card of list.querySelectorAll("article")) {
    const day = startOf(card.dataset.arrived);
    if (day !== last) {
      card.before(heading(day));
    }
    last = day;
  }
  before.forEach((element) => element.remove());
}

const list = document.getElementById("stories");
if (list) {
  group(list);
  list.addEventListener("arranged", () => group(list));
}
