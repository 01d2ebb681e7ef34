/**
 * Admin API: commands over HTTP.
 *
 * <p>Authenticated HTTP requests enter; commands to sources, polls, items and references, and their
 * states, leave. Nothing here is reachable without the token.
 */
@NullMarked
package news.rendezvous.admin;

import org.jspecify.annotations.NullMarked;
