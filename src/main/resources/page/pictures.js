/** Pictures that fail to load: one in a list leaves its box, one in a text its description. */

function failed(picture) {
  picture.classList.add("failed");
}

const isFailed = (picture) => picture.complete && picture.naturalWidth === 0 && picture.src;

addEventListener("error", (event) => event.target.matches?.("main img") && failed(event.target), true);
[...document.querySelectorAll("main img")].filter(isFailed).forEach(failed);
