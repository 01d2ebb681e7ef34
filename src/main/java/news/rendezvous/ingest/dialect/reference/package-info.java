/**
 * References of the form {@code getUrls?link=<hash>}.
 *
 * <p>Lines, attributes and fields of an entry enter; its references leave, each hash once, with the
 * absolute URLs at which they may be resolved. Nothing here makes a request.
 */
@NullMarked
package news.rendezvous.ingest.dialect.reference;

import org.jspecify.annotations.NullMarked;
