/**
 * From a source to its entries: poll composes fetch, parse, dialect, resolve and normalize, in this
 * order; each imports only those before it. Discover and icon are for operators and readers.
 *
 * <p>Source definitions enter, entries leave to the entries topic, at least once. The stages after
 * it are never called.
 */
@NullMarked
package news.rendezvous.ingest;

import org.jspecify.annotations.NullMarked;
