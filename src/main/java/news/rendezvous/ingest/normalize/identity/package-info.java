/**
 * Identity of entries.
 *
 * <p>The parsed entries of a document enter; identified entries leave, with absolute URLs and the
 * guid, links, title and text that they are recognised by. {@code Aliases} makes keys of these and
 * leaves out those that the document itself shows to be unsafe. An alias never depends on a fact
 * that another poll could change while the entry is the same.
 */
@NullMarked
package news.rendezvous.ingest.normalize.identity;

import org.jspecify.annotations.NullMarked;
