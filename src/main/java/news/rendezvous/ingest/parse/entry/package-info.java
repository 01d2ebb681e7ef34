/**
 * The model of a parsed document: feed, entries and their media.
 *
 * <p>Types know no format. Strings are as the document has them.
 */
@NullMarked
package news.rendezvous.ingest.parse.entry;

import org.jspecify.annotations.NullMarked;
