/**
 * The model of a parsed document: feed, entries and their media.
 *
 * <p>The types are independent of the format. Strings are as in the document.
 */
@NullMarked
package news.rendezvous.ingest.parse.entry;

import org.jspecify.annotations.NullMarked;
