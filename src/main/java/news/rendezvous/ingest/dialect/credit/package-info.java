/**
 * Credits in the text of a story: the source line with its publisher, and bylines.
 *
 * <p>A line of text enters; publisher, authors and offsets leave. A line that may be a sentence of
 * the story is never taken for a credit.
 */
@NullMarked
package news.rendezvous.ingest.dialect.credit;

import org.jspecify.annotations.NullMarked;
