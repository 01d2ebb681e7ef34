/**
 * The operator's commands on a list of stories. They are loaded where a token was entered in this
 * tab, on the page of the sources: other readers get neither the script nor its style sheet.
 */

import { isOperator } from "./console/token.js";

const place = document.querySelector("#console[data-commands=views]");

if (place && isOperator()) {
  const styles = document.createElement("link");
  styles.rel = "stylesheet";
  styles.href = new URL("console/console.css", import.meta.url).href;
  document.head.append(styles);
  import("./console/views.js");
}
