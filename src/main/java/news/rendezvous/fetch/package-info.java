/**
 * One guarded request.
 *
 * <p>A {@link news.rendezvous.source.Source} and the validators of its last answer enter, a {@link
 * news.rendezvous.fetch.Fetched} leaves: the document, "not modified", or a named failure. The
 * {@link news.rendezvous.fetch.Transport} below it makes every outgoing request of the service: it
 * never connects to an address that was not checked, never follows a redirect by itself, never
 * reads more than it was allowed to, and never looks at what the bytes mean. When a host may be
 * asked is decided by the {@link news.rendezvous.fetch.RequestScheduler} alone, for references too.
 */
@NullMarked
package news.rendezvous.fetch;

import org.jspecify.annotations.NullMarked;
