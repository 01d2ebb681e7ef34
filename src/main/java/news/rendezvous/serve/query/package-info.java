/**
 * Query parameters of feeds, streams and pages.
 *
 * <p>A query string enters; a filter, a limit and a cursor leave, or a problem document that names
 * the parameter. Nothing here reads items.
 */
@NullMarked
package news.rendezvous.serve.query;

import org.jspecify.annotations.NullMarked;
