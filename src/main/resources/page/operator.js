/**
 * The operator's commands on a list of stories. They are put into the page where a token was entered
 * in this tab, on the page of the sources: other readers get neither script nor style sheet.
 */

import { isOperator } from "./console/token.js";

const commands = document.getElementById("operator");

if (commands && isOperator()) {
  const styles = document.createElement("link");
  styles.rel = "stylesheet";
  styles.href = new URL("console/console.css", import.meta.url).href;
  document.head.append(styles);
  commands.replaceWith(document.importNode(commands.content, true));
  import("./console/views.js");
}
