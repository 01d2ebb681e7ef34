/**
 * Feed documents and their responses.
 *
 * <p>A feed request enters and is run on the timeline; a response with validators leaves, from a
 * cache as long as the timeline does not change. Records are never encoded again: a document is
 * composed of the bytes of its items.
 */
@NullMarked
package news.rendezvous.serve.feed;

import org.jspecify.annotations.NullMarked;
