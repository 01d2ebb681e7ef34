/**
 * Decoding of documents: BOM, declarations and detection.
 *
 * <p>No byte fails a document: what cannot be decoded becomes U+FFFD.
 */
@NullMarked
package news.rendezvous.ingest.parse.charset;

import org.jspecify.annotations.NullMarked;
