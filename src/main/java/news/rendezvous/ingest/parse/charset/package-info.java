/**
 * Decoding of documents: BOM, declarations and detection.
 *
 * <p>Decoding always succeeds: malformed bytes become U+FFFD.
 */
@NullMarked
package news.rendezvous.ingest.parse.charset;

import org.jspecify.annotations.NullMarked;
