/**
 * Readers of RSS, Atom, RDF and JSON Feed elements.
 *
 * <p>Elements enter, parsed entries leave. A field that cannot be read is absent, and never fails
 * its document.
 */
@NullMarked
package news.rendezvous.ingest.parse.feed;

import org.jspecify.annotations.NullMarked;
