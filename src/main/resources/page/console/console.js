// The operator's console: adds commands to the pages of the sources. Without a script, or without
// a token, these pages are read as the server renders them. Nothing here makes HTML from strings.
import "./region.js";
import "./actions.js";
import "./address.js";

document.getElementById("console").hidden = false;
