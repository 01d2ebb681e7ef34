/** Progressive enhancement: the page works without it. */

import "./appearance.js";
import "./times.js";
import "./days.js";
import "./pictures.js";
import "./copy.js";
import "./reading.js";
import "./pane.js";
import "./neighbours.js";
import "./keys.js";
import "./live.js";
import "./operator.js";
