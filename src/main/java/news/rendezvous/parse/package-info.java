/**
 * Bytes to entries.
 *
 * <p>A {@link news.rendezvous.fetch.Document} enters, a {@link news.rendezvous.parse.Parsed}
 * leaves: a feed with its {@link news.rendezvous.parse.ParsedEntry entries}, or the outcome that
 * says why it is none. {@link news.rendezvous.parse.Dialect} then reads what the body of one entry
 * says in the Rendezvous dialect. Nothing here ever makes a request, cleans markup, or decides what
 * is new.
 */
@NullMarked
package news.rendezvous.parse;

import org.jspecify.annotations.NullMarked;
