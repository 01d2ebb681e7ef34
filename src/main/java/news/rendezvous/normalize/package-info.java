/**
 * Entries made fit to be shown.
 *
 * <p>A {@link news.rendezvous.parse.ParsedEntry}, its body and its resolved references enter; an
 * {@link news.rendezvous.item.Entry} leaves: clean, absolute, dated, fingerprinted. Nothing active
 * ever leaves, in any field, and nothing here makes a request.
 */
@NullMarked
package news.rendezvous.normalize;

import org.jspecify.annotations.NullMarked;
