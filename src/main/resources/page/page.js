/** Progressive enhancement: the page works without it. */

import "./appearance.js";
import "./times.js";
import "./keys.js";
import "./live.js";
