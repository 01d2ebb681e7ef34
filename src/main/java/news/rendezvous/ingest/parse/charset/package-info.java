/**
 * Decoding of documents by BOM, declarations and detection.
 *
 * <p>Bytes and the charset of the Content-Type enter, text leaves. Decoding always succeeds:
 * malformed bytes become U+FFFD.
 */
@NullMarked
package news.rendezvous.ingest.parse.charset;

import org.jspecify.annotations.NullMarked;
