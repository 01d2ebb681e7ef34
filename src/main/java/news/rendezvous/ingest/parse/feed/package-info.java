/**
 * Readers of RSS, Atom, RDF and JSON Feed elements.
 *
 * <p>Input are elements, output parsed entries. A field that cannot be parsed is absent; it never
 * causes the rejection of its document.
 */
@NullMarked
package news.rendezvous.ingest.parse.feed;

import org.jspecify.annotations.NullMarked;
