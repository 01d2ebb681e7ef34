/**
 * The model of a parsed document: feed, entries and their media.
 *
 * <p>Readers of all formats make these values, the dialect and the normalizer take them. They are
 * independent of the format; texts are as in the document, and never sanitised.
 */
@NullMarked
package news.rendezvous.ingest.parse.entry;

import org.jspecify.annotations.NullMarked;
