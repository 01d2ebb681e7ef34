/**
 * JAX-RS resources for readers.
 *
 * <p>HTTP requests enter; feeds, items, references, OPML and the published contract leave, or 503
 * until the view was read once. Nothing here changes state.
 */
@NullMarked
package news.rendezvous.serve.api;

import org.jspecify.annotations.NullMarked;
