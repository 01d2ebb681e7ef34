// The result of the last action, at the foot of the window until it is closed or the next one.

const box = document.getElementById("report");
const status = box.querySelector("[role=status]");

/**
 * Shows a result.
 *
 * @param {(string | Element)[] | string} words its text
 */
export function report(words, isGood = true) {
  box.classList.toggle("bad", !isGood);
  status.replaceChildren(...[words].flat());
  box.classList.add("open");
}

box.querySelector("button").addEventListener("click", () => {
  box.classList.remove("open");
  status.textContent = "";
});
